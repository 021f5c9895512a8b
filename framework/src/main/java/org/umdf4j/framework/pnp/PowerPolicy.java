package org.umdf4j.framework.pnp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.ddi.WDF_POWER_POLICY_SX_WAKE_USER_CONTROL;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.pnp.PowerReferences.Dropped;
import org.umdf4j.framework.pnp.Wake.Signal;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;

/**
 * The power policy of a device whose driver owns it: decides when the device idles and when it comes back, and knows how it
 * may wake (sections 5.1 and 5.2 of the contract).
 *
 * <p>It watches without being told of every request: while the device works it looks when the idle timeout could be over
 * at the earliest, at when the queues ran empty; of a busy device it is told once when it has become idle. What its machine
 * wants it asks of the {@link PnpOwner}, which carries it out and tells {@link PolicyTable the machine} so.
 *
 * <p>Any thread, no lock held; only {@link #stopIdle} and the stack's steps block.
 */
public final class PowerPolicy {
    private final PnpDevice device;
    private final PnpOwner owner;
    private final Scheduler scheduler;
    private final PolicySettings settings;
    private final PowerReferences references;
    private final Wake wake;
    private final StateMachine<PolicyState, PolicyEvent, PowerPolicy> machine;

    /** The machine's runner's own: the pending look, and when the device came to D0. */
    private Optional<Timer> timer = Optional.empty();

    private long arrivedNanos;

    /** Who is inside a Plug and Play or power callback of the device. */
    private volatile @Nullable Thread inCallback;

    /**
     * Of a device that is being created.
     *
     * @param deviceSettings the device's settings, as the user gave them
     */
    public PowerPolicy(PnpDevice device, PnpOwner owner, Map<String, String> deviceSettings, Scheduler scheduler) {
        this.device = device;
        this.owner = owner;
        this.scheduler = scheduler;
        this.wake = new Wake(scheduler);
        this.settings = new PolicySettings(deviceSettings, scheduler);
        this.references = new PowerReferences(scheduler);
        this.machine = new StateMachine<>(
                owner.deviceName() + "/" + device.driverName(),
                PolicyTable.TABLE,
                this,
                scheduler,
                new StateMachine.Observer<>() {
                    @Override
                    public void entered(Transition<PolicyState, PolicyEvent> transition) {
                        owner.transition(device, "policy", transition);
                    }

                    @Override
                    public void broken(String what, String history, Optional<Throwable> cause) {
                        owner.broken(device, what, history, cause);
                    }
                });
    }

    // ------------------------------------------------------------------------------------------- for the driver

    /** AssignS0IdleSettingsEx, see {@link org.umdf4j.ddi.IWDFDevice}. */
    public void assignIdle(WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS wanted) {
        settings.assignIdle(wanted);
        reconsider();
    }

    /** AssignSxWakeSettings, see {@link org.umdf4j.ddi.IWDFDevice}. */
    public void assignWake(
            DEVICE_POWER_STATE dxState, WDF_POWER_POLICY_SX_WAKE_USER_CONTROL userControl, WDF_TRI_STATE enabled) {
        settings.assignWake(dxState, userControl, enabled);
    }

    /**
     * StopIdle, see {@link org.umdf4j.ddi.IWDFDevice}.
     *
     * @throws WdfException STATUS_POWER_STATE_INVALID
     */
    public boolean stopIdle(boolean waitForD0) {
        if (references.take()) {
            return true;
        }
        reconsider();
        if (waitForD0) {
            references.awaitD0();
        }
        return waitForD0;
    }

    /** ResumeIdle. Answers false if there is no StopIdle to take back (PWR-18). */
    public boolean resumeIdle() {
        Dropped dropped = references.drop();
        if (dropped == Dropped.FREE) {
            reconsider();
        }
        return dropped != Dropped.SURPLUS;
    }

    /** Whether this thread is inside a Plug and Play or power callback of the device: it must not wait for D0. */
    public boolean isInCallback() {
        return Thread.currentThread() == inCallback;
    }

    // ------------------------------------------------------------------------------------------- for queues and users

    /** A request was stored while the queue does not deliver (PWR-14). */
    public void requestWaits() {
        // Before these two states the machine still looks at the queues by itself; after them power is on its way, or
        // has
        // to wait for the system. The request was stored before this look at the state.
        PolicyState now = machine.state();
        if (now == PolicyState.IDLE || now == PolicyState.ARRIVED_IDLE) {
            reconsider();
        }
    }

    /** What keeps the device busy may have changed. */
    public void reconsider() {
        machine.post(PolicyEvent.RECONSIDER, _ -> {});
    }

    /** The user turns idling on or off. Answers whether the driver lets the user decide (PWR-22). */
    public boolean userIdle(boolean on) {
        boolean allowed = settings.userIdle(on);
        if (allowed) {
            reconsider();
        }
        return allowed;
    }

    /** The user turns the waking of the system on or off. Answers whether the driver lets the user decide. */
    public boolean userWake(boolean on) {
        return settings.userWake(on);
    }

    /** What a wake signal led to. */
    public enum Woken {
        /** The device is not armed: nobody listens. */
        NOBODY,
        /** The idle device returns to D0. */
        DEVICE,
        /** The system has to be woken. */
        SYSTEM
    }

    /** The hardware signals. */
    public Woken signalWake() {
        Signal signal = wake.trigger();
        if (!signal.isSignalled()) {
            return Woken.NOBODY;
        }
        reconsider();
        return signal.isFromS0() ? Woken.DEVICE : Woken.SYSTEM;
    }

    // ------------------------------------------------------------------------------------------- for the stack

    /** Where the policy stands. */
    public PolicyState state() {
        return machine.state();
    }

    /** The last transitions, oldest first. */
    List<String> history() {
        return machine.describeHistory();
    }

    /** The whole stack is started. */
    public void started() {
        machine.perform(PolicyEvent.STARTED);
    }

    /** The power-down that was asked for is to be carried out. Answers whether it still is wanted (PWR-13). */
    public boolean beginDown() {
        return machine.perform(PolicyEvent.DOWN_BEGINS).state() == PolicyState.GOING_DOWN;
    }

    /** The whole stack is in Dx. */
    public void downEnded() {
        machine.perform(PolicyEvent.DOWN_ENDED);
    }

    /** Whether the device is idle in Dx and the system is not asleep. */
    public boolean isIdle() {
        return switch (machine.state()) {
            case IDLE, ARRIVED_IDLE, UP_REQUESTED -> true;
            default -> false;
        };
    }

    /** The power-up that was asked for is to be carried out. Answers whether it still is wanted. */
    public boolean beginRequestedUp() {
        return machine.perform(PolicyEvent.UP_GRANTED).state() == PolicyState.GOING_UP;
    }

    /** The stack is about to return the idle device to D0. */
    public void beginUp() {
        machine.perform(PolicyEvent.UP_BEGINS);
    }

    /** The whole stack is back in D0. */
    public void upEnded() {
        machine.perform(PolicyEvent.UP_ENDED);
    }

    /** The system goes to sleep. */
    public void systemSleeps() {
        machine.perform(PolicyEvent.SYSTEM_SLEEPS);
    }

    /** The system is back. */
    public void systemBack() {
        machine.perform(PolicyEvent.SYSTEM_BACK);
    }

    /** Whether an idle device has to be in D0 before it can sleep with the system (PWR-26). */
    public boolean needsD0ToSleep() {
        return wake.now() != Signal.DISARMED || settings.wakesFromSx();
    }

    /** Whether an idle device is armed to signal. */
    public boolean isArmed() {
        return wake.now() != Signal.DISARMED;
    }

    /** Whether a device that was idle when the system went to sleep returns to D0 when it is back (PWR-27). */
    public boolean returnsOnSystemWake() {
        return settings.idle().returnsOnSystemWake() || isNeeded();
    }

    /** Where the device idles. */
    public WDF_POWER_DEVICE_STATE idleTarget() {
        return settings.idle().target();
    }

    /** Where the device goes when the system sleeps. */
    public WDF_POWER_DEVICE_STATE sleepTarget() {
        return settings.sleepTarget();
    }

    /** A query is pending: no idling until {@link #unpin} (PNP-16). */
    public void pin() {
        references.pin();
    }

    /** The query has ended. */
    public void unpin() {
        if (references.unpin()) {
            reconsider();
        }
    }

    /** The device is stopped, removed or has failed: who waits for D0 waits no longer. */
    public void stopped() {
        machine.perform(PolicyEvent.STOP);
    }

    /** The stack was terminated. Does not block. */
    public void terminate() {
        references.end();
        machine.post(PolicyEvent.STOP, _ -> {});
    }

    // ------------------------------------------------------------------------------------------- for the power machine

    void callbackBegins() {
        inCallback = Thread.currentThread();
    }

    void callbackEnded() {
        inCallback = null;
    }

    void powerUpBegins() {
        references.powerUpBegins();
    }

    /** Whether the device is to be armed on its way down. */
    boolean wantsWake(boolean toIdle) {
        return toIdle ? settings.idle().wakes() : settings.wakesFromSx();
    }

    Wake wake() {
        return wake;
    }

    // ------------------------------------------------------------------------------------------- what the machine does

    PolicyEvent arrive() {
        arrivedNanos = scheduler.nanoTime();
        references.arrive();
        wake.forgetFailure();
        return PolicyEvent.DONE;
    }

    /** PWR-12: asks for the power-down when its time has come, otherwise looks again then. */
    PolicyEvent look() {
        OptionalLong left = leftNanos();
        cancelTimer();
        if (left.isEmpty()) {
            return PolicyEvent.NO;
        }
        if (left.getAsLong() > 0) {
            timer = Optional.of(scheduler.schedule("idle timer", left.getAsLong(), this::reconsider));
            return PolicyEvent.NO;
        }
        owner.idlePowerDownWanted(device);
        return PolicyEvent.YES;
    }

    /** PWR-13: whether the device is still idle. If so it has left D0 for whoever takes a reference from now on. */
    PolicyEvent leave() {
        OptionalLong left = leftNanos();
        boolean leaves = left.isPresent() && left.getAsLong() <= 0 && references.leaveIfFree();
        return leaves ? PolicyEvent.YES : PolicyEvent.NO;
    }

    PolicyEvent askForPower() {
        if (!isNeeded()) {
            return PolicyEvent.NO;
        }
        owner.powerUpWanted(device);
        return PolicyEvent.YES;
    }

    PolicyEvent fallAsleep() {
        cancelTimer();
        references.leave();
        return PolicyEvent.DONE;
    }

    PolicyEvent stop() {
        cancelTimer();
        references.gone();
        wake.disarm();
        return PolicyEvent.DONE;
    }

    /** How long until the device may idle; empty while it may not, and then a change will be told. */
    private OptionalLong leftNanos() {
        PolicySettings.Idle idle = settings.idle();
        OptionalLong since = idle.enabled() ? idleSince() : OptionalLong.empty();
        return since.isEmpty()
                ? since
                : OptionalLong.of(since.getAsLong() + idle.timeoutNanos() - scheduler.nanoTime());
    }

    /** PWR-11. */
    private OptionalLong idleSince() {
        OptionalLong free = references.freeSince();
        OptionalLong empty = free.isEmpty() || references.isEnded() ? OptionalLong.empty() : device.queuesIdleSince();
        return empty.isEmpty() ? empty : OptionalLong.of(latest(free.getAsLong(), empty.getAsLong()));
    }

    /** The latest of what {@link #idleSince} found and the arrival in D0; a clock's origin may be anywhere. */
    private long latest(long one, long other) {
        long later = one - other > 0 ? one : other;
        return later - arrivedNanos > 0 ? later : arrivedNanos;
    }

    /** Whether an idle device has to return: it may not idle any more, has something to do, or signalled. */
    private boolean isNeeded() {
        return !settings.idle().enabled()
                || wake.now().isSignalled()
                || wake.armingFailed()
                || idleSince().isEmpty();
    }

    private void cancelTimer() {
        timer.ifPresent(Timer::cancel);
        timer = Optional.empty();
    }
}
