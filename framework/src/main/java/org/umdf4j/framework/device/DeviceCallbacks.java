package org.umdf4j.framework.device;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IPnpCallback;
import org.umdf4j.ddi.IPnpCallbackHardware;
import org.umdf4j.ddi.IPnpCallbackHardware2;
import org.umdf4j.ddi.IPnpCallbackHardwareInterrupt;
import org.umdf4j.ddi.IPnpCallbackSelfManagedIo;
import org.umdf4j.ddi.IPowerPolicyCallbackWakeFromS0;
import org.umdf4j.ddi.IPowerPolicyCallbackWakeFromSx;
import org.umdf4j.ddi.IWDFCmResourceList;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.framework.callback.DriverCalls;

/**
 * A device's Plug and Play callbacks. An interface the driver lacks counts as having succeeded (PNP-5). None of them is
 * under the callback lock (section 12).
 */
final class DeviceCallbacks {
    private final IWDFDevice device;
    private final DriverCalls calls;
    private final @Nullable IPnpCallback pnp;
    private final @Nullable IPnpCallbackHardware hardware;
    private final @Nullable IPnpCallbackHardware2 hardware2;
    private final @Nullable IPnpCallbackHardwareInterrupt interrupt;
    private final @Nullable IPnpCallbackSelfManagedIo selfManaged;

    private final @Nullable IPowerPolicyCallbackWakeFromS0 wakeFromS0;
    private final @Nullable IPowerPolicyCallbackWakeFromSx wakeFromSx;

    DeviceCallbacks(IWDFDevice device, DriverCalls calls, @Nullable Object callbackInterface) {
        this.device = device;
        this.calls = calls;
        this.pnp = callbackInterface instanceof IPnpCallback c ? c : null;
        this.hardware = callbackInterface instanceof IPnpCallbackHardware c ? c : null;
        this.hardware2 = callbackInterface instanceof IPnpCallbackHardware2 c ? c : null;
        this.interrupt = callbackInterface instanceof IPnpCallbackHardwareInterrupt c ? c : null;
        this.wakeFromS0 = callbackInterface instanceof IPowerPolicyCallbackWakeFromS0 c ? c : null;
        this.wakeFromSx = callbackInterface instanceof IPowerPolicyCallbackWakeFromSx c ? c : null;
        this.selfManaged = callbackInterface instanceof IPnpCallbackSelfManagedIo c ? c : null;
    }

    HResult prepareHardware(IWDFCmResourceList raw, IWDFCmResourceList translated) {
        if (hardware2 != null) {
            return supported(
                    "OnPrepareHardware",
                    calls.callForStatus(
                            "OnPrepareHardware", () -> hardware2.onPrepareHardware(device, raw, translated)));
        }
        return hardware == null
                ? HResult.S_OK
                : supported(
                        "OnPrepareHardware",
                        calls.callForStatus("OnPrepareHardware", () -> hardware.onPrepareHardware(device)));
    }

    HResult releaseHardware(IWDFCmResourceList translated) {
        if (hardware2 != null) {
            return supported(
                    "OnReleaseHardware",
                    calls.callForStatus("OnReleaseHardware", () -> hardware2.onReleaseHardware(device, translated)));
        }
        return hardware == null
                ? HResult.S_OK
                : supported(
                        "OnReleaseHardware",
                        calls.callForStatus("OnReleaseHardware", () -> hardware.onReleaseHardware(device)));
    }

    HResult d0Entry(WDF_POWER_DEVICE_STATE previous) {
        return pnp == null ? HResult.S_OK : calls.callForStatus("OnD0Entry", () -> pnp.onD0Entry(device, previous));
    }

    HResult d0Exit(WDF_POWER_DEVICE_STATE target) {
        return pnp == null ? HResult.S_OK : calls.callForStatus("OnD0Exit", () -> pnp.onD0Exit(device, target));
    }

    HResult d0EntryPostInterruptsEnabled(WDF_POWER_DEVICE_STATE previous) {
        return interrupt == null
                ? HResult.S_OK
                : calls.callForStatus(
                        "OnD0EntryPostInterruptsEnabled",
                        () -> interrupt.onD0EntryPostInterruptsEnabled(device, previous));
    }

    HResult d0ExitPreInterruptsDisabled(WDF_POWER_DEVICE_STATE target) {
        return interrupt == null
                ? HResult.S_OK
                : calls.callForStatus(
                        "OnD0ExitPreInterruptsDisabled", () -> interrupt.onD0ExitPreInterruptsDisabled(device, target));
    }

    HResult armWakeFromS0() {
        return wakeFromS0 == null
                ? HResult.S_OK
                : calls.callForStatus("OnArmWakeFromS0", () -> wakeFromS0.onArmWakeFromS0(device));
    }

    void disarmWakeFromS0() {
        if (wakeFromS0 != null) {
            calls.callCritical("OnDisarmWakeFromS0", () -> wakeFromS0.onDisarmWakeFromS0(device));
        }
    }

    void wakeFromS0Triggered() {
        if (wakeFromS0 != null) {
            calls.callCritical("OnWakeFromS0Triggered", () -> wakeFromS0.onWakeFromS0Triggered(device));
        }
    }

    HResult armWakeFromSx() {
        return wakeFromSx == null
                ? HResult.S_OK
                : calls.callForStatus("OnArmWakeFromSx", () -> wakeFromSx.onArmWakeFromSx(device));
    }

    void disarmWakeFromSx() {
        if (wakeFromSx != null) {
            calls.callCritical("OnDisarmWakeFromSx", () -> wakeFromSx.onDisarmWakeFromSx(device));
        }
    }

    void wakeFromSxTriggered() {
        if (wakeFromSx != null) {
            calls.callCritical("OnWakeFromSxTriggered", () -> wakeFromSx.onWakeFromSxTriggered(device));
        }
    }

    HResult queryRemove() {
        return pnp == null
                ? HResult.S_OK
                : supported("OnQueryRemove", calls.callForStatus("OnQueryRemove", () -> pnp.onQueryRemove(device)));
    }

    HResult queryStop() {
        return pnp == null
                ? HResult.S_OK
                : supported("OnQueryStop", calls.callForStatus("OnQueryStop", () -> pnp.onQueryStop(device)));
    }

    void surpriseRemoval() {
        if (pnp != null) {
            calls.callCritical("OnSurpriseRemoval", () -> pnp.onSurpriseRemoval(device));
        }
    }

    HResult selfManagedIoInit() {
        return selfManaged == null
                ? HResult.S_OK
                : calls.callForStatus("OnSelfManagedIoInit", () -> selfManaged.onSelfManagedIoInit(device));
    }

    HResult selfManagedIoSuspend() {
        return selfManaged == null
                ? HResult.S_OK
                : calls.callForStatus("OnSelfManagedIoSuspend", () -> selfManaged.onSelfManagedIoSuspend(device));
    }

    HResult selfManagedIoRestart() {
        return selfManaged == null
                ? HResult.S_OK
                : calls.callForStatus("OnSelfManagedIoRestart", () -> selfManaged.onSelfManagedIoRestart(device));
    }

    void selfManagedIoFlush() {
        if (selfManaged != null) {
            calls.callCritical("OnSelfManagedIoFlush", () -> selfManaged.onSelfManagedIoFlush(device));
        }
    }

    void selfManagedIoCleanup() {
        if (selfManaged != null) {
            calls.callCritical("OnSelfManagedIoCleanup", () -> selfManaged.onSelfManagedIoCleanup(device));
        }
    }

    /** PNP-15: these callbacks must not answer STATUS_NOT_SUPPORTED. */
    private HResult supported(String callback, HResult answer) {
        if (answer.equals(HResult.STATUS_NOT_SUPPORTED)) {
            calls.verifier()
                    .violation(
                            "PNP-15",
                            callback,
                            "the callback answered STATUS_NOT_SUPPORTED",
                            "Answer S_OK to go on or another failure to refuse.",
                            "no request");
        }
        return answer;
    }
}
