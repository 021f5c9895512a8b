package org.umdf4j.framework.pnp;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * The Plug and Play, power and self-managed I/O machines of one driver's device, and the operations its stack performs
 * on them.
 *
 * <p>An operation blocks until the machines rest again. The stack performs one at a time (PWR-10); states and histories
 * may be read by any thread at any time.
 */
public final class DeviceMachines {
    /** What a device in D0 leaves it by: whoever waits for D0 learns that before the driver is torn down. */
    private static final Set<PnpEvent> LEAVES_D0 = EnumSet.of(
            PnpEvent.START,
            PnpEvent.STOP,
            PnpEvent.REMOVE,
            PnpEvent.SURPRISE_REMOVE,
            PnpEvent.POWER_FAILURE,
            PnpEvent.DEVICE_FAILED);

    private final PnpDevice device;
    private final PnpOwner owner;
    private final Pnp pnpActions;
    private final Power powerActions;
    private final Optional<PowerPolicy> policy;
    private final StateMachine<PnpState, PnpEvent, Pnp> pnp;
    private final StateMachine<PowerState, PowerEvent, Power> power;
    private final StateMachine<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> selfManagedIo;

    /** Machines for a device whose OnDeviceAdd has succeeded. */
    public DeviceMachines(PnpDevice device, PnpOwner owner, Scheduler scheduler) {
        this.device = device;
        this.owner = owner;
        String name = owner.deviceName() + "/" + device.driverName();
        DriverSteps steps = new DriverSteps(device, owner);
        SelfManagedIo selfManagedIoActions = new SelfManagedIo(steps);
        selfManagedIo =
                new StateMachine<>(name, SelfManagedIo.TABLE, selfManagedIoActions, scheduler, new Reporter<>("smio"));
        policy = device.powerPolicy();
        powerActions = new Power(steps, selfManagedIo, selfManagedIoActions, policy);
        power = new StateMachine<>(name, Power.TABLE, powerActions, scheduler, new Reporter<>("power"));
        pnpActions = new Pnp(device, owner, steps, selfManagedIo, new Pnp.PoweredBy(power, powerActions));
        pnp = new StateMachine<>(name, PnpTable.TABLE, pnpActions, scheduler, new Reporter<>("pnp"));
    }

    /** Whose machines these are. */
    public PnpDevice device() {
        return device;
    }

    /** The Plug and Play state. */
    public PnpState pnpState() {
        return pnp.state();
    }

    /** The power state. */
    public PowerState powerState() {
        return power.state();
    }

    /** The self-managed I/O state. */
    public SelfManagedIoState selfManagedIoState() {
        return selfManagedIo.state();
    }

    /** The power policy, if the device's driver owns it. */
    public Optional<PowerPolicy> policy() {
        return policy;
    }

    /** The last transitions of the machines, each machine's oldest first, the machine's name in front. */
    public List<String> history() {
        return Stream.of(
                        prefixed("pnp", pnp.describeHistory()),
                        prefixed("power", power.describeHistory()),
                        prefixed("policy", policy.map(PowerPolicy::history).orElse(List.of())),
                        prefixed("self-managed I/O", selfManagedIo.describeHistory()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> prefixed(String prefix, List<String> history) {
        return history.stream().map(line -> prefix + ": " + line).toList();
    }

    /**
     * Sections 4 and PNP-13, PNP-21: starts the device, or starts it again.
     *
     * @return success; the status of a failed OnPrepareHardware; STATUS_DEVICE_POWER_FAILURE if the power-up failed;
     *     STATUS_INVALID_DEVICE_STATE from a failed device (FAIL-6). After a failure the device is {@link
     *     PnpState#FAILED}.
     */
    public HResult start() {
        return perform(PnpEvent.START);
    }

    /** OnQueryRemove. Success, or the driver's veto. */
    public HResult queryRemove() {
        return perform(PnpEvent.QUERY_REMOVE);
    }

    /** Ends a pending query-remove without a callback (PNP-18). */
    public HResult cancelRemove() {
        return perform(PnpEvent.CANCEL_REMOVE);
    }

    /** OnQueryStop. Success, or the driver's veto. */
    public HResult queryStop() {
        return perform(PnpEvent.QUERY_STOP);
    }

    /** Ends a pending query-stop without a callback (PNP-18). */
    public HResult cancelStop() {
        return perform(PnpEvent.CANCEL_STOP);
    }

    /** Powers down and releases the hardware for a rebalance (PNP-19). A failure fails the device. */
    public HResult stop() {
        return perform(PnpEvent.STOP);
    }

    /** Steps 1 to 10 of section 7, or what is left of them. Nothing stops it. */
    public void remove() {
        perform(PnpEvent.REMOVE);
    }

    /** Step 11 of section 7, after {@link #remove} and when no file is open any more. */
    public void dispose() {
        perform(PnpEvent.FILES_CLOSED);
    }

    /** Section 8. Nothing stops it. */
    public void surpriseRemove() {
        perform(PnpEvent.SURPRISE_REMOVE);
    }

    /** The driver has set its device to failed (DEV-2): the teardown of section 8, the state {@link PnpState#FAILED}. */
    public void failAsDriverSaid() {
        perform(PnpEvent.DEVICE_FAILED);
    }

    /**
     * Leaves D0 for system sleep; a device that is idle and not armed stays where it is. A failure fails the device, after
     * the way down has ended.
     */
    public HResult sleep(WDF_POWER_DEVICE_STATE target) {
        return movePower(Power.Aim.SLEEP, target, PowerEvent.SLEEP);
    }

    /** Leaves D0 because the power policy owner is idle, or stays idle when the system is back. Fails as {@link #sleep}. */
    public HResult idle(WDF_POWER_DEVICE_STATE target) {
        return movePower(Power.Aim.IDLE, target, PowerEvent.IDLE);
    }

    /** Leaves D0 for system shutdown: D3Final, and nothing after it (PWR-7). */
    public HResult shutDown() {
        policy.ifPresent(PowerPolicy::stopped);
        return movePower(Power.Aim.OFF, WDF_POWER_DEVICE_STATE.D3_FINAL, PowerEvent.POWER_OFF);
    }

    /** Returns to D0 after system sleep or idleness. A failure fails the device. */
    public HResult wake() {
        return movePower(Power.Aim.OFF, WDF_POWER_DEVICE_STATE.D3_FINAL, PowerEvent.WAKE);
    }

    /** @param target where a way down ends; also what a failed way up is undone to (PWR-5) */
    private HResult movePower(Power.Aim aim, WDF_POWER_DEVICE_STATE target, PowerEvent event) {
        powerActions.aim(aim, target);
        power.perform(event);
        HResult status = powerActions.status();
        if (status.succeeded()) {
            return HResult.S_OK;
        }
        owner.requestRestart(device, event + " failed with " + status);
        perform(PnpEvent.POWER_FAILURE);
        return status;
    }

    private HResult perform(PnpEvent event) {
        if (LEAVES_D0.contains(event)) {
            policy.ifPresent(PowerPolicy::stopped);
        }
        pnpActions.clearStatus();
        boolean taken = pnp.perform(event).taken();
        if (power.state() == PowerState.OFF || power.state() == PowerState.POWER_FAILED) {
            policy.ifPresent(PowerPolicy::stopped);
        }
        return taken ? pnpActions.status() : HResult.STATUS_INVALID_DEVICE_STATE;
    }

    /** Passes what a machine does on to the stack. */
    private final class Reporter<S, E> implements StateMachine.Observer<S, E> {
        private final String machine;

        Reporter(String machine) {
            this.machine = machine;
        }

        @Override
        public void entered(Transition<S, E> transition) {
            owner.transition(device, machine, transition);
        }

        @Override
        public void broken(String what, String history, Optional<Throwable> cause) {
            owner.broken(device, what, history, cause);
        }
    }
}
