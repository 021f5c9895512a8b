package org.umdf4j.framework.target;

import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.stack.LowerDevice;

/** A device's default I/O target: the next lower device of the stack. Open and started from the first (TGT-1). */
final class DefaultIoTarget extends WdfIoTarget {
    private final Optional<LowerDevice> lower;

    DefaultIoTarget(DeviceTargets home, WdfObject device, Optional<LowerDevice> lower) {
        super(home, device, "default I/O target", WDF_IO_TARGET_STATE.STARTED);
        this.lower = lower;
        joinDevice(null);
    }

    @Override
    void pass(Irp irp) {
        if (lower.isEmpty()) {
            irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        } else if (irp.enter()) {
            lower.get().dispatch(irp);
        } else {
            irp.end(HResult.STATUS_FILE_CLOSED, 0);
        }
    }

    @Override
    public boolean takesForgotten() {
        return true;
    }

    @Override
    public FileObject fileFor(FileObject file) {
        return file;
    }

    @Override
    FileObject ownFile() {
        throw new WdfException(HResult.E_INVALIDARG, "a format for the default target needs a file object (FIL-14)");
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
