package org.umdf4j.framework.pnp;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;

/** What the Plug and Play machine does in its acting states. On its runner; each action may block. */
final class Pnp {
    private final PnpDevice device;
    private final PnpOwner owner;
    private final DriverSteps steps;
    private final StateMachine<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> selfManagedIo;
    private final StateMachine<PowerState, PowerEvent, Power> power;
    private final Power powerTarget;
    private HResult status = HResult.S_OK;

    Pnp(
            PnpDevice device,
            PnpOwner owner,
            DriverSteps steps,
            StateMachine<SelfManagedIoState, SelfManagedIoEvent, SelfManagedIo> selfManagedIo,
            PoweredBy powered) {
        this.device = device;
        this.owner = owner;
        this.steps = steps;
        this.selfManagedIo = selfManagedIo;
        this.power = powered.machine();
        this.powerTarget = powered.target();
    }

    /** The power machine and where it is told its target. */
    record PoweredBy(StateMachine<PowerState, PowerEvent, Power> machine, Power target) {}

    /** Before an event is posted to a resting machine. */
    void clearStatus() {
        status = HResult.S_OK;
    }

    /** The first failure since {@link #clearStatus} that the operation must report. */
    HResult status() {
        return status;
    }

    PnpEvent prepareHardware() {
        return outcome(steps.prepareHardware());
    }

    PnpEvent powerUp() {
        powerTarget.aim(Power.Aim.OFF, WDF_POWER_DEVICE_STATE.D3_FINAL);
        if (power.perform(PowerEvent.POWER_UP).state() == PowerState.D0) {
            return PnpEvent.SUCCEEDED;
        }
        return powerFailed("the power-up failed with " + powerTarget.status());
    }

    /** Takes a device that stays down to D3Final; a failure fails the device (section 12). */
    PnpEvent powerOff() {
        powerDownFinally();
        return powerTarget.status().failed()
                ? powerFailed("the power-down failed with " + powerTarget.status())
                : PnpEvent.SUCCEEDED;
    }

    /** As {@link #powerOff}, in a teardown, which no failure stops (FAIL-5). */
    PnpEvent powerOffForTeardown() {
        powerDownFinally();
        return PnpEvent.DONE;
    }

    private void powerDownFinally() {
        powerTarget.aim(Power.Aim.OFF, WDF_POWER_DEVICE_STATE.D3_FINAL);
        power.perform(PowerEvent.POWER_OFF);
    }

    private PnpEvent powerFailed(String why) {
        owner.requestRestart(device, why);
        return outcome(HResult.STATUS_DEVICE_POWER_FAILURE);
    }

    PnpEvent releaseHardware() {
        HResult result = steps.releaseHardware();
        if (result.failed()) {
            owner.requestRestart(device, "OnReleaseHardware failed with " + result);
        }
        return outcome(result);
    }

    /** OnReleaseHardware in a teardown, where its failure is ignored (section 12). */
    PnpEvent releaseHardwareForTeardown() {
        steps.releaseHardware();
        return PnpEvent.DONE;
    }

    PnpEvent queryRemove() {
        return outcome(steps.queryRemove());
    }

    PnpEvent queryStop() {
        return outcome(steps.queryStop());
    }

    PnpEvent surpriseRemoval() {
        steps.surpriseRemoval();
        return PnpEvent.DONE;
    }

    /** Steps 6 to 8 of a removal: interfaces off, power-managed queues purged, self-managed I/O flushed. */
    PnpEvent purge(String reason) {
        owner.disableInterfaces(reason);
        steps.purgePowerManagedQueues();
        selfManagedIo.perform(SelfManagedIoEvent.FLUSH);
        return PnpEvent.DONE;
    }

    /** Steps 9 and 10 of a removal. */
    PnpEvent finish() {
        steps.purgeOtherQueues();
        selfManagedIo.perform(SelfManagedIoEvent.CLEANUP);
        return PnpEvent.DONE;
    }

    PnpEvent dispose() {
        steps.dispose();
        return PnpEvent.DONE;
    }

    private PnpEvent outcome(HResult result) {
        if (status.succeeded() && result.failed()) {
            status = result;
        }
        return result.failed() ? PnpEvent.REFUSED : PnpEvent.SUCCEEDED;
    }
}
