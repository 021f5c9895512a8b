package org.umdf4j.framework.pnp;

import static org.umdf4j.framework.pnp.PolicyEvent.DONE;
import static org.umdf4j.framework.pnp.PolicyEvent.DOWN_BEGINS;
import static org.umdf4j.framework.pnp.PolicyEvent.DOWN_ENDED;
import static org.umdf4j.framework.pnp.PolicyEvent.NO;
import static org.umdf4j.framework.pnp.PolicyEvent.RECONSIDER;
import static org.umdf4j.framework.pnp.PolicyEvent.STARTED;
import static org.umdf4j.framework.pnp.PolicyEvent.STOP;
import static org.umdf4j.framework.pnp.PolicyEvent.SYSTEM_BACK;
import static org.umdf4j.framework.pnp.PolicyEvent.SYSTEM_SLEEPS;
import static org.umdf4j.framework.pnp.PolicyEvent.UP_BEGINS;
import static org.umdf4j.framework.pnp.PolicyEvent.UP_ENDED;
import static org.umdf4j.framework.pnp.PolicyEvent.UP_GRANTED;
import static org.umdf4j.framework.pnp.PolicyEvent.YES;

/**
 * The power policy machine's table: sections 5.1 and 5.2 of the contract.
 *
 * <p>The machine only decides. It asks the stack for a power-down or a power-up; the stack carries that out as one of its
 * operations, one at a time, and tells the machine when it begins and when it has ended (PWR-10, PWR-13).
 */
final class PolicyTable {
    static final TransitionTable<PolicyState, PolicyEvent, PowerPolicy> TABLE = table();

    private static final String WITHDRAWN = "something else has decided since it was asked for";
    private static final String LATER = "it is looked at when this has ended (PWR-13)";

    private PolicyTable() {}

    private static TransitionTable<PolicyState, PolicyEvent, PowerPolicy> table() {
        TransitionTable.Builder<PolicyState, PolicyEvent, PowerPolicy> table =
                TransitionTable.builder("power policy", PolicyState.OFF, PolicyEvent.OUTCOMES);
        off(table);
        working(table);
        goingDown(table);
        idle(table);
        asleep(table);
        table.act(PolicyState.STOPPING, PowerPolicy::stop).on(DONE, PolicyState.OFF);
        return table.build();
    }

    private static void off(TransitionTable.Builder<PolicyState, PolicyEvent, PowerPolicy> table) {
        table.rest(PolicyState.OFF)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(STARTED, PolicyState.ARRIVING)
                .ignore(RECONSIDER, "the device has no power to save")
                .ignore(DOWN_BEGINS, WITHDRAWN)
                .ignore(DOWN_ENDED, "the device failed on the way down")
                .ignore(UP_BEGINS, WITHDRAWN)
                .ignore(UP_ENDED, "the device failed on the way up")
                .ignore(SYSTEM_SLEEPS, "a device without power has nothing to leave")
                .ignore(SYSTEM_BACK, "the device failed, or was stopped, during the sleep")
                .on(STOP, PolicyState.STOPPING);
    }

    private static void working(TransitionTable.Builder<PolicyState, PolicyEvent, PowerPolicy> table) {
        table.act(PolicyState.ARRIVING, PowerPolicy::arrive).on(DONE, PolicyState.LOOKING);
        table.act(PolicyState.LOOKING, PowerPolicy::look)
                .on(YES, PolicyState.DOWN_REQUESTED)
                .on(NO, PolicyState.WORKING);
        table.rest(PolicyState.WORKING)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(RECONSIDER, PolicyState.LOOKING)
                .on(SYSTEM_SLEEPS, PolicyState.FALLING_ASLEEP)
                .on(STOP, PolicyState.STOPPING)
                .ignore(DOWN_BEGINS, WITHDRAWN)
                .ignore(UP_BEGINS, "already in D0")
                .illegal(STARTED, DOWN_ENDED, UP_ENDED, SYSTEM_BACK);
        table.rest(PolicyState.DOWN_REQUESTED)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(DOWN_BEGINS, PolicyState.DECIDING)
                .on(SYSTEM_SLEEPS, PolicyState.FALLING_ASLEEP)
                .on(STOP, PolicyState.STOPPING)
                .ignore(RECONSIDER, "it is looked at when the power-down begins (PWR-13)")
                .ignore(UP_BEGINS, "already in D0")
                .illegal(STARTED, DOWN_ENDED, UP_ENDED, SYSTEM_BACK);
    }

    private static void goingDown(TransitionTable.Builder<PolicyState, PolicyEvent, PowerPolicy> table) {
        table.act(PolicyState.DECIDING, PowerPolicy::leave)
                .on(YES, PolicyState.GOING_DOWN)
                .on(NO, PolicyState.LOOKING);
        table.rest(PolicyState.GOING_DOWN)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(DOWN_ENDED, PolicyState.ARRIVED_IDLE)
                .on(STOP, PolicyState.STOPPING)
                .ignore(RECONSIDER, LATER)
                .illegal(STARTED, DOWN_BEGINS, UP_BEGINS, UP_ENDED, SYSTEM_SLEEPS, SYSTEM_BACK);
        table.act(PolicyState.ARRIVED_IDLE, PowerPolicy::askForPower)
                .on(YES, PolicyState.UP_REQUESTED)
                .on(NO, PolicyState.IDLE);
    }

    private static void idle(TransitionTable.Builder<PolicyState, PolicyEvent, PowerPolicy> table) {
        table.rest(PolicyState.IDLE)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(RECONSIDER, PolicyState.ARRIVED_IDLE)
                .on(UP_BEGINS, PolicyState.GOING_UP)
                .on(SYSTEM_SLEEPS, PolicyState.IDLE_ASLEEP)
                .on(STOP, PolicyState.STOPPING)
                .ignore(DOWN_BEGINS, WITHDRAWN)
                .illegal(STARTED, DOWN_ENDED, UP_ENDED, SYSTEM_BACK);
        table.rest(PolicyState.UP_REQUESTED)
                .on(UP_GRANTED, PolicyState.GOING_UP)
                .on(UP_BEGINS, PolicyState.GOING_UP)
                .on(SYSTEM_SLEEPS, PolicyState.IDLE_ASLEEP)
                .on(STOP, PolicyState.STOPPING)
                .ignore(RECONSIDER, "the power-up is on its way")
                .ignore(DOWN_BEGINS, WITHDRAWN)
                .illegal(STARTED, DOWN_ENDED, UP_ENDED, SYSTEM_BACK);
        table.rest(PolicyState.GOING_UP)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(UP_ENDED, PolicyState.ARRIVING)
                .on(STOP, PolicyState.STOPPING)
                .ignore(RECONSIDER, LATER)
                .illegal(STARTED, DOWN_BEGINS, DOWN_ENDED, UP_BEGINS, SYSTEM_SLEEPS, SYSTEM_BACK);
    }

    private static void asleep(TransitionTable.Builder<PolicyState, PolicyEvent, PowerPolicy> table) {
        table.act(PolicyState.FALLING_ASLEEP, PowerPolicy::fallAsleep).on(DONE, PolicyState.ASLEEP);
        table.rest(PolicyState.ASLEEP)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(SYSTEM_BACK, PolicyState.ARRIVING)
                .on(STOP, PolicyState.STOPPING)
                .ignore(RECONSIDER, "everything waits for the system (PWR-15, PWR-18)")
                .ignore(DOWN_BEGINS, WITHDRAWN)
                .ignore(UP_BEGINS, WITHDRAWN)
                .illegal(STARTED, DOWN_ENDED, UP_ENDED, SYSTEM_SLEEPS);
        table.rest(PolicyState.IDLE_ASLEEP)
                .ignore(UP_GRANTED, WITHDRAWN)
                .on(SYSTEM_BACK, PolicyState.ARRIVED_IDLE)
                .on(UP_BEGINS, PolicyState.GOING_UP)
                .on(STOP, PolicyState.STOPPING)
                .ignore(RECONSIDER, "everything waits for the system (PWR-15, PWR-18)")
                .ignore(DOWN_BEGINS, WITHDRAWN)
                .illegal(STARTED, DOWN_ENDED, UP_ENDED, SYSTEM_SLEEPS);
    }
}
