package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** IWDFIoRequest. */
public interface IWDFIoRequest extends IWDFObject {
    void completeWithInformation(HResult completionStatus, long information);

    void setInformation(long information);

    void complete(HResult completionStatus);

    void setCompletionCallback(
            @Nullable IRequestCallbackRequestCompletion completionCallback, @Nullable Object context);

    WDF_REQUEST_TYPE getType();

    CreateParameters getCreateParameters();

    TransferParameters getReadParameters();

    TransferParameters getWriteParameters();

    DeviceIoControlParameters getDeviceIoControlParameters();

    Optional<IWDFMemory> getOutputMemory();

    Optional<IWDFMemory> getInputMemory();

    void markCancelable(IRequestCallbackCancel cancelCallback);

    boolean unmarkCancelable();

    boolean cancelSentRequest();

    void forwardToIoQueue(IWDFIoQueue destination);

    void send(IWDFIoTarget ioTarget, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags, long timeout);

    Optional<IWDFFile> getFileObject();

    void formatUsingCurrentType();

    long getRequestorProcessId();

    Optional<IWDFIoQueue> getIoQueue();

    IWDFRequestCompletionParams getCompletionParams();

    WDF_KPROCESSOR_MODE getRequestorMode();

    MemorySegment retrieveInputBuffer(long minimumRequiredBytes);

    MemorySegment retrieveOutputBuffer(long minimumRequiredBytes);

    IWDFMemory retrieveInputMemory();

    IWDFMemory retrieveOutputMemory();

    WDF_DEVICE_IO_TYPE getEffectiveIoType();

    InformationParameters getQueryInformationParameters();

    InformationParameters getSetInformationParameters();

    boolean isCanceled();

    HResult getStatus();

    void stopAcknowledge(boolean requeue);

    void requeue();
}
