package org.umdf4j.framework.target;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.WDFMEMORY_OFFSET;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.request.OwnedRequest;
import org.umdf4j.framework.request.RequestFormat;
import org.umdf4j.framework.request.RequestFormat.Part;
import org.umdf4j.framework.request.SendTarget;
import org.umdf4j.framework.request.SentIrp;

/**
 * An I/O target: formatting, states, and the requests it has. What lies behind it is the subclass's business. Any thread.
 */
abstract class WdfIoTarget extends WdfObject implements SendTarget {
    final DeviceTargets home;
    final TargetRequests requests;

    /** Whether a Start or Stop is under way (TGT-5). */
    private final AtomicBoolean changing = new AtomicBoolean();

    WdfIoTarget(DeviceTargets home, WdfObject parent, String name, WDF_IO_TARGET_STATE initial) {
        super(parent.space(), parent);
        this.home = home;
        space().calls().scheduler().access(changing, /* write= */ true);
        this.requests = new TargetRequests(space().calls().scheduler(), name, initial, this::dispatch);
    }

    /** Second half of creation. */
    final void joinDevice(@Nullable Object callbackInterface) {
        join(callbackInterface);
        home.add(this);
    }

    /** Passes an IRP on, perhaps to its end. An IRP of an open of a device has it entered before. */
    abstract void pass(Irp irp);

    /**
     * The file that a format without one means.
     *
     * @throws WdfException if a format must name one (FIL-14)
     */
    abstract FileObject ownFile();

    final void point(String place) {
        space().calls().scheduler().point(place);
    }

    // ------------------------------------------------------------------------------------------- sending

    @Override
    public final boolean admit(SentIrp irp, boolean ignoreState) {
        return requests.admit(irp, ignoreState);
    }

    @Override
    public final void dispatch(SentIrp irp) {
        pass(irp);
    }

    @Override
    public final void returned(SentIrp irp) {
        requests.returned(irp);
    }

    @Override
    public final void cancelSentRequestsForFile(IWDFFile file) {
        point("target.cancelSentForFile");
        var fileObject = TargetFormats.fileObject(file);
        requests.cancel(irp -> irp.file() == fileObject);
    }

    // ------------------------------------------------------------------------------------------- formatting

    private void format(
            IWDFIoRequest request, IrpParameters parameters, @Nullable IWDFFile file, Part input, Part output) {
        if (!(request instanceof OwnedRequest own)) {
            throw new WdfException(HResult.E_INVALIDARG, "the request does not belong to this framework");
        }
        var fileObject = file == null ? ownFile() : TargetFormats.fileObject(file);
        own.format(new RequestFormat(this, parameters, fileObject, input, output), "format");
    }

    @Override
    public final void formatRequestForRead(
            IWDFIoRequest request,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory outputMemory,
            @Nullable WDFMEMORY_OFFSET outputMemoryOffset,
            @Nullable Long deviceOffset) {
        var parameters = new IrpParameters.Read(deviceOffset == null ? 0 : deviceOffset);
        format(request, parameters, file, Part.NONE, TargetFormats.part(outputMemory, outputMemoryOffset));
    }

    @Override
    public final void formatRequestForWrite(
            IWDFIoRequest request,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory inputMemory,
            @Nullable WDFMEMORY_OFFSET inputMemoryOffset,
            @Nullable Long deviceOffset) {
        var parameters = new IrpParameters.Write(deviceOffset == null ? 0 : deviceOffset);
        format(request, parameters, file, TargetFormats.part(inputMemory, inputMemoryOffset), Part.NONE);
    }

    @Override
    public final void formatRequestForIoctl(
            IWDFIoRequest request,
            int ioctlCode,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory inputMemory,
            @Nullable WDFMEMORY_OFFSET inputMemoryOffset,
            @Nullable IWDFMemory outputMemory,
            @Nullable WDFMEMORY_OFFSET outputMemoryOffset) {
        format(
                request,
                new IrpParameters.DeviceIoControl(ioctlCode, ControlCodes.methodOf(ioctlCode)),
                file,
                TargetFormats.part(inputMemory, inputMemoryOffset),
                TargetFormats.part(outputMemory, outputMemoryOffset));
    }

    @Override
    public final void formatRequestForFlush(IWDFIoRequest request, @Nullable IWDFFile file) {
        format(request, new IrpParameters.Flush(), file, Part.NONE, Part.NONE);
    }

    @Override
    public final void formatRequestForSetInformation(
            IWDFIoRequest request,
            WDF_FILE_INFORMATION_CLASS informationClass,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory informationMemory,
            @Nullable WDFMEMORY_OFFSET informationMemoryOffset) {
        var parameters = new IrpParameters.SetInformation(informationClass);
        format(request, parameters, file, TargetFormats.part(informationMemory, informationMemoryOffset), Part.NONE);
    }

    @Override
    public final void formatRequestForQueryInformation(
            IWDFIoRequest request,
            WDF_FILE_INFORMATION_CLASS informationClass,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory informationMemory,
            @Nullable WDFMEMORY_OFFSET informationMemoryOffset) {
        var parameters = new IrpParameters.QueryInformation(informationClass);
        format(request, parameters, file, Part.NONE, TargetFormats.part(informationMemory, informationMemoryOffset));
    }

    // ------------------------------------------------------------------------------------------- states

    @Override
    public final WDF_IO_TARGET_STATE getState() {
        return requests.state();
    }

    @Override
    public final void start() {
        point("target.start");
        boolean started;
        beginChange("start");
        try {
            started = requests.start();
        } finally {
            endChange();
        }
        if (!started) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_STATE, "start of the " + describe() + ", which is " + getState());
        }
        requests.drain();
    }

    @Override
    public final void stop(WDF_IO_TARGET_SENT_IO_ACTION action) {
        point("target.stop");
        if (action == WDF_IO_TARGET_SENT_IO_ACTION.WAIT_FOR_SENT_IO_TO_COMPLETE) {
            requireMayWait();
        }
        beginChange("stop");
        try {
            if (requests.stop()) {
                finishStop(action);
            }
        } finally {
            endChange();
        }
    }

    private void finishStop(WDF_IO_TARGET_SENT_IO_ACTION action) {
        switch (action) {
            case CANCEL_SENT_IO -> {
                requests.cancel(_ -> true);
                requests.awaitReturn();
            }
            case WAIT_FOR_SENT_IO_TO_COMPLETE -> requests.awaitReturn();
            case LEAVE_SENT_IO_PENDING -> {}
            case SENT_IO_UNDEFINED, SENT_IO_MAXIMUM ->
                throw new WdfException(HResult.E_INVALIDARG, "no such action for sent I/O: " + action);
        }
    }

    private void beginChange(String method) {
        space().calls().scheduler().access(changing, /* write= */ true);
        if (!changing.compareAndSet(false, true)) {
            throw violation(
                    "TGT-5",
                    method,
                    "the driver called " + method + " while another start or stop of the target was under way",
                    "Call start and stop of one target one after another.");
        }
    }

    private void endChange() {
        space().calls().scheduler().access(changing, /* write= */ true);
        changing.set(false);
    }

    /** TGT-4: a request handler or completion callback that waits for sent I/O may wait for itself. */
    private void requireMayWait() {
        if (requests.isCompletingHere() || home.isInRequestHandler()) {
            throw violation(
                    "TGT-4",
                    "stop",
                    "the driver waits for sent I/O inside a request handler or completion callback",
                    "Stop the target from a power callback or a work item, or cancel the sent I/O.");
        }
    }

    private RuntimeException violation(String rule, String method, String did, String mend) {
        return space().calls().verifier().violation(rule, "IWDFIoTarget." + method, did, mend, "no request");
    }

    @Override
    public final void remove(boolean surpriseRemove) {
        point("target.remove");
        removeNow();
    }

    /** TGT-6, TGT-10: for good; waits until everything the target had has come back. */
    final void removeNow() {
        requests.close(WDF_IO_TARGET_STATE.DELETED, HResult.STATUS_WDF_DEVICE_REMOVED_NOT_SENT);
        closeBelow();
    }

    /** Nothing is sent any more: closes what lies behind the target. Once or more. */
    void closeBelow() {}

    /** The device has been terminated. */
    final void terminate() {
        requests.terminate();
        closeBelow();
    }

    @Override
    protected void onDisposed() {
        removeNow();
        home.forget(this);
    }
}
