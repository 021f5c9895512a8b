package org.umdf4j.framework.device;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.interrupt.InterruptSet;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.stack.StackDriver.DeviceContext;

/**
 * What one driver's device has of the hardware: resource lists, mapped registers, interrupts. The device's machines call
 * {@link #prepare} and {@link #release}, one at a time; the rest is for any thread.
 */
final class DeviceHardware {
    private final WdfObject device;
    private final Hardware hardware;
    private final DeviceCallbacks callbacks;
    private final RegisterMap registers;
    private final InterruptSet interrupts;

    /** Of the last start; null before it and once the hardware has been released. */
    private @Nullable WdfCmResourceList translated;

    private @Nullable WdfCmResourceList raw;

    /** Whether the driver may map registers. */
    private volatile boolean assigned;

    <D extends WdfObject & IWDFDevice> DeviceHardware(
            D device, DeviceContext context, DeviceCallbacks callbacks, BooleanSupplier inQueueCallback) {
        this.device = device;
        this.hardware = context.hardware();
        this.callbacks = callbacks;
        DriverCalls calls = device.space().calls();
        this.registers = new RegisterMap(
                calls.scheduler(), calls.verifier(), context.services().policy().mapsRegisters());
        this.interrupts = new InterruptSet(device, device, hardware, inQueueCallback);
    }

    RegisterMap registers() {
        return registers;
    }

    InterruptSet interrupts() {
        return interrupts;
    }

    /** Assigns the resources and calls OnPrepareHardware (HW-1). */
    HResult prepare() {
        WdfCmResourceList rawList = list(Hardware.Resource::raw);
        WdfCmResourceList translatedList = list(Hardware.Resource::translated);
        raw = rawList;
        translated = translatedList;
        registers.assign(hardware);
        assigned = true;
        interrupts.prepare();
        try {
            return callbacks.prepareHardware(rawList, translatedList);
        } finally {
            interrupts.prepared();
        }
    }

    /** Calls OnReleaseHardware and takes the resources back; the list is empty if there was no prepare (PNP-4). */
    HResult release() {
        WdfCmResourceList present = translated;
        WdfCmResourceList given = present != null ? present : new WdfCmResourceList(device.space(), device, List.of());
        try {
            return callbacks.releaseHardware(given);
        } finally {
            assigned = false;
            interrupts.release();
            registers.release();
            given.dispose();
            if (raw != null) {
                raw.dispose();
            }
            raw = null;
            translated = null;
        }
    }

    private WdfCmResourceList list(Function<Hardware.Resource, CM_PARTIAL_RESOURCE_DESCRIPTOR> view) {
        return new WdfCmResourceList(
                device.space(), device, hardware.resources().stream().map(view).toList());
    }

    /** MapIoSpace. */
    long map(long physicalAddress, long bytes) {
        if (!assigned) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_STATE,
                    "registers are mapped between OnPrepareHardware and OnReleaseHardware (HW-2)");
        }
        return registers.map(hardware, physicalAddress, bytes);
    }
}
