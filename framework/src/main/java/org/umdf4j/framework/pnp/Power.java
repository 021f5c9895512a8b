package org.umdf4j.framework.pnp;

import static org.umdf4j.framework.pnp.PowerEvent.ARMED;
import static org.umdf4j.framework.pnp.PowerEvent.ASLEEP;
import static org.umdf4j.framework.pnp.PowerEvent.ASLEEP_ARMED;
import static org.umdf4j.framework.pnp.PowerEvent.DONE;
import static org.umdf4j.framework.pnp.PowerEvent.IDLE;
import static org.umdf4j.framework.pnp.PowerEvent.IDLE_REACHED;
import static org.umdf4j.framework.pnp.PowerEvent.IDLE_REACHED_ARMED;
import static org.umdf4j.framework.pnp.PowerEvent.POWERED_OFF;
import static org.umdf4j.framework.pnp.PowerEvent.POWER_OFF;
import static org.umdf4j.framework.pnp.PowerEvent.POWER_UP;
import static org.umdf4j.framework.pnp.PowerEvent.REFUSED;
import static org.umdf4j.framework.pnp.PowerEvent.SLEEP;
import static org.umdf4j.framework.pnp.PowerEvent.SUCCEEDED;
import static org.umdf4j.framework.pnp.PowerEvent.WAKE;
import static org.umdf4j.framework.pnp.PowerEvent.WAKE_WANTED;

import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.framework.pnp.Wake.Signal;

/** The power machine: table 2.2 and section 5 of the contract. Its actions run on its runner. */
final class Power {
    static final TransitionTable<PowerState, PowerEvent, Power> TABLE = table();

    private final DriverSteps steps;
    private final StateMachine<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> selfManagedIo;
    private final SelfManagedIo selfManagedIoResult;
    private final Optional<PowerPolicy> policy;

    /** Why D0 is left. */
    enum Aim {
        /** The device is idle. */
        IDLE,
        /** The system sleeps. */
        SLEEP,
        /** For good. */
        OFF
    }

    /** What OnD0Exit was told last, and so what OnD0Entry is told next (PWR-6, PNP-9). */
    private WDF_POWER_DEVICE_STATE previous = WDF_POWER_DEVICE_STATE.D3_FINAL;

    private WDF_POWER_DEVICE_STATE target = WDF_POWER_DEVICE_STATE.D3_FINAL;
    private Aim aim = Aim.OFF;
    private HResult status = HResult.S_OK;

    Power(
            DriverSteps steps,
            StateMachine<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> selfManagedIo,
            SelfManagedIo selfManagedIoResult,
            Optional<PowerPolicy> policy) {
        this.steps = steps;
        this.policy = policy;
        this.selfManagedIo = selfManagedIo;
        this.selfManagedIoResult = selfManagedIoResult;
    }

    /** Before an event is posted to a resting machine: the state to go down to, and a clean slate for the status. */
    void aim(Aim newAim, WDF_POWER_DEVICE_STATE newTarget) {
        aim = newAim;
        target = newTarget;
        status = HResult.S_OK;
    }

    /** The first failure since {@link #aim}. Read by whoever waited for the machine to rest. */
    HResult status() {
        return status;
    }

    private PowerEvent outcome(HResult result) {
        note(result);
        return result.failed() ? REFUSED : SUCCEEDED;
    }

    private void note(HResult result) {
        if (status.succeeded() && result.failed()) {
            status = result;
        }
    }

    private PowerEvent enterD0() {
        policy.ifPresent(PowerPolicy::powerUpBegins);
        return outcome(steps.d0Entry(previous));
    }

    /** PWR-25: what armed it, whoever brought it back. */
    private PowerEvent disarmWake() {
        Signal before = policy.map(owner -> owner.wake().disarm()).orElse(Signal.DISARMED);
        if (before.isSignalled()) {
            steps.wakeTriggered(before.isFromS0());
        }
        steps.disarmWake(before.isFromS0());
        return DONE;
    }

    private Signal signal() {
        return policy.map(owner -> owner.wake().now()).orElse(Signal.DISARMED);
    }

    private PowerEvent armWake() {
        boolean fromS0 = aim == Aim.IDLE;
        // Armed first: the device may signal before the callback has returned.
        policy.ifPresent(owner -> owner.wake().arm(fromS0));
        return steps.armWake(fromS0).failed() ? REFUSED : SUCCEEDED;
    }

    /** PWR-24: no failure of the device. */
    private PowerEvent disarmAfterFailure() {
        policy.ifPresent(owner -> owner.wake().failed());
        steps.disarmWake(aim == Aim.IDLE);
        return DONE;
    }

    private PowerEvent resumeQueues() {
        steps.resumeQueues();
        return DONE;
    }

    private PowerEvent holdQueues() {
        steps.holdQueues();
        boolean wakes = aim != Aim.OFF
                && policy.map(owner -> owner.wantsWake(aim == Aim.IDLE)).orElse(false);
        return wakes ? WAKE_WANTED : DONE;
    }

    private PowerEvent undoQueues() {
        steps.holdQueues();
        return DONE;
    }

    private PowerEvent startSelfManagedIo() {
        SelfManagedIoState state =
                selfManagedIo.perform(SelfManagedIoEvent.START).state();
        return state == SelfManagedIoState.STARTED ? SUCCEEDED : outcome(selfManagedIoResult.status());
    }

    private PowerEvent suspendSelfManagedIo() {
        SelfManagedIoState state =
                selfManagedIo.perform(SelfManagedIoEvent.SUSPEND).state();
        if (state == SelfManagedIoState.FAILED) {
            note(selfManagedIoResult.status());
        }
        return DONE;
    }

    private PowerEvent enableInterrupts() {
        PowerEvent enabled = outcome(steps.enableInterrupts());
        PowerEvent told = enabled == REFUSED ? REFUSED : outcome(steps.d0EntryPostInterruptsEnabled(previous));
        return told == SUCCEEDED && signal() != Signal.DISARMED ? ARMED : told;
    }

    private PowerEvent disableInterrupts() {
        note(steps.d0ExitPreInterruptsDisabled(target));
        note(steps.disableInterrupts());
        return DONE;
    }

    /** A failure anywhere on the way down lets the way down end and fails the device then (section 12). */
    private PowerEvent leaveD0() {
        exitD0();
        if (status.failed()) {
            return REFUSED;
        }
        boolean armed = signal() != Signal.DISARMED;
        return switch (aim) {
            case IDLE -> armed ? IDLE_REACHED_ARMED : IDLE_REACHED;
            case SLEEP -> armed ? ASLEEP_ARMED : ASLEEP;
            case OFF -> POWERED_OFF;
        };
    }

    private PowerEvent undoD0() {
        note(steps.disableInterrupts()); // nothing is left to disable if OnD0ExitPreInterruptsDisabled came before
        exitD0();
        return DONE;
    }

    private void exitD0() {
        previous = target;
        note(steps.d0Exit(target));
    }

    private static TransitionTable<PowerState, PowerEvent, Power> table() {
        TransitionTable.Builder<PowerState, PowerEvent, Power> table =
                TransitionTable.builder("power", PowerState.OFF, PowerEvent.OUTCOMES);
        resting(table);
        up(table);
        down(table);
        undo(table);
        return table.build();
    }

    private static void resting(TransitionTable.Builder<PowerState, PowerEvent, Power> table) {
        table.rest(PowerState.OFF)
                .on(POWER_UP, PowerState.ENTERING_D0)
                .ignore(SLEEP, "a device without power has nothing to leave")
                .ignore(IDLE, "a device without power has nothing to leave")
                .ignore(WAKE, "the device was not asleep")
                .ignore(POWER_OFF, "already off");
        table.rest(PowerState.D0)
                .on(SLEEP, PowerState.SUSPENDING_SELF_MANAGED_IO)
                .on(IDLE, PowerState.SUSPENDING_SELF_MANAGED_IO)
                .on(POWER_OFF, PowerState.SUSPENDING_SELF_MANAGED_IO)
                .ignore(WAKE, "already in D0")
                .illegal(POWER_UP);
        lowPower(table);
        table.rest(PowerState.POWER_FAILED)
                .ignore(SLEEP, "a failed device is no longer in D0")
                .ignore(IDLE, "a failed device is no longer in D0")
                .ignore(WAKE, "a failed device waits for its removal (FAIL-6)")
                .ignore(POWER_OFF, "a failed device is no longer in D0")
                .illegal(POWER_UP);
    }

    /** PWR-26, PWR-27: an unarmed idle device may sleep with the system and be idle again without leaving Dx. */
    private static void lowPower(TransitionTable.Builder<PowerState, PowerEvent, Power> table) {
        table.rest(PowerState.DX_IDLE)
                .on(WAKE, PowerState.ENTERING_D0)
                .on(SLEEP, PowerState.DX_SLEEP)
                .on(POWER_OFF, PowerState.OFF)
                .ignore(IDLE, "already idle")
                .illegal(POWER_UP);
        table.rest(PowerState.DX_IDLE_ARMED)
                .on(WAKE, PowerState.ENTERING_D0)
                .on(POWER_OFF, PowerState.OFF)
                .ignore(IDLE, "already idle")
                .illegal(POWER_UP, SLEEP);
        table.rest(PowerState.DX_SLEEP)
                .on(WAKE, PowerState.ENTERING_D0)
                .on(IDLE, PowerState.DX_IDLE)
                .on(POWER_OFF, PowerState.OFF)
                .ignore(SLEEP, "already asleep")
                .illegal(POWER_UP);
        table.rest(PowerState.DX_SLEEP_ARMED)
                .on(WAKE, PowerState.ENTERING_D0)
                .on(POWER_OFF, PowerState.OFF)
                .ignore(SLEEP, "already asleep")
                .illegal(POWER_UP, IDLE);
    }

    private static void up(TransitionTable.Builder<PowerState, PowerEvent, Power> table) {
        table.act(PowerState.ENTERING_D0, Power::enterD0)
                .on(SUCCEEDED, PowerState.ENABLING_INTERRUPTS)
                .on(REFUSED, PowerState.POWER_FAILED);
        table.act(PowerState.ENABLING_INTERRUPTS, Power::enableInterrupts)
                .on(SUCCEEDED, PowerState.RESUMING_QUEUES)
                .on(ARMED, PowerState.DISARMING_WAKE)
                .on(REFUSED, PowerState.UNDOING_D0);
        table.act(PowerState.DISARMING_WAKE, Power::disarmWake).on(DONE, PowerState.RESUMING_QUEUES);
        table.act(PowerState.RESUMING_QUEUES, Power::resumeQueues).on(DONE, PowerState.STARTING_SELF_MANAGED_IO);
        table.act(PowerState.STARTING_SELF_MANAGED_IO, Power::startSelfManagedIo)
                .on(SUCCEEDED, PowerState.D0)
                .on(REFUSED, PowerState.UNDOING_HOLDING_QUEUES);
    }

    private static void down(TransitionTable.Builder<PowerState, PowerEvent, Power> table) {
        table.act(PowerState.SUSPENDING_SELF_MANAGED_IO, Power::suspendSelfManagedIo)
                .on(DONE, PowerState.HOLDING_QUEUES);
        table.act(PowerState.HOLDING_QUEUES, Power::holdQueues)
                .on(DONE, PowerState.DISABLING_INTERRUPTS)
                .on(WAKE_WANTED, PowerState.ARMING_WAKE);
        table.act(PowerState.ARMING_WAKE, Power::armWake)
                .on(SUCCEEDED, PowerState.DISABLING_INTERRUPTS)
                .on(REFUSED, PowerState.DISARMING_AFTER_FAILURE);
        table.act(PowerState.DISARMING_AFTER_FAILURE, Power::disarmAfterFailure)
                .on(DONE, PowerState.DISABLING_INTERRUPTS);
        table.act(PowerState.DISABLING_INTERRUPTS, Power::disableInterrupts).on(DONE, PowerState.LEAVING_D0);
        table.act(PowerState.LEAVING_D0, Power::leaveD0)
                .on(ASLEEP, PowerState.DX_SLEEP)
                .on(ASLEEP_ARMED, PowerState.DX_SLEEP_ARMED)
                .on(IDLE_REACHED, PowerState.DX_IDLE)
                .on(IDLE_REACHED_ARMED, PowerState.DX_IDLE_ARMED)
                .on(POWERED_OFF, PowerState.OFF)
                .on(REFUSED, PowerState.POWER_FAILED);
    }

    private static void undo(TransitionTable.Builder<PowerState, PowerEvent, Power> table) {
        table.act(PowerState.UNDOING_HOLDING_QUEUES, Power::undoQueues)
                .on(DONE, PowerState.UNDOING_DISABLING_INTERRUPTS);
        table.act(PowerState.UNDOING_DISABLING_INTERRUPTS, Power::disableInterrupts)
                .on(DONE, PowerState.UNDOING_D0);
        table.act(PowerState.UNDOING_D0, Power::undoD0).on(DONE, PowerState.POWER_FAILED);
    }
}
