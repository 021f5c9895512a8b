package org.umdf4j.framework.stack;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.framework.pnp.DeviceMachines;
import org.umdf4j.framework.pnp.PolicyState;
import org.umdf4j.framework.pnp.PowerPolicy;
import org.umdf4j.framework.pnp.PowerPolicy.Woken;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.framework.verifier.Violation;

/**
 * Moves the devices of a stack between D0 and Dx together, down highest first, up lowest first, and keeps the machine of
 * the stack's power policy owner informed. On the thread of the stack's operations, but for what says otherwise.
 *
 * <p>Every move answers success or the first failure. A driver that fails to go down does not keep the ones below it up; one
 * that fails to come up keeps the ones above it down.
 */
final class StackPower {
    private final Supplier<List<DeviceMachines>> lowestFirst;
    private final StackSupervisor supervisor;

    StackPower(Supplier<List<DeviceMachines>> lowestFirst, StackSupervisor supervisor) {
        this.lowestFirst = lowestFirst;
        this.supervisor = supervisor;
    }

    /** The power policy of the stack, if one of its drivers owns it. Any thread. */
    Optional<PowerPolicy> policy() {
        return lowestFirst.get().stream()
                .flatMap(machines -> machines.policy().stream())
                .findFirst();
    }

    /** The stack is started. */
    void started() {
        policy().ifPresent(PowerPolicy::started);
    }

    /** The stack has failed. */
    void stopped() {
        policy().ifPresent(PowerPolicy::stopped);
    }

    /** The idle power-down its owner asked for, if it still wants it (PWR-12, PWR-13). */
    HResult idleDown() {
        Optional<PowerPolicy> policy = policy().filter(PowerPolicy::beginDown);
        if (policy.isEmpty()) {
            return HResult.S_OK;
        }
        WDF_POWER_DEVICE_STATE target = policy.get().idleTarget();
        HResult status = down(machines -> machines.idle(target));
        if (status.succeeded()) {
            policy.get().downEnded();
            lowestFirst.get().forEach(this::findStranded);
        }
        return status;
    }

    /** A request may have come to a queue while the stack went down: nobody has said so yet. */
    private void findStranded(DeviceMachines machines) {
        if (machines.device() instanceof StackDevice device) {
            device.queues().stream()
                    .filter(queue -> queue.powerManaged() && queue.stored() > 0)
                    .findFirst()
                    .ifPresent(queue -> requestStranded(device, queue.name()));
        }
    }

    /**
     * A power-managed queue of {@code device} holds a request. Above an idle power policy owner, who does not know of it,
     * it would wait for ever (PWR-14). Any thread.
     */
    void requestStranded(StackDevice device, String queue) {
        boolean idleBelow = false;
        boolean stranded = false;
        for (DeviceMachines machines : lowestFirst.get()) {
            stranded |= idleBelow && machines.device() == device;
            idleBelow |= machines.policy().filter(PowerPolicy::isIdle).isPresent();
        }
        if (stranded) {
            supervisor.violation(new Violation(
                    "PWR-14",
                    supervisor.deviceName(),
                    device.driverName(),
                    queue,
                    "a power-managed queue above the power policy owner got a request while the device idles:"
                            + " the owner does not know of it, so nobody powers the device up",
                    "create the queue without power management, or own the power policy",
                    "the request was stored only",
                    Optional.empty()));
        }
    }

    /** The power-up its owner asked for, if nothing has come between (PWR-14). */
    HResult idleUp() {
        return policy().filter(PowerPolicy::beginRequestedUp)
                .map(this::finishUp)
                .orElse(HResult.S_OK);
    }

    /** Returns an idle stack to D0, whoever wants it; does nothing to another one. */
    HResult ensureAwake() {
        return policy().filter(PowerPolicy::isIdle).map(this::leaveIdle).orElse(HResult.S_OK);
    }

    private HResult leaveIdle(PowerPolicy policy) {
        policy.beginUp();
        return finishUp(policy);
    }

    private HResult finishUp(PowerPolicy policy) {
        HResult status = up();
        if (status.succeeded()) {
            policy.upEnded();
        }
        return status;
    }

    /** An accepted query: the stack is in D0 and stays there (PNP-16). */
    HResult keepAwake() {
        policy().ifPresent(PowerPolicy::pin);
        return ensureAwake();
    }

    /** The query has ended. */
    void allowIdle() {
        policy().ifPresent(PowerPolicy::unpin);
    }

    /** Whether there is a device that is not asleep yet. */
    boolean maySleep() {
        return policy().filter(PowerPolicy::isIdle).isPresent()
                || lowestFirst.get().stream().anyMatch(machines -> machines.powerState() == PowerState.D0);
    }

    /** Whether there is a device that sleeps with the system. */
    boolean mayWake() {
        return lowestFirst.get().stream()
                .anyMatch(machines -> machines.powerState().isAsleep());
    }

    /** The system goes to sleep. An idle stack is woken for it if it is armed, or is to be (PWR-26). */
    HResult sleep(POWER_ACTION action) {
        boolean wakesFirst = policy().filter(PowerPolicy::isIdle)
                .filter(PowerPolicy::needsD0ToSleep)
                .isPresent();
        HResult woken = wakesFirst ? ensureAwake() : HResult.S_OK;
        if (woken.failed()) {
            return woken;
        }
        supervisor.setSystemPowerAction(action);
        policy().ifPresent(PowerPolicy::systemSleeps);
        WDF_POWER_DEVICE_STATE target = policy().map(PowerPolicy::sleepTarget).orElse(WDF_POWER_DEVICE_STATE.D3);
        return down(machines -> machines.sleep(target));
    }

    /** The system is back. A stack that was idle stays so if it may (PWR-27). */
    HResult wake() {
        Optional<PowerPolicy> idle = policy().filter(policy -> policy.state() == PolicyState.IDLE_ASLEEP);
        HResult status;
        if (idle.isPresent() && idle.get().returnsOnSystemWake()) {
            status = leaveIdle(idle.get());
        } else if (idle.isPresent()) {
            WDF_POWER_DEVICE_STATE target = idle.get().idleTarget();
            status = down(machines -> machines.idle(target));
            policy().ifPresent(PowerPolicy::systemBack);
        } else {
            status = up();
            if (status.succeeded()) {
                policy().ifPresent(PowerPolicy::systemBack);
            }
        }
        supervisor.setSystemPowerAction(POWER_ACTION.NONE);
        return status;
    }

    /** The system shuts down (PWR-7). An idle stack is woken for it only to be disarmed. */
    HResult shutDown() {
        HResult woken = policy().filter(PowerPolicy::isArmed).isPresent() ? ensureAwake() : HResult.S_OK;
        if (woken.failed()) {
            return woken;
        }
        supervisor.setSystemPowerAction(POWER_ACTION.SHUTDOWN);
        return down(DeviceMachines::shutDown);
    }

    /** The hardware signals. Any thread; does not block. */
    Woken signalWake() {
        return policy().map(PowerPolicy::signalWake).orElse(Woken.NOBODY);
    }

    private HResult down(Function<DeviceMachines, HResult> step) {
        HResult first = HResult.S_OK;
        for (DeviceMachines machines : lowestFirst.get().reversed()) {
            HResult status = step.apply(machines);
            first = first.failed() ? first : status;
        }
        return first;
    }

    private HResult up() {
        for (DeviceMachines machines : lowestFirst.get()) {
            HResult status = machines.wake();
            if (status.failed()) {
                return status;
            }
        }
        return HResult.S_OK;
    }
}
