package org.umdf4j.framework.target;

import java.util.Optional;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.request.SendFile;

/** A target's own open of what lies behind it. Any thread. */
final class TargetFile extends WdfObject implements SendFile {
    private final IWDFDevice owner;
    private final FileObject fileObject;

    /** @param name the path below what was opened */
    TargetFile(WdfObject parent, IWDFDevice owner, String name) {
        super(parent.space(), parent);
        this.owner = owner;
        this.fileObject = new FileObject(name, Requestor.NONE);
        join(null);
    }

    @Override
    public FileObject fileObject() {
        return fileObject;
    }

    @Override
    public String retrieveFileName() {
        return fileObject.name();
    }

    @Override
    public IWDFDevice getDevice() {
        return owner;
    }

    @Override
    public Optional<String> retrieveCountedFileName() {
        return Optional.of(fileObject.name()).filter(name -> !name.isEmpty());
    }

    @Override
    public Optional<IWDFFile> getRelatedFileObject() {
        return Optional.empty();
    }

    @Override
    public long getInitiatorProcessId() {
        return 0;
    }

    @Override
    protected String describe() {
        return "file of an I/O target";
    }

    @Override
    protected boolean isDeletable() {
        return false;
    }
}
