package org.umdf4j.ddi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a driver sends requests to: the next lower driver of the stack, a file, or another device. The
 * framework makes the default target with the device, opens it and starts it (TGT-1); a driver cannot delete
 * it. All methods may be called from any thread.
 *
 * <p>A request is formatted, then sent with {@link IWDFIoRequest#send}. Formatting takes the bytes of the
 * memory objects as they are then; the driver keeps them alive until the request has come back. A format
 * replaces the one before (SND-18) and is good for one send.
 *
 * <p>Rules: io-contract sections 15, 16. Source: wudfddi, IWDFIoTarget, IWDFIoTarget2,
 * IWDFIoTargetStateManagement.
 */
public interface IWDFIoTarget extends IWDFObject {
    /**
     * The target's own file object; none for the default target (FIL-14).
     *
     * <p>Source: wudfddi, IWDFIoTarget::GetTargetFile.
     */
    Optional<IWDFFile> getTargetFile();

    /**
     * Cancels every request that was sent to this target on behalf of a file, as
     * {@link IWDFIoRequest#cancelSentRequest} would; each comes back as usual.
     *
     * <p>Rules: SND-20. Source: wudfddi, IWDFIoTarget::CancelSentRequestsForFile.
     */
    void cancelSentRequestsForFile(IWDFFile file);

    /**
     * Makes a request that the driver owns a read of this target.
     *
     * <p>Rules: FIL-14, SND-1, SND-18. Source: wudfddi, IWDFIoTarget::FormatRequestForRead.
     *
     * @param file on whose behalf; required by the default target, otherwise null for the target's own file
     * @param outputMemory where the data goes; null for a read of nothing
     * @param outputMemoryOffset which part of the memory; null for all of it
     * @param deviceOffset where to read, in bytes; null for 0
     * @throws WdfException {@link HResult#E_INVALIDARG} without a file the target needs, or for an object of
     *     another framework; {@link HResult#STATUS_INVALID_BUFFER_SIZE} if the part leaves the memory. The
     *     earlier format stays
     */
    void formatRequestForRead(
            IWDFIoRequest request,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory outputMemory,
            @Nullable WDFMEMORY_OFFSET outputMemoryOffset,
            @Nullable Long deviceOffset);

    /**
     * Makes a request that the driver owns a write to this target. Parameters and failures as
     * {@link #formatRequestForRead}; the memory holds the data.
     *
     * <p>Rules: FIL-14, SND-1, SND-18. Source: wudfddi, IWDFIoTarget::FormatRequestForWrite.
     */
    void formatRequestForWrite(
            IWDFIoRequest request,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory inputMemory,
            @Nullable WDFMEMORY_OFFSET inputMemoryOffset,
            @Nullable Long deviceOffset);

    /**
     * Makes a request that the driver owns a device control of this target. File, memory and failures as
     * {@link #formatRequestForRead}.
     *
     * <p>Rules: FIL-14, SND-1, SND-18. Source: wudfddi, IWDFIoTarget::FormatRequestForIoctl.
     *
     * @param ioctlCode what to do; see {@link ControlCodes}
     */
    void formatRequestForIoctl(
            IWDFIoRequest request,
            int ioctlCode,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory inputMemory,
            @Nullable WDFMEMORY_OFFSET inputMemoryOffset,
            @Nullable IWDFMemory outputMemory,
            @Nullable WDFMEMORY_OFFSET outputMemoryOffset);

    /**
     * Makes a request that the driver owns a flush of this target. File and failures as
     * {@link #formatRequestForRead}.
     *
     * <p>Rules: FIL-14, SND-1, SND-18. Source: wudfddi, IWDFIoTarget2::FormatRequestForFlush.
     */
    void formatRequestForFlush(IWDFIoRequest request, @Nullable IWDFFile file);

    /**
     * Makes a request that the driver owns a set-information request to this target. File, memory and
     * failures as {@link #formatRequestForRead}.
     *
     * <p>Rules: FIL-14, SND-1, SND-18. Source: wudfddi, IWDFIoTarget2::FormatRequestForSetInformation.
     */
    void formatRequestForSetInformation(
            IWDFIoRequest request,
            WDF_FILE_INFORMATION_CLASS informationClass,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory informationMemory,
            @Nullable WDFMEMORY_OFFSET informationMemoryOffset);

    /**
     * Makes a request that the driver owns a query-information request to this target. File, memory and
     * failures as {@link #formatRequestForRead}.
     *
     * <p>Rules: FIL-14, SND-1, SND-18. Source: wudfddi, IWDFIoTarget2::FormatRequestForQueryInformation.
     */
    void formatRequestForQueryInformation(
            IWDFIoRequest request,
            WDF_FILE_INFORMATION_CLASS informationClass,
            @Nullable IWDFFile file,
            @Nullable IWDFMemory informationMemory,
            @Nullable WDFMEMORY_OFFSET informationMemoryOffset);

    /**
     * What the target does now with requests that are sent to it.
     *
     * <p>Source: wudfddi, IWDFIoTargetStateManagement::GetState.
     */
    WDF_IO_TARGET_STATE getState();

    /**
     * Starts a stopped target: what it has kept is sent, first in first out, perhaps to its completion on
     * this thread. Must not overlap another Start or Stop of the target (TGT-5).
     *
     * <p>Rules: TGT-5, TGT-11. Source: wudfddi, IWDFIoTargetStateManagement::Start.
     *
     * @throws WdfException {@link HResult#STATUS_INVALID_DEVICE_STATE} if the target is closed or deleted
     */
    void start();

    /**
     * Stops the target: what is sent to it from now on is kept until {@link #start}. May be called again with
     * another action; has no effect on a closed or deleted target. Must not overlap another Start or Stop of
     * the target (TGT-5).
     *
     * <p>Rules: TGT-3 to TGT-5. Source: wudfddi, IWDFIoTargetStateManagement::Stop.
     *
     * @param action what becomes of the requests the target has
     */
    void stop(WDF_IO_TARGET_SENT_IO_ACTION action);

    /**
     * Ends the target: every request it has is canceled, and the call waits until they have come back.
     *
     * <p>Rules: TGT-10. Source: wudfddi, IWDFIoTargetStateManagement::Remove.
     *
     * @param surpriseRemove ignored
     */
    void remove(boolean surpriseRemove);
}
