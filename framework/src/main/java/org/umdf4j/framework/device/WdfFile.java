package org.umdf4j.framework.device;

import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.request.RequestFile;

/** An open of a device, as its driver sees it. Any thread. */
final class WdfFile extends WdfObject implements RequestFile {
    private final WdfDevice device;
    private final FileObject fileObject;

    WdfFile(ObjectSpace space, WdfDevice device, FileObject fileObject) {
        super(space, device);
        this.device = device;
        this.fileObject = fileObject;
        join(null);
    }

    @Override
    public String retrieveFileName() {
        String name = fileObject.name();
        int end = name.indexOf('\0');
        return end < 0 ? name : name.substring(0, end);
    }

    @Override
    public Optional<String> retrieveCountedFileName() {
        return Optional.of(fileObject.name()).filter(name -> !name.isEmpty());
    }

    @Override
    public Optional<IWDFFile> getRelatedFileObject() {
        return fileObject.opening().relatedTo().flatMap(device.entrance()::file);
    }

    @Override
    public long getInitiatorProcessId() {
        return fileObject.opening().initiatorProcessId();
    }

    @Override
    public IWDFDevice getDevice() {
        return device;
    }

    @Override
    public FileObject fileObject() {
        return fileObject;
    }

    /** FIL-3: a file whose open failed goes without OnCleanupFile and OnCloseFile. */
    @Override
    public void createEnding(HResult status) {
        if (status.failed()) {
            device.entrance().forget(fileObject);
            dispose();
        }
    }

    @Override
    protected String describe() {
        return "file '" + fileObject.name() + "'";
    }

    @Override
    protected boolean isDeletable() {
        return false;
    }
}
