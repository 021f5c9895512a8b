package org.umdf4j.framework.interrupt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.hardware.Hardware.InterruptResource;
import org.umdf4j.framework.object.WdfObject;

/**
 * The interrupts of one driver's device, in the order they were made. The device's machines call what the Plug and Play
 * sequence does, one at a time; the driver makes interrupts from inside two of those steps.
 */
public final class InterruptSet {
    /** What the device is going through, as far as making interrupts goes (INT-1). */
    private enum Phase {
        ADDING,
        PREPARING,
        SETTLED
    }

    private final WdfObject parent;
    private final IWDFDevice device;
    private final Hardware hardware;
    private final BooleanSupplier inQueueCallback;
    private final List<WdfInterrupt> interrupts = new CopyOnWriteArrayList<>();

    /** Those made in OnPrepareHardware, which end with it. */
    private final List<WdfInterrupt> madeInPrepare = new CopyOnWriteArrayList<>();

    private volatile Phase phase = Phase.ADDING;

    /**
     * @param parent the device as parent of its interrupts
     * @param device the same as drivers see it
     * @param inQueueCallback whether the calling thread is in a callback of one of the device's queues
     */
    public InterruptSet(WdfObject parent, IWDFDevice device, Hardware hardware, BooleanSupplier inQueueCallback) {
        this.parent = parent;
        this.device = device;
        this.hardware = hardware;
        this.inQueueCallback = inQueueCallback;
        parent.space().callbackLock().ifPresent(lock -> lock.comesBefore(this::isLockHeldHere));
    }

    /** CreateInterrupt (INT-1). */
    public IWDFInterrupt create(WUDF_INTERRUPT_CONFIG config) {
        parent.space().calls().scheduler().point("device.createInterrupt");
        if (config.automaticSerialization()
                && (config.onInterruptWorkItem() == null
                        || parent.space().callbackLock().isEmpty())) {
            throw refused("automatic serialization is of a work item under the device's callback lock");
        }
        return switch (phase) {
            case ADDING -> {
                if (config.interruptRaw() != null || config.interruptTranslated() != null) {
                    throw refused("in OnDeviceAdd the device has no resources yet");
                }
                var interrupt = new WdfInterrupt(this, parent, device, config);
                interrupts.add(interrupt);
                yield interrupt;
            }
            case PREPARING -> createFor(resourceOf(config), config);
            case SETTLED ->
                throw new WdfException(
                        HResult.STATUS_INVALID_DEVICE_STATE,
                        "interrupts are made in OnDeviceAdd or OnPrepareHardware (INT-1)");
        };
    }

    private WdfInterrupt createFor(InterruptResource resource, WUDF_INTERRUPT_CONFIG config) {
        var interrupt = new WdfInterrupt(this, parent, device, config);
        interrupt.assign(resource, messageNumber(resource));
        interrupts.add(interrupt);
        madeInPrepare.add(interrupt);
        return interrupt;
    }

    private InterruptResource resourceOf(WUDF_INTERRUPT_CONFIG config) {
        CM_PARTIAL_RESOURCE_DESCRIPTOR.@Nullable Interrupt raw = config.interruptRaw();
        CM_PARTIAL_RESOURCE_DESCRIPTOR.@Nullable Interrupt translated = config.interruptTranslated();
        if (raw == null || translated == null) {
            throw refused("in OnPrepareHardware an interrupt is made for a raw and a translated resource");
        }
        return resources().stream()
                .filter(some -> some.raw().equals(raw) && some.translated().equals(translated) && isFree(some))
                .findFirst()
                .orElseThrow(() -> refused("the device has no such interrupt, or another interrupt object has it"));
    }

    private boolean isFree(InterruptResource resource) {
        return interrupts.stream().noneMatch(interrupt -> interrupt.has(resource));
    }

    private static WdfException refused(String why) {
        return new WdfException(HResult.E_INVALIDARG, why + " (INT-1)");
    }

    private List<InterruptResource> resources() {
        List<InterruptResource> found = new ArrayList<>();
        for (Hardware.Resource resource : hardware.resources()) {
            if (resource instanceof InterruptResource interrupt) {
                found.add(interrupt);
            }
        }
        return found;
    }

    private int messageNumber(InterruptResource resource) {
        if (!resource.translated().messageSignaled()) {
            return 0;
        }
        return resources().stream()
                .filter(some -> some.translated().messageSignaled())
                .toList()
                .indexOf(resource);
    }

    // ------------------------------------------------------------------------------------------- Plug and Play, power

    /** Before OnPrepareHardware: those made in OnDeviceAdd get the device's interrupts in their order (INT-2). */
    public void prepare() {
        phase = Phase.PREPARING;
        List<InterruptResource> resources = resources();
        for (int i = 0; i < Math.min(resources.size(), interrupts.size()); i++) {
            interrupts.get(i).assign(resources.get(i), messageNumber(resources.get(i)));
        }
    }

    /** After OnPrepareHardware. */
    public void prepared() {
        phase = Phase.SETTLED;
    }

    /** After OnReleaseHardware. */
    public void release() {
        phase = Phase.SETTLED;
        madeInPrepare.forEach(WdfObject::dispose);
        madeInPrepare.clear();
        interrupts.forEach(WdfInterrupt::revoke);
    }

    /** The way into D0 (INT-3). */
    public HResult enableAll() {
        for (WdfInterrupt interrupt : interrupts) {
            HResult status = interrupt.connect();
            if (status.failed()) {
                return status;
            }
        }
        return HResult.S_OK;
    }

    /** The way out of D0, last first; goes on after a failure (INT-4). */
    public HResult disableAll() {
        HResult last = HResult.S_OK;
        for (WdfInterrupt interrupt : interrupts.reversed()) {
            HResult status = interrupt.disconnect();
            last = status.failed() ? status : last;
        }
        return last;
    }

    /** The device has been terminated. */
    public void terminate() {
        interrupts.forEach(WdfInterrupt::terminate);
    }

    boolean isAdding() {
        return phase == Phase.ADDING;
    }

    boolean isInQueueCallback() {
        return inQueueCallback.getAsBoolean();
    }

    private boolean isLockHeldHere() {
        return interrupts.stream().anyMatch(WdfInterrupt::isLockHeldHere);
    }

    void forget(WdfInterrupt interrupt) {
        interrupts.remove(interrupt);
    }
}
