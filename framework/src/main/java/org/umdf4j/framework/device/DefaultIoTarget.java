package org.umdf4j.framework.device;

import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.request.SendTarget;
import org.umdf4j.framework.stack.StackDevice;

/** A device's default I/O target: the next lower device of the stack. Any thread. */
final class DefaultIoTarget extends WdfObject implements SendTarget {
    private final Optional<StackDevice> lower;

    DefaultIoTarget(ObjectSpace space, WdfObject device, Optional<StackDevice> lower) {
        super(space, device);
        this.lower = lower;
        join(null);
    }

    @Override
    public void submit(Irp irp) {
        lower.ifPresentOrElse(device -> device.dispatch(irp), () -> irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0));
    }

    /** Always empty: the default target has no file of its own (FIL-14). */
    @Override
    public Optional<IWDFFile> getTargetFile() {
        return Optional.empty();
    }

    @Override
    protected String describe() {
        return "default I/O target";
    }

    @Override
    protected boolean isDeletable() {
        return false;
    }
}
