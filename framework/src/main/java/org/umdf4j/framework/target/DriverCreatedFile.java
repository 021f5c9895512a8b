package org.umdf4j.framework.target;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDriverCreatedFile;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.request.SendFile;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.LowerDevice;

/** An open of the next lower device that a driver made for itself (FIL-11 to FIL-13). Any thread. */
final class DriverCreatedFile extends WdfObject implements IWDFDriverCreatedFile, SendFile {
    /** Read and write access, in the numbers of a create request. */
    private static final int GENERIC_READ_WRITE = 0xC000_0000;

    private final DeviceTargets targets;
    private final IWDFDevice owner;
    private final LowerDevice lower;
    private final FileObject fileObject;
    private final AtomicBoolean closing = new AtomicBoolean();

    /** The lower driver has had its close. */
    private final Gate closed;

    private DriverCreatedFile(
            DeviceTargets targets, WdfObject device, IWDFDevice owner, LowerDevice lower, FileObject fileObject) {
        super(device.space(), device);
        this.targets = targets;
        this.owner = owner;
        this.lower = lower;
        this.fileObject = fileObject;
        this.closed = scheduler().newGate("close of a driver's " + fileObject);
        scheduler().access(closing, /* write= */ true);
        fileObject.reportTo(scheduler());
    }

    /** Opens the lower device and waits for its answer; nothing cancels that (FIL-11). */
    static DriverCreatedFile open(
            DeviceTargets targets, WdfObject device, IWDFDevice owner, LowerDevice lower, String name) {
        var file = new DriverCreatedFile(targets, device, owner, lower, new FileObject(name, Requestor.NONE));
        file.scheduler().point("device.createWdfFile");
        HResult status = file.create();
        if (status.failed()) {
            throw new WdfException(status, "the lower device refuses to open '" + name + "'");
        }
        file.join(null);
        return file;
    }

    private Scheduler scheduler() {
        return space().calls().scheduler();
    }

    private HResult create() {
        var create = new CreateIrp();
        if (!create.enter()) {
            return HResult.STATUS_FILE_CLOSED;
        }
        lower.dispatch(create);
        create.answered.await();
        return create.status;
    }

    @Override
    public void close() {
        scheduler().point("file.close");
        scheduler().access(closing, /* write= */ true);
        if (closing.compareAndSet(false, true)) {
            lower.cleanupFile(fileObject, this::cancelAndClose);
        }
    }

    /** FIL-12: the lower driver has had its cleanup. The close must not run inside the last completion. */
    private void cancelAndClose() {
        targets.cancelSent(fileObject);
        fileObject.whenNoIrpOutstanding(
                () -> scheduler().execute("close of a driver's file", () -> lower.closeFile(fileObject, closed::open)));
    }

    @Override
    public String retrieveFileName() {
        return fileObject.name();
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
    public IWDFDevice getDevice() {
        return owner;
    }

    @Override
    public FileObject fileObject() {
        return fileObject;
    }

    /** The device goes: the driver has closed the file, or it broke FIL-13. Waits for the lower driver's close. */
    @Override
    protected void onDisposed() {
        if (space().calls().isEnded()) {
            return;
        }
        scheduler().access(closing, /* write= */ false);
        if (closing.get()) {
            closed.await();
        } else {
            var _ = space().calls()
                    .verifier()
                    .violation(
                            "FIL-13",
                            "IWDFDevice.createWdfFile",
                            "the driver left " + fileObject + ", which it had opened itself, open at its removal",
                            "Close such a file in OnReleaseHardware or OnSelfManagedIoCleanup at the latest.",
                            "no request");
        }
    }

    @Override
    protected String describe() {
        return "driver-created file '" + fileObject.name() + "'";
    }

    /** It is closed, not deleted. */
    @Override
    protected boolean isDeletable() {
        return false;
    }

    private final class CreateIrp extends Irp {
        final Gate answered = scheduler().newGate("answer to a driver's open of " + fileObject);
        volatile HResult status = HResult.S_OK;

        CreateIrp() {
            super(fileObject, new IrpParameters.Create(0, 0, 0, GENERIC_READ_WRITE), null, null);
        }

        @Override
        protected void onCompleted(HResult ended, long information) {
            status = ended;
            answered.open();
        }
    }
}
