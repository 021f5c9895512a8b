package org.umdf4j.framework.target;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.LowerFile;

/** An I/O target over a file of the system, open and started until it is deleted or its device goes. Any thread. */
final class FileHandleTarget extends WdfIoTarget {
    private final String path;
    private final TargetFile ownFile;
    private final AtomicReference<@Nullable LowerFile> below;

    FileHandleTarget(DeviceTargets home, String path, LowerFile below) {
        super(home, home.device(), "target over " + path, WDF_IO_TARGET_STATE.STARTED);
        this.path = path;
        this.below = new AtomicReference<>(below);
        space().calls().scheduler().access(this.below, /* write= */ true);
        joinDevice(null);
        this.ownFile = new TargetFile(this, home.owner(), path);
    }

    @Override
    void pass(Irp irp) {
        space().calls().scheduler().access(below, /* write= */ false);
        LowerFile file = below.get();
        if (file == null) {
            irp.end(HResult.STATUS_INVALID_DEVICE_STATE, 0);
        } else {
            home.passToFile(irp, file);
        }
    }

    @Override
    public boolean takesForgotten() {
        return false;
    }

    @Override
    public FileObject fileFor(FileObject file) {
        return ownFile();
    }

    @Override
    FileObject ownFile() {
        return ownFile.fileObject();
    }

    @Override
    public Optional<IWDFFile> getTargetFile() {
        return Optional.of(ownFile);
    }

    @Override
    void closeBelow() {
        space().calls().scheduler().access(below, /* write= */ true);
        LowerFile file = below.getAndSet(null);
        if (file != null) {
            file.close();
        }
    }

    @Override
    protected String describe() {
        return "target over " + path;
    }

    @Override
    protected boolean isDeletable() {
        return true;
    }
}
