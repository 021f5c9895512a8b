package org.umdf4j.ddi;

import java.util.Optional;

/**
 * The outcome of asking a queue for a request: a request, or why there is none. All three are ordinary.
 *
 * <p>Rules: RET-1 to RET-3, RET-5, RET-6. Source: wudfddi, IWDFIoQueue::RetrieveNextRequest.
 *
 * @param status {@link HResult#S_OK} with a request; without one {@link HResult#ERROR_NO_MORE_ITEMS} (nothing
 *     stored, or nothing of that file object) or {@link HResult#STATUS_WDF_PAUSED} (stopped, or held by
 *     power)
 * @param request the request, which the driver owns now and which is not cancelable
 */
public record RetrievedRequest(HResult status, Optional<IWDFIoRequest> request) {
    private static final RetrievedRequest EMPTY = new RetrievedRequest(HResult.ERROR_NO_MORE_ITEMS, Optional.empty());
    private static final RetrievedRequest PAUSED = new RetrievedRequest(HResult.STATUS_WDF_PAUSED, Optional.empty());

    /**
     * Checks that status and request agree.
     *
     * @throws IllegalArgumentException if the status is none of the three, or does not fit the request
     */
    public RetrievedRequest {
        boolean agree = request.isPresent()
                ? status.equals(HResult.S_OK)
                : status.equals(HResult.ERROR_NO_MORE_ITEMS) || status.equals(HResult.STATUS_WDF_PAUSED);
        if (!agree) {
            throw new IllegalArgumentException(
                    status + " is no outcome " + (request.isPresent() ? "with" : "without") + " a request");
        }
    }

    /** A request was there. */
    public static RetrievedRequest of(IWDFIoRequest request) {
        return new RetrievedRequest(HResult.S_OK, Optional.of(request));
    }

    /** Nothing (matching) was stored: {@link HResult#ERROR_NO_MORE_ITEMS}. Always the same object. */
    public static RetrievedRequest empty() {
        return EMPTY;
    }

    /** The queue is stopped or held by power: {@link HResult#STATUS_WDF_PAUSED}. Always the same object. */
    public static RetrievedRequest paused() {
        return PAUSED;
    }

    /** Whether there is a request. */
    public boolean isPresent() {
        return request.isPresent();
    }
}
