package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a program to the device. A driver gets it from a queue, always the same object however often
 * it is delivered (DSP-9), owns it then, and sees to it that it is completed exactly once.
 *
 * <p>A method may be called only by the request's owner, and none of them after completion, unless it says
 * otherwise; anything else is a verifier violation (REQ-6). Memory that comes from the request is dead after
 * completion.
 *
 * <p>Rules: io-contract sections 8 to 10, 14, 15; pnp-power-contract section 10. Source: wudfddi,
 * IWDFIoRequest.
 */
public interface IWDFIoRequest extends IWDFObject {
    /**
     * Completes the request: the program gets its answer. Before: owned by the driver and not marked
     * cancelable, unless cancellation has claimed it (REQ-7). After: owned by nobody. The request's cleanup
     * callbacks run first (REQ-10); the next request may be delivered from this thread.
     *
     * <p>With a success, more information than the output buffer of a read or control request holds is a
     * verifier violation (REQ-5). So is a request that a driver created (REQ-9).
     *
     * <p>Rules: REQ-1, REQ-3 to REQ-10. Source: wudfddi, IWDFIoRequest::CompleteWithInformation.
     *
     * @param completionStatus {@link HResult#S_OK}, or what went wrong;
     *     {@link HResult#ERROR_OPERATION_ABORTED} for a canceled request (CAN-15)
     * @param information for reads and writes the number of bytes transferred, otherwise what the type of
     *     request defines, mostly the number of bytes put into the output buffer
     */
    void completeWithInformation(HResult completionStatus, long information);

    /**
     * Notes the information with which {@link #complete} will complete the request; 0 without this call
     * (REQ-2).
     *
     * <p>Rules: REQ-2. Source: wudfddi, IWDFIoRequest::SetInformation.
     */
    void setInformation(long information);

    /**
     * Completes the request with the information last set. Otherwise as {@link #completeWithInformation}.
     *
     * <p>Rules: REQ-1 to REQ-10. Source: wudfddi, IWDFIoRequest::Complete.
     */
    void complete(HResult completionStatus);

    /**
     * Says who is told when the request comes back from the target it is sent to next; good for one
     * {@link #send}.
     *
     * <p>Rules: SND-15, SND-16. Source: wudfddi, IWDFIoRequest::SetCompletionCallback.
     *
     * @param completionCallback null takes an earlier one back
     * @param context passed on to the callback
     */
    void setCompletionCallback(
            @Nullable IRequestCallbackRequestCompletion completionCallback, @Nullable Object context);

    /**
     * What the request asks for.
     *
     * <p>Source: wudfddi, IWDFIoRequest::GetType.
     */
    WDF_REQUEST_TYPE getType();

    /**
     * What an open asks for; a verifier violation for a request of another type (REQ-12).
     *
     * <p>Rules: REQ-12. Source: wudfddi, IWDFIoRequest::GetCreateParameters,
     * IWDFIoRequest2::GetCreateParametersEx.
     */
    CreateParameters getCreateParameters();

    /**
     * What a read asks for; a verifier violation for a request of another type (REQ-12).
     *
     * <p>Rules: REQ-12. Source: wudfddi, IWDFIoRequest::GetReadParameters.
     */
    TransferParameters getReadParameters();

    /**
     * What a write asks for; a verifier violation for a request of another type (REQ-12).
     *
     * <p>Rules: REQ-12. Source: wudfddi, IWDFIoRequest::GetWriteParameters.
     */
    TransferParameters getWriteParameters();

    /**
     * What a device control request asks for; a verifier violation for a request of another type (REQ-12).
     *
     * <p>Rules: REQ-12. Source: wudfddi, IWDFIoRequest::GetDeviceIoControlParameters.
     */
    DeviceIoControlParameters getDeviceIoControlParameters();

    /**
     * The memory the driver puts its answer into; empty if the request has none. With deferred retrieval a
     * verifier violation (MEM-8).
     *
     * <p>Rules: MEM-6, MEM-8, REQ-8. Source: wudfddi, IWDFIoRequest::GetOutputMemory.
     *
     * @throws WdfException {@link HResult#STATUS_NOT_SUPPORTED} for a write (MEM-6)
     */
    Optional<IWDFMemory> getOutputMemory();

    /**
     * The memory with what the program sent, read-only; empty if the request has none. With deferred
     * retrieval a verifier violation (MEM-8).
     *
     * <p>Rules: MEM-5, MEM-6, MEM-8, REQ-8. Source: wudfddi, IWDFIoRequest::GetInputMemory.
     *
     * @throws WdfException {@link HResult#STATUS_NOT_SUPPORTED} for a read (MEM-6)
     */
    Optional<IWDFMemory> getInputMemory();

    /**
     * Lets the framework call {@code cancelCallback} when the request is canceled. Before: owned by the
     * driver and not marked. After: owned by the driver, which must call {@link #unmarkCancelable} before it
     * completes, forwards or gives back the request. If the request is canceled already, the callback comes
     * at once, or when a running delivery callback of the queue has returned (CAN-6).
     *
     * <p>Rules: CAN-5 to CAN-7, CAN-10. Source: wudfddi, IWDFIoRequest::MarkCancelable.
     *
     * @param cancelCallback the same object for all requests of a queue; another is a verifier violation
     *     (CAN-7)
     */
    void markCancelable(IRequestCallbackCancel cancelCallback);

    /**
     * Takes {@link #markCancelable} back. For a request that is not marked a verifier violation (CAN-10).
     *
     * <p>Rules: CAN-8 to CAN-10, STOP-19. Source: wudfddi, IWDFIoRequest::UnmarkCancelable.
     *
     * @return true if the request is the caller's again; false (ERROR_OPERATION_ABORTED in the header) if
     *     cancellation has won: the cancel callback was or will be called and completes the request, and the
     *     caller must leave it alone
     */
    boolean unmarkCancelable();

    /**
     * Tries to cancel a request that the driver has sent to a target. The request is the target's and comes
     * back as usual, once, whatever the answer. May be called while the target owns the request; on one that
     * is not sent, the next {@link #send} of it fails as canceled (SND-21).
     *
     * <p>Rules: SND-11 to SND-13, SND-21, STOP-5. Source: wudfddi, IWDFIoRequest::CancelSentRequest.
     *
     * @return whether the cancellation reached the request's owner; false if it had completed, for instance
     */
    boolean cancelSentRequest();

    /**
     * Puts the request at the tail of another queue of the same device. Before: received, owned by the
     * driver, not marked cancelable, and the other queue not its own; otherwise a verifier violation (FWD-2).
     * After: the framework's; it is delivered from the other queue, possibly on this thread before the call
     * returns (DSP-6). One that was canceled meanwhile is canceled in that queue, and the call succeeds
     * (FWD-5).
     *
     * <p>Rules: FWD-1 to FWD-5, FWD-9, DSP-6, STOP-31. Source: wudfddi, IWDFIoRequest::ForwardToIoQueue.
     *
     * @throws WdfException {@link HResult#STATUS_WDF_BUSY} if the queue accepts no requests (QS-4);
     *     {@link HResult#ERROR_INVALID_OPERATION} if the request was obtained by retrieving it (FWD-3). The
     *     request is still the driver's
     */
    void forwardToIoQueue(IWDFIoQueue destination);

    /**
     * Sends the request to a target. Before: owned by the driver and formatted. After: the target's, until
     * the completion callback (SND-2); with {@link WDF_REQUEST_SEND_OPTIONS_FLAGS#SYNCHRONOUS} the driver's
     * again when the call returns; with {@link WDF_REQUEST_SEND_OPTIONS_FLAGS#SEND_AND_FORGET} never again
     * (SND-5). Says nothing about the result of the request: see {@link #getCompletionParams} and
     * {@link #getStatus}. Sending it while it is sent is a verifier violation (SND-10).
     *
     * <p>Rules: SND-1 to SND-10, SND-17, io-contract section 16. Source: wudfddi, IWDFIoRequest::Send.
     *
     * @param timeout in units of 100 ns, negative from now, positive since 1601-01-01, 0 for none; needs
     *     {@link WDF_REQUEST_SEND_OPTIONS_FLAGS#TIMEOUT} (SND-8)
     * @throws WdfException {@link HResult#STATUS_REQUEST_NOT_ACCEPTED} if it is not formatted (SND-1);
     *     {@link HResult#STATUS_INVALID_DEVICE_REQUEST} without a completion callback when nobody could
     *     complete it (SND-7), or to forget it after a format other than {@link #formatUsingCurrentType}
     *     (SND-5); {@link HResult#STATUS_INVALID_DEVICE_STATE} if the target is closed or deleted;
     *     {@link HResult#E_INVALIDARG} for flags that do not go together (SND-5) or a target of another
     *     framework; {@link HResult#ERROR_OPERATION_ABORTED} after {@link #cancelSentRequest} on a request that
     *     was not sent (SND-21). The request is still the driver's and no completion callback comes (SND-4)
     */
    void send(IWDFIoTarget ioTarget, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags, long timeout);

    /**
     * The file object through which the request came; empty if there is none (RT-11, REQ-13).
     *
     * <p>Rules: REQ-13, RT-11. Source: wudfddi, IWDFIoRequest::GetFileObject.
     */
    Optional<IWDFFile> getFileObject();

    /**
     * Formats the request to go to the device's default target unchanged; discards an earlier format.
     *
     * <p>Rules: SND-18. Source: wudfddi, IWDFIoRequest::FormatUsingCurrentType.
     */
    void formatUsingCurrentType();

    /**
     * The id of the process that issued the request, unsigned 32 bits; 0 if it is not known.
     *
     * <p>Source: wudfddi, IWDFIoRequest::GetRequestorProcessId.
     */
    long getRequestorProcessId();

    /**
     * Does something with the identity of the program that issued the request: {@code callback} runs, on this thread,
     * before the call returns. What it opens it opens as the program would.
     *
     * <p>Rules: IMP-1 to IMP-3. Source: wudfddi, IWDFIoRequest::Impersonate.
     *
     * @param impersonationLevel exactly this much is granted (IMP-2)
     * @param callbackContext passed on to the callback
     * @throws WdfException {@link HResult#ERROR_BAD_IMPERSONATION_LEVEL} if the driver's package or the program does
     *     not allow it; {@link HResult#ERROR_PRIVILEGE_NOT_HELD} if the host may not act as that user;
     *     {@link HResult#STATUS_NOT_SUPPORTED} on a virtual thread. The callback has not been called then (IMP-1)
     */
    void impersonate(
            SECURITY_IMPERSONATION_LEVEL impersonationLevel,
            IImpersonateCallback callback,
            @Nullable Object callbackContext);

    /**
     * Whether the process that issued the request is a 32-bit one, whose structures may have another layout.
     *
     * <p>Source: wudfddi, IWDFIoRequest::IsFrom32BitProcess.
     */
    boolean isFrom32BitProcess();

    /**
     * Whether another user-mode driver issued the request of its own accord, instead of an application. A
     * request that a driver above passes on for an application counts as the application's, unless that driver
     * has said otherwise by {@link #setUserModeDriverInitiatedIo}.
     *
     * <p>Source: wudfddi, IWDFIoRequest2::IsFromUserModeDriver.
     */
    boolean isFromUserModeDriver();

    /**
     * Says whether the drivers below shall take the request as one that a driver issued; before {@link #send}.
     *
     * <p>Source: wudfddi, IWDFIoRequest3::SetUserModeDriverInitiatedIo.
     */
    void setUserModeDriverInitiatedIo(boolean isUserModeDriverInitiated);

    /**
     * What {@link #setUserModeDriverInitiatedIo} has set; without it, how the request came.
     *
     * <p>Source: wudfddi, IWDFIoRequest3::GetUserModeDriverInitiatedIo.
     */
    boolean getUserModeDriverInitiatedIo();

    /**
     * The id of the activity the request belongs to, for traces; empty (ERROR_NOT_FOUND in the header) if it
     * belongs to none.
     *
     * <p>Rules: REQ-14. Source: wudfddi, IWDFIoRequest3::RetrieveActivityId.
     */
    Optional<UUID> retrieveActivityId();

    /**
     * Makes the request part of an activity; the drivers below see it so. Lasts through
     * {@link #send} and reuse (REQ-14).
     *
     * <p>Rules: REQ-14. Source: wudfddi, IWDFIoRequest3::SetActivityId.
     */
    void setActivityId(UUID activityId);

    /**
     * The queue the request was last delivered from, or is stored in; empty for a request that a driver
     * created (REQ-11).
     *
     * <p>Rules: REQ-11. Source: wudfddi, IWDFIoRequest::GetIoQueue.
     */
    Optional<IWDFIoQueue> getIoQueue();

    /**
     * How the request ended at the target it was sent to. Only after a successful {@link #send} that has come
     * back (SND-4).
     *
     * <p>Rules: SND-3, SND-4. Source: wudfddi, IWDFIoRequest::GetCompletionParams.
     *
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} if it has not been sent and come back
     */
    IWDFRequestCompletionParams getCompletionParams();

    /**
     * Whether the kernel or a program issued the request; always one of these two.
     *
     * <p>Source: wudfddi, IWDFIoRequest2::GetRequestorMode.
     */
    WDF_KPROCESSOR_MODE getRequestorMode();

    /**
     * What the program sent: a read-only segment of exactly that length, straight in the reflector's buffer
     * where possible. Any thread may read it; dead after completion.
     *
     * <p>Rules: MEM-7, MEM-10. Source: wudfddi, IWDFIoRequest2::RetrieveInputBuffer.
     *
     * @param minimumRequiredBytes the least the driver can work with; 0 for whatever there is
     * @throws WdfException {@link HResult#ERROR_INSUFFICIENT_BUFFER} if there is none or less;
     *     {@link HResult#E_OUTOFMEMORY}. The request is still the driver's
     */
    MemorySegment retrieveInputBuffer(long minimumRequiredBytes);

    /**
     * Where the driver puts its answer: a segment of exactly the length the program asked for. Any thread may
     * write it; dead after completion. For a buffered control request it does not hold the input (MEM-10).
     *
     * <p>Rules: MEM-7, MEM-10. Source: wudfddi, IWDFIoRequest2::RetrieveOutputBuffer.
     *
     * @param minimumRequiredBytes the least the driver can work with; 0 for whatever there is
     * @throws WdfException {@link HResult#ERROR_INSUFFICIENT_BUFFER} if there is none or less;
     *     {@link HResult#E_OUTOFMEMORY}. The request is still the driver's
     */
    MemorySegment retrieveOutputBuffer(long minimumRequiredBytes);

    /**
     * The memory object of {@link #retrieveInputBuffer}: read-only, dead after completion.
     *
     * <p>Rules: MEM-5, MEM-7, REQ-8. Source: wudfddi, IWDFIoRequest2::RetrieveInputMemory.
     *
     * @throws WdfException {@link HResult#ERROR_INSUFFICIENT_BUFFER} if there is none;
     *     {@link HResult#E_OUTOFMEMORY}
     */
    IWDFMemory retrieveInputMemory();

    /**
     * The memory object of {@link #retrieveOutputBuffer}: dead after completion.
     *
     * <p>Rules: MEM-7, REQ-8. Source: wudfddi, IWDFIoRequest2::RetrieveOutputMemory.
     *
     * @throws WdfException {@link HResult#ERROR_INSUFFICIENT_BUFFER} if there is none;
     *     {@link HResult#E_OUTOFMEMORY}
     */
    IWDFMemory retrieveOutputMemory();

    /**
     * How the data of this request is reached: buffered or direct.
     *
     * <p>Rules: MEM-9. Source: wudfddi, IWDFIoRequest2::GetEffectiveIoType.
     */
    WDF_DEVICE_IO_TYPE getEffectiveIoType();

    /**
     * What a query-information request asks for; a verifier violation for a request of another type (REQ-12).
     *
     * <p>Rules: RT-6, REQ-12. Source: wudfddi, IWDFIoRequest2::GetQueryInformationParameters.
     */
    InformationParameters getQueryInformationParameters();

    /**
     * What a set-information request asks for; a verifier violation for a request of another type (REQ-12).
     *
     * <p>Rules: RT-6, REQ-12. Source: wudfddi, IWDFIoRequest2::GetSetInformationParameters.
     */
    InformationParameters getSetInformationParameters();

    /**
     * Whether the request was canceled by its issuer. For a driver that polls instead of marking: false also
     * while the request is marked cancelable, and for a caller that does not own it (CAN-12).
     *
     * <p>Rules: CAN-4, CAN-12. Source: wudfddi, IWDFIoRequest2::IsCanceled.
     */
    boolean isCanceled();

    /**
     * The status of a request that was sent: why {@link #send} failed, or with what it was completed below.
     *
     * <p>Rules: SND-3, SND-4. Source: wudfddi, IWDFIoRequest2::GetStatus.
     */
    HResult getStatus();

    /**
     * Answers {@link IQueueCallbackIoStop#onIoStop} for this request, so that the device may leave D0. Only
     * while that call runs, on its thread or another; at any other time a verifier violation (STOP-29,
     * STOP-30). Called twice, the last counts (STOP-28).
     *
     * <p>Rules: STOP-14 to STOP-30, STOP-36. Source: wudfddi, IWDFIoRequest2::StopAcknowledge.
     *
     * @param requeue true gives the request back: it goes to the head of its queue and is delivered again in
     *     D0, the driver no longer owns it; not while it is marked cancelable or sent to a target (STOP-18,
     *     STOP-21). False keeps it: the driver goes on owning it, may complete it meanwhile, and
     *     {@link IQueueCallbackIoResume} says when to go on
     */
    void stopAcknowledge(boolean requeue);

    /**
     * Puts the request back at the head of the manual queue it came from. Before: owned by the driver, not
     * marked cancelable. After: the framework's; the next retrieval returns it. One that was canceled
     * meanwhile is canceled in the queue, and the call succeeds (FWD-5). Inside {@code onIoStop} it also
     * answers that call (STOP-33).
     *
     * <p>Rules: FWD-5 to FWD-8, SDP-11, STOP-33. Source: wudfddi, IWDFIoRequest2::Requeue.
     *
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} if the queue is not manual, or the request
     *     is not from a queue, not owned or marked cancelable (FWD-8); ownership is unchanged
     */
    void requeue();

    /**
     * Makes the request as good as new: without format, completion callback and result. Not while a target or
     * the framework owns it: a verifier violation (REQ-14).
     *
     * <p>Rules: REQ-14. Source: wudfddi, IWDFIoRequest2::Reuse.
     *
     * @param newStatus what {@link #getStatus} answers from now on
     */
    void reuse(HResult newStatus);
}
