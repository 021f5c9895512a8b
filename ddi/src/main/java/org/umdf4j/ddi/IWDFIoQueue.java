package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * A queue of requests of one device. Made by {@link IWDFDevice#createIoQueue}; lives as long as the device,
 * unless the driver deletes it ({@link IWDFObject#deleteWdfObject}).
 *
 * <p>Of {@link #stop}, {@link #drain}, {@link #purge} and their synchronous forms one at a time may be under
 * way on a queue; another is a verifier violation (SDP-3, SDP-4). A request that is stored when its issuer
 * cancels it, or when the queue is purged, the framework completes as
 * {@link HResult#ERROR_OPERATION_ABORTED}, or hands to {@link IQueueCallbackIoCanceledOnQueue} if the driver
 * has seen it before (CAN-1, CAN-2).
 *
 * <p>Rules: io-contract sections 2 to 7. Source: wudfddi, IWDFIoQueue.
 */
public interface IWDFIoQueue extends IWDFObject {
    /**
     * The device the queue belongs to.
     *
     * <p>Source: wudfddi, IWDFIoQueue::GetDevice.
     */
    IWDFDevice getDevice();

    /**
     * Has requests of a type come to this queue, as {@link IWDFDevice#configureRequestDispatching} does.
     *
     * <p>Rules: RT-1, RT-2, RT-7 to RT-9. Source: wudfddi, IWDFIoQueue::ConfigureRequestDispatching.
     *
     * @throws WdfException as there
     */
    void configureRequestDispatching(WDF_REQUEST_TYPE requestType, boolean forward);

    /**
     * The queue's state and how many requests are stored and owned, all at one moment.
     *
     * <p>Rules: QS-1, QS-2, Q-11. Source: wudfddi, IWDFIoQueue::GetState.
     */
    IoQueueState getState();

    /**
     * Takes the request at the head of a manual or sequential queue. The driver owns it then, not marked
     * cancelable; on a sequential queue only while it owns another one (RET-7).
     *
     * <p>Rules: RET-1 to RET-4, RET-6 to RET-8. Source: wudfddi, IWDFIoQueue::RetrieveNextRequest.
     *
     * @return a request, or that there is none, or that the queue is stopped or held
     * @throws WdfException {@link HResult#STATUS_INVALID_DEVICE_STATE} on a parallel queue
     */
    RetrievedRequest retrieveNextRequest();

    /**
     * Takes the first stored request of a file object; the others keep their order. Otherwise as
     * {@link #retrieveNextRequest}.
     *
     * <p>Rules: RET-5. Source: wudfddi, IWDFIoQueue::RetrieveNextRequestByFileObject.
     *
     * @return a request, or that there is none of that file object, or that the queue is stopped or held
     * @throws WdfException {@link HResult#STATUS_INVALID_DEVICE_STATE} on a parallel queue
     */
    RetrievedRequest retrieveNextRequestByFileObject(IWDFFile file);

    /**
     * Has the queue accept and hand out requests again, after a stop, drain or purge; what is stored goes
     * first, in order, power permitting. May deliver from this thread before it returns. Does not reopen a
     * queue that device removal has purged.
     *
     * <p>Rules: SDP-6, SDP-11, DSP-6, Q-10, PQ-4. Source: wudfddi, IWDFIoQueue::Start.
     */
    void start();

    /**
     * Has the queue hand out nothing more; it goes on accepting, and accepts again if it was drained or
     * purged (SDP-5). What the driver owns is not touched.
     *
     * <p>Rules: SDP-1 to SDP-5, PQ-4, PQ-5. Source: wudfddi, IWDFIoQueue::Stop.
     *
     * @param stopComplete called once, when the driver owns no request of the queue and no delivery is in
     *     progress; possibly before this call returns
     */
    void stop(@Nullable IQueueCallbackStateChange stopComplete);

    /**
     * As {@link #stop}, but returns only when the driver owns no request of the queue. Deadlocks if the
     * caller has to complete one of them, so not from a callback of the queue.
     *
     * <p>Rules: SDP-7, SDP-8. Source: wudfddi, IWDFIoQueue::StopSynchronously.
     */
    void stopSynchronously();

    /**
     * Has the queue accept nothing more and hand out what is stored. On a stopped or held queue that waits
     * for {@link #start} or for D0 (SDP-12).
     *
     * <p>Rules: SDP-1 to SDP-4, SDP-12. Source: wudfddi, IWDFIoQueue::Drain.
     *
     * @param drainComplete called once, when nothing is stored and the driver owns nothing; possibly before
     *     this call returns
     */
    void drain(@Nullable IQueueCallbackStateChange drainComplete);

    /**
     * As {@link #drain}, but returns only when nothing is stored and the driver owns nothing. Deadlocks as
     * {@link #stopSynchronously} does.
     *
     * <p>Rules: SDP-7, SDP-8, SDP-12. Source: wudfddi, IWDFIoQueue::DrainSynchronously.
     */
    void drainSynchronously();

    /**
     * Has the queue accept nothing more and cancels what is stored and what the driver has marked cancelable;
     * the rest waits for the driver (SDP-10). Until it is done, or the queue is started, what is requeued or
     * acknowledged as requeued is canceled too (SDP-11).
     *
     * <p>Rules: SDP-1 to SDP-4, SDP-9 to SDP-12. Source: wudfddi, IWDFIoQueue::Purge.
     *
     * @param purgeComplete called once, when nothing is stored and the driver owns nothing; possibly before
     *     this call returns
     */
    void purge(@Nullable IQueueCallbackStateChange purgeComplete);

    /**
     * As {@link #purge}, but returns only when nothing is stored and the driver owns nothing. Deadlocks as
     * {@link #stopSynchronously} does.
     *
     * <p>Rules: SDP-7 to SDP-11. Source: wudfddi, IWDFIoQueue::PurgeSynchronously.
     */
    void purgeSynchronously();
}
