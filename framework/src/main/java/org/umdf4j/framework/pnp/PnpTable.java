package org.umdf4j.framework.pnp;

import static org.umdf4j.framework.pnp.PnpEvent.CANCEL_REMOVE;
import static org.umdf4j.framework.pnp.PnpEvent.CANCEL_STOP;
import static org.umdf4j.framework.pnp.PnpEvent.DEVICE_FAILED;
import static org.umdf4j.framework.pnp.PnpEvent.DONE;
import static org.umdf4j.framework.pnp.PnpEvent.FILES_CLOSED;
import static org.umdf4j.framework.pnp.PnpEvent.POWER_FAILURE;
import static org.umdf4j.framework.pnp.PnpEvent.QUERY_REMOVE;
import static org.umdf4j.framework.pnp.PnpEvent.QUERY_STOP;
import static org.umdf4j.framework.pnp.PnpEvent.REFUSED;
import static org.umdf4j.framework.pnp.PnpEvent.REMOVE;
import static org.umdf4j.framework.pnp.PnpEvent.START;
import static org.umdf4j.framework.pnp.PnpEvent.STOP;
import static org.umdf4j.framework.pnp.PnpEvent.SUCCEEDED;
import static org.umdf4j.framework.pnp.PnpEvent.SURPRISE_REMOVE;

/** The Plug and Play machine's table: section 2.1 of the contract, with the steps of sections 4, 6, 7, 8 and 12. */
final class PnpTable {
    static final TransitionTable<PnpState, PnpEvent, Pnp> TABLE = table();

    private static final String NOT_STARTED = "only a started device is asked (PNP-14)";
    private static final String NOTHING_PENDING = "no query is pending";
    private static final String TORN_DOWN = "the device is torn down already";

    private PnpTable() {}

    private static TransitionTable<PnpState, PnpEvent, Pnp> table() {
        TransitionTable.Builder<PnpState, PnpEvent, Pnp> table =
                TransitionTable.builder("Plug and Play", PnpState.ADDED, PnpEvent.OUTCOMES);
        restingBeforeStart(table);
        restingStarted(table);
        restingTornDown(table);
        start(table);
        query(table);
        stop(table);
        surpriseRemoval(table);
        failure(table);
        removal(table);
        return table.build();
    }

    private static void restingBeforeStart(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.rest(PnpState.ADDED)
                .on(START, PnpState.PREPARING_HARDWARE)
                .on(REMOVE, PnpState.REMOVING_RELEASE)
                .on(SURPRISE_REMOVE, PnpState.SURPRISE_NOTICE_UNPOWERED)
                .on(DEVICE_FAILED, PnpState.FAILING_NOTICE_UNPOWERED)
                .ignore(QUERY_REMOVE, NOT_STARTED)
                .ignore(QUERY_STOP, NOT_STARTED)
                .ignore(CANCEL_REMOVE, NOTHING_PENDING)
                .ignore(CANCEL_STOP, NOTHING_PENDING)
                .illegal(STOP, POWER_FAILURE, FILES_CLOSED);
        table.rest(PnpState.STOPPED)
                .on(START, PnpState.PREPARING_HARDWARE)
                .on(REMOVE, PnpState.REMOVING_PURGE)
                .on(SURPRISE_REMOVE, PnpState.SURPRISE_NOTICE_UNPOWERED)
                .on(DEVICE_FAILED, PnpState.FAILING_NOTICE_UNPOWERED)
                .ignore(QUERY_REMOVE, NOT_STARTED)
                .ignore(QUERY_STOP, NOT_STARTED)
                .ignore(CANCEL_REMOVE, NOTHING_PENDING)
                .ignore(CANCEL_STOP, NOTHING_PENDING)
                .illegal(STOP, POWER_FAILURE, FILES_CLOSED);
    }

    private static void restingStarted(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        canBeTornDown(table.rest(PnpState.STARTED))
                .on(START, PnpState.RESTARTING)
                .on(QUERY_REMOVE, PnpState.QUERYING_REMOVE)
                .on(QUERY_STOP, PnpState.QUERYING_STOP)
                .ignore(CANCEL_REMOVE, NOTHING_PENDING)
                .ignore(CANCEL_STOP, NOTHING_PENDING)
                .illegal(STOP, FILES_CLOSED);
        canBeTornDown(table.rest(PnpState.REMOVE_PENDING))
                .on(CANCEL_REMOVE, PnpState.STARTED)
                .illegal(START, QUERY_REMOVE, QUERY_STOP, CANCEL_STOP, STOP, FILES_CLOSED);
        canBeTornDown(table.rest(PnpState.STOP_PENDING))
                .on(CANCEL_STOP, PnpState.STARTED)
                .on(STOP, PnpState.STOPPING)
                .illegal(START, QUERY_REMOVE, QUERY_STOP, CANCEL_REMOVE, FILES_CLOSED);
    }

    private static TransitionTable.Row<PnpState, PnpEvent, Pnp> canBeTornDown(
            TransitionTable.Row<PnpState, PnpEvent, Pnp> row) {
        return row.on(REMOVE, PnpState.REMOVING_POWER_DOWN)
                .on(SURPRISE_REMOVE, PnpState.SURPRISE_NOTICE)
                .on(POWER_FAILURE, PnpState.FAILING_RELEASE)
                .on(DEVICE_FAILED, PnpState.FAILING_NOTICE);
    }

    private static void restingTornDown(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.rest(PnpState.SURPRISE_REMOVED)
                .on(REMOVE, PnpState.FINISHING)
                .ignore(SURPRISE_REMOVE, TORN_DOWN)
                .ignore(DEVICE_FAILED, TORN_DOWN)
                .illegal(START, QUERY_REMOVE, CANCEL_REMOVE, QUERY_STOP, CANCEL_STOP, STOP)
                .illegal(POWER_FAILURE, FILES_CLOSED);
        table.rest(PnpState.FAILED)
                .on(REMOVE, PnpState.FINISHING)
                .on(SURPRISE_REMOVE, PnpState.FAILED_NOTICE)
                .ignore(START, "a failed device does not start again (FAIL-6)")
                .ignore(DEVICE_FAILED, TORN_DOWN)
                .illegal(QUERY_REMOVE, CANCEL_REMOVE, QUERY_STOP, CANCEL_STOP, STOP)
                .illegal(POWER_FAILURE, FILES_CLOSED);
        table.rest(PnpState.AWAITING_CLOSE)
                .on(FILES_CLOSED, PnpState.DISPOSING)
                .ignore(REMOVE, TORN_DOWN)
                .ignore(SURPRISE_REMOVE, TORN_DOWN)
                .ignore(DEVICE_FAILED, TORN_DOWN)
                .illegal(START, QUERY_REMOVE, CANCEL_REMOVE, QUERY_STOP, CANCEL_STOP, STOP, POWER_FAILURE);
        table.rest(PnpState.REMOVED)
                .ignore(REMOVE, TORN_DOWN)
                .ignore(SURPRISE_REMOVE, TORN_DOWN)
                .ignore(DEVICE_FAILED, TORN_DOWN)
                .illegal(START, QUERY_REMOVE, CANCEL_REMOVE, QUERY_STOP, CANCEL_STOP, STOP)
                .illegal(POWER_FAILURE, FILES_CLOSED);
    }

    private static void start(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.act(PnpState.PREPARING_HARDWARE, Pnp::prepareHardware)
                .on(SUCCEEDED, PnpState.POWERING_UP)
                .on(REFUSED, PnpState.FAILING_RELEASE);
        table.act(PnpState.POWERING_UP, Pnp::powerUp)
                .on(SUCCEEDED, PnpState.STARTED)
                .on(REFUSED, PnpState.FAILING_RELEASE);
        table.act(PnpState.RESTARTING, Pnp::powerOff)
                .on(SUCCEEDED, PnpState.RESTARTING_RELEASE)
                .on(REFUSED, PnpState.FAILING_RELEASE);
        table.act(PnpState.RESTARTING_RELEASE, Pnp::releaseHardware)
                .on(SUCCEEDED, PnpState.PREPARING_HARDWARE)
                .on(REFUSED, PnpState.FAILING_PURGE);
    }

    private static void query(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.act(PnpState.QUERYING_REMOVE, Pnp::queryRemove)
                .on(SUCCEEDED, PnpState.REMOVE_PENDING)
                .on(REFUSED, PnpState.STARTED);
        table.act(PnpState.QUERYING_STOP, Pnp::queryStop)
                .on(SUCCEEDED, PnpState.STOP_PENDING)
                .on(REFUSED, PnpState.STARTED);
    }

    private static void stop(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.act(PnpState.STOPPING, Pnp::powerOff)
                .on(SUCCEEDED, PnpState.STOPPING_RELEASE)
                .on(REFUSED, PnpState.FAILING_RELEASE);
        table.act(PnpState.STOPPING_RELEASE, Pnp::releaseHardware)
                .on(SUCCEEDED, PnpState.STOPPED)
                .on(REFUSED, PnpState.FAILING_PURGE);
    }

    private static void surpriseRemoval(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.act(PnpState.SURPRISE_NOTICE, Pnp::surpriseRemoval).on(DONE, PnpState.SURPRISE_POWER_DOWN);
        table.act(PnpState.SURPRISE_NOTICE_UNPOWERED, Pnp::surpriseRemoval).on(DONE, PnpState.SURPRISE_PURGE);
        table.act(PnpState.SURPRISE_POWER_DOWN, Pnp::powerOffForTeardown).on(DONE, PnpState.SURPRISE_RELEASE);
        table.act(PnpState.SURPRISE_RELEASE, Pnp::releaseHardwareForTeardown).on(DONE, PnpState.SURPRISE_PURGE);
        table.act(PnpState.SURPRISE_PURGE, pnp -> pnp.purge("the device was unplugged"))
                .on(DONE, PnpState.SURPRISE_REMOVED);
    }

    private static void failure(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.act(PnpState.FAILING_NOTICE, Pnp::surpriseRemoval).on(DONE, PnpState.FAILING_POWER_DOWN);
        table.act(PnpState.FAILING_NOTICE_UNPOWERED, Pnp::surpriseRemoval).on(DONE, PnpState.FAILING_PURGE);
        table.act(PnpState.FAILING_POWER_DOWN, Pnp::powerOffForTeardown).on(DONE, PnpState.FAILING_RELEASE);
        table.act(PnpState.FAILING_RELEASE, Pnp::releaseHardwareForTeardown).on(DONE, PnpState.FAILING_PURGE);
        table.act(PnpState.FAILING_PURGE, pnp -> pnp.purge("the device failed")).on(DONE, PnpState.FAILED);
        table.act(PnpState.FAILED_NOTICE, Pnp::surpriseRemoval).on(DONE, PnpState.FAILED);
    }

    private static void removal(TransitionTable.Builder<PnpState, PnpEvent, Pnp> table) {
        table.act(PnpState.REMOVING_POWER_DOWN, Pnp::powerOffForTeardown).on(DONE, PnpState.REMOVING_RELEASE);
        table.act(PnpState.REMOVING_RELEASE, Pnp::releaseHardwareForTeardown).on(DONE, PnpState.REMOVING_PURGE);
        table.act(PnpState.REMOVING_PURGE, pnp -> pnp.purge("the device was removed"))
                .on(DONE, PnpState.FINISHING);
        table.act(PnpState.FINISHING, Pnp::finish).on(DONE, PnpState.AWAITING_CLOSE);
        table.act(PnpState.DISPOSING, Pnp::dispose).on(DONE, PnpState.REMOVED);
    }
}
