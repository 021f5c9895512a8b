package org.umdf4j.framework.request;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.CreateParameters;
import org.umdf4j.ddi.DeviceIoControlParameters;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IImpersonateCallback;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.InformationParameters;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.TransferParameters;
import org.umdf4j.ddi.WDF_DEVICE_IO_TYPE;
import org.umdf4j.ddi.WDF_KPROCESSOR_MODE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.object.WdfObject;

/**
 * A request that the driver made (CreateRequest): no program waits for it and no queue keeps it. It is formatted, sent
 * and reused until the driver or its parent deletes it; what concerns only requests from a queue is refused.
 *
 * <p>Any thread. In {@link RequestState#DELIVERED} it is the driver's, which the contract calls idle.
 */
public final class CreatedRequest extends OwnedRequest {
    /** @param callbackInterface asked for IObjectCleanup */
    public CreatedRequest(WdfObject parent, @Nullable Object callbackInterface) {
        super(parent.space(), parent, RequestState.DELIVERED);
        join(callbackInterface);
    }

    @Override
    @Nullable
    RequestFormat currentFormat() {
        return null;
    }

    @Override
    Requestor sender() {
        return Requestor.NONE;
    }

    @Override
    boolean isClientCanceled() {
        return false;
    }

    @Override
    boolean isReceived() {
        return false;
    }

    @Override
    void forgotten() {
        throw new IllegalStateException("a created request cannot be forgotten: " + history());
    }

    @Override
    void completeForgotten(HResult status, long bytes) {
        throw new IllegalStateException("a created request cannot be forgotten: " + history());
    }

    @Override
    Optional<UUID> originalActivityId() {
        return Optional.empty();
    }

    @Override
    public boolean isFrom32BitProcess() {
        return false;
    }

    @Override
    public boolean isFromUserModeDriver() {
        return true;
    }

    // ------------------------------------------------------------------------------------------- its end

    @Override
    protected boolean isDeletable() {
        return true;
    }

    @Override
    public void deleteWdfObject() {
        point("request.delete");
        if (!transition(RequestState.DELIVERED, RequestState.COMPLETED) && state() == RequestState.SENT) {
            throw deletedWhileSent();
        }
        super.deleteWdfObject();
    }

    /** With its parent: the device has emptied its targets before, any other parent is the driver's mistake. */
    @Override
    protected void onDisposed() {
        if (!transition(RequestState.DELIVERED, RequestState.COMPLETED) && state() == RequestState.SENT) {
            var _ = deletedWhileSent();
        }
    }

    private RuntimeException deletedWhileSent() {
        return violation(
                "REQ-14",
                "deleteWdfObject",
                "the driver deleted a request that an I/O target holds",
                "Delete a request, and its parent, only when it has come back from its target.");
    }

    @Override
    public void completeWithInformation(HResult completionStatus, long information) {
        throw completed();
    }

    @Override
    public void complete(HResult completionStatus) {
        throw completed();
    }

    private RuntimeException completed() {
        return violation(
                "REQ-9",
                "complete",
                "the driver completed a request that it had created itself",
                "Delete such a request, or reuse it; nobody waits for its completion.");
    }

    // ------------------------------------------------------------------------------------------- of queues only

    @Override
    public void setInformation(long information) {
        throw completed();
    }

    @Override
    public void markCancelable(IRequestCallbackCancel cancelCallback) {
        throw notFromQueue("CAN-10", "markCancelable");
    }

    @Override
    public boolean unmarkCancelable() {
        throw notFromQueue("CAN-10", "unmarkCancelable");
    }

    @Override
    public void forwardToIoQueue(IWDFIoQueue destination) {
        throw notFromQueue("FWD-2", "forwardToIoQueue");
    }

    @Override
    public void stopAcknowledge(boolean requeue) {
        throw notFromQueue("STOP-29", "stopAcknowledge");
    }

    private RuntimeException notFromQueue(String rule, String method) {
        return violation(
                rule,
                method,
                "the driver used a request that it had created as one from a queue",
                "Use " + method + " for requests that a queue delivered.");
    }

    /** FWD-8. */
    @Override
    public void requeue() {
        throw new WdfException(HResult.ERROR_INVALID_OPERATION, "the request is not from a queue (FWD-8)");
    }

    @Override
    public boolean isCanceled() {
        return false;
    }

    @Override
    public Optional<IWDFIoQueue> getIoQueue() {
        return Optional.empty();
    }

    @Override
    public Optional<IWDFFile> getFileObject() {
        return Optional.empty();
    }

    // ------------------------------------------------------------------------------------------- what it asks for

    @Override
    public WDF_REQUEST_TYPE getType() {
        return formattedType();
    }

    @Override
    public CreateParameters getCreateParameters() {
        throw noParameters("getCreateParameters");
    }

    @Override
    public TransferParameters getReadParameters() {
        throw noParameters("getReadParameters");
    }

    @Override
    public TransferParameters getWriteParameters() {
        throw noParameters("getWriteParameters");
    }

    @Override
    public DeviceIoControlParameters getDeviceIoControlParameters() {
        throw noParameters("getDeviceIoControlParameters");
    }

    @Override
    public InformationParameters getQueryInformationParameters() {
        throw noParameters("getQueryInformationParameters");
    }

    @Override
    public InformationParameters getSetInformationParameters() {
        throw noParameters("getSetInformationParameters");
    }

    private RuntimeException noParameters(String method) {
        return violation(
                "REQ-12",
                method,
                "the driver asked a request that it had created for the parameters of a received one",
                "Ask getCompletionParams when it has come back.");
    }

    @Override
    public Optional<IWDFMemory> getInputMemory() {
        return Optional.empty();
    }

    @Override
    public Optional<IWDFMemory> getOutputMemory() {
        return Optional.empty();
    }

    @Override
    public MemorySegment retrieveInputBuffer(long minimumRequiredBytes) {
        throw noBuffer();
    }

    @Override
    public MemorySegment retrieveOutputBuffer(long minimumRequiredBytes) {
        throw noBuffer();
    }

    @Override
    public IWDFMemory retrieveInputMemory() {
        throw noBuffer();
    }

    @Override
    public IWDFMemory retrieveOutputMemory() {
        throw noBuffer();
    }

    private static WdfException noBuffer() {
        return new WdfException(
                HResult.ERROR_INSUFFICIENT_BUFFER,
                "a request that the driver created has no buffers of its own (MEM-7)");
    }

    /** No program issued it, so there is none to act for. */
    @Override
    public void impersonate(
            SECURITY_IMPERSONATION_LEVEL impersonationLevel,
            IImpersonateCallback callback,
            @Nullable Object callbackContext) {
        throw new WdfException(
                HResult.ERROR_BAD_IMPERSONATION_LEVEL, "no program issued the request; the driver made it (IMP-1)");
    }

    /** The framework's own process, of which nothing is known. */
    @Override
    public long getRequestorProcessId() {
        return Requestor.NONE.processId();
    }

    @Override
    public WDF_KPROCESSOR_MODE getRequestorMode() {
        return WDF_KPROCESSOR_MODE.USER_MODE;
    }

    @Override
    public WDF_DEVICE_IO_TYPE getEffectiveIoType() {
        return WDF_DEVICE_IO_TYPE.BUFFERED;
    }

    @Override
    protected String describe() {
        return "r" + requestId() + " created request";
    }

    @Override
    String origin() {
        return " of driver " + space().calls().verifier().driver();
    }
}
