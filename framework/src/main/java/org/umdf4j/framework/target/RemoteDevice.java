package org.umdf4j.framework.target;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/** Another device of the same host behind a remote target: open as a program has it open. */
final class RemoteDevice implements RemoteEnd {
    private final DevicePort port;
    private final TargetFile file;
    private final Runnable closed;
    private volatile DevicePort.@Nullable Registration registration;

    private RemoteDevice(DevicePort port, TargetFile file, Runnable closed) {
        this.port = port;
        this.file = file;
        this.closed = closed;
    }

    /**
     * Opens the device and waits for its driver's answer.
     *
     * @param closed told when the open has been closed
     * @throws WdfException with the driver's status
     */
    static RemoteDevice open(
            DevicePort port, TargetFile file, int desiredAccess, Scheduler scheduler, Runnable closed) {
        var create = new CreateIrp(file, desiredAccess, scheduler);
        port.submit(create);
        create.answered.await();
        if (create.status.failed()) {
            file.dispose();
            throw new WdfException(create.status, "device '" + port.name() + "' refuses to be opened (TGT-9)");
        }
        return new RemoteDevice(port, file, closed);
    }

    /** Has {@code listener} hear of the device's removal from now on. */
    void listen(DevicePort.Listener listener) {
        registration = port.listen(listener);
    }

    @Override
    public TargetFile file() {
        return file;
    }

    @Override
    public void pass(Irp irp) {
        port.submit(irp);
    }

    @Override
    public void close() {
        port.closeFile(file.fileObject());
        file.dispose();
        closed.run();
    }

    @Override
    public void forget() {
        DevicePort.Registration heard = registration;
        if (heard != null) {
            heard.close();
        }
    }

    private static final class CreateIrp extends Irp {
        final Gate answered;
        volatile HResult status = HResult.S_OK;

        CreateIrp(TargetFile file, int desiredAccess, Scheduler scheduler) {
            super(file.fileObject(), new IrpParameters.Create(0, 0, 0, desiredAccess), null, null);
            this.answered = scheduler.newGate("answer to a remote target's open");
        }

        @Override
        protected void onCompleted(HResult ended, long information) {
            status = ended;
            answered.open();
        }
    }
}
