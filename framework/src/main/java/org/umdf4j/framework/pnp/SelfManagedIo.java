package org.umdf4j.framework.pnp;

import static org.umdf4j.framework.pnp.SelfManagedIoEvent.CLEANUP;
import static org.umdf4j.framework.pnp.SelfManagedIoEvent.DONE;
import static org.umdf4j.framework.pnp.SelfManagedIoEvent.FLUSH;
import static org.umdf4j.framework.pnp.SelfManagedIoEvent.REFUSED;
import static org.umdf4j.framework.pnp.SelfManagedIoEvent.START;
import static org.umdf4j.framework.pnp.SelfManagedIoEvent.SUCCEEDED;
import static org.umdf4j.framework.pnp.SelfManagedIoEvent.SUSPEND;

import org.umdf4j.ddi.HResult;

/** The self-managed I/O machine: table 2.3 of the contract. Its actions run on its runner. */
final class SelfManagedIo {
    static final TransitionTable<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> TABLE = table();

    private final DriverSteps steps;
    private HResult status = HResult.S_OK;

    SelfManagedIo(DriverSteps steps) {
        this.steps = steps;
    }

    /** How the last callback that can fail ended. Read by whoever waited for it. */
    HResult status() {
        return status;
    }

    private SelfManagedIoEvent outcome(HResult result) {
        status = result;
        return result.failed() ? REFUSED : SUCCEEDED;
    }

    private SelfManagedIoEvent flush() {
        steps.selfManagedIoFlush();
        return DONE;
    }

    private SelfManagedIoEvent cleanUp() {
        steps.selfManagedIoCleanup();
        return DONE;
    }

    private static TransitionTable<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> table() {
        TransitionTable.Builder<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> table =
                TransitionTable.builder("self-managed I/O", SelfManagedIoState.CREATED, SelfManagedIoEvent.OUTCOMES);
        table.rest(SelfManagedIoState.CREATED)
                .on(START, SelfManagedIoState.INITIALIZING)
                .ignore(SUSPEND, "nothing was started")
                .ignore(FLUSH, "OnSelfManagedIoInit was never called (PNP-27)")
                .on(CLEANUP, SelfManagedIoState.FINAL);
        table.act(SelfManagedIoState.INITIALIZING, io -> io.outcome(io.steps.selfManagedIoInit()))
                .on(SUCCEEDED, SelfManagedIoState.STARTED)
                .on(REFUSED, SelfManagedIoState.INIT_FAILED);
        table.rest(SelfManagedIoState.STARTED)
                .on(SUSPEND, SelfManagedIoState.SUSPENDING)
                .illegal(START, FLUSH, CLEANUP);
        table.act(SelfManagedIoState.SUSPENDING, io -> io.outcome(io.steps.selfManagedIoSuspend()))
                .on(SUCCEEDED, SelfManagedIoState.STOPPED)
                .on(REFUSED, SelfManagedIoState.FAILED);
        table.rest(SelfManagedIoState.STOPPED)
                .on(START, SelfManagedIoState.RESTARTING)
                .ignore(SUSPEND, "already suspended")
                .on(FLUSH, SelfManagedIoState.FLUSHING)
                .illegal(CLEANUP);
        table.act(SelfManagedIoState.RESTARTING, io -> io.outcome(io.steps.selfManagedIoRestart()))
                .on(SUCCEEDED, SelfManagedIoState.STARTED)
                .on(REFUSED, SelfManagedIoState.FAILED);
        table.rest(SelfManagedIoState.INIT_FAILED)
                .ignore(SUSPEND, "nothing runs after a failed OnSelfManagedIoInit (FAIL-3)")
                .on(FLUSH, SelfManagedIoState.FLUSHING)
                .illegal(START, CLEANUP);
        table.rest(SelfManagedIoState.FAILED)
                .ignore(SUSPEND, "nothing runs after a failed suspend or restart (FAIL-4)")
                .on(FLUSH, SelfManagedIoState.FLUSHING)
                .illegal(START, CLEANUP);
        table.act(SelfManagedIoState.FLUSHING, SelfManagedIo::flush).on(DONE, SelfManagedIoState.FLUSHED);
        table.rest(SelfManagedIoState.FLUSHED)
                .ignore(FLUSH, "flushed once already (PNP-27)")
                .on(CLEANUP, SelfManagedIoState.CLEANING_UP)
                .illegal(START, SUSPEND);
        table.act(SelfManagedIoState.CLEANING_UP, SelfManagedIo::cleanUp).on(DONE, SelfManagedIoState.FINAL);
        table.rest(SelfManagedIoState.FINAL).illegal(START, SUSPEND, FLUSH, CLEANUP);
        return table.build();
    }
}
