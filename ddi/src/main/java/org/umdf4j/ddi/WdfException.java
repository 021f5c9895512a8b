package org.umdf4j.ddi;

/**
 * A failure: the HRESULT that a framework method or a driver's callback has in the header. A framework method
 * throws it with the status its documentation names. A driver may throw it from a callback that returns
 * {@link HResult}: it counts as returning the status.
 */
public class WdfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HResult status;

    /**
     * A failure with a status.
     *
     * @param status a failure, not a success code
     * @param message what failed and why, for people; the status is added
     */
    public WdfException(HResult status, String message) {
        super(message + " (" + status + ")");
        this.status = status;
    }

    /** The status, a failure. */
    public HResult status() {
        return status;
    }
}
