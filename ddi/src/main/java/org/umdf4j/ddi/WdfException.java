package org.umdf4j.ddi;

/** A failure of a framework method, with its documented status. */
public final class WdfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HResult status;

    public WdfException(HResult status, String message) {
        super(message + " (" + status + ")");
        this.status = status;
    }

    public HResult status() {
        return status;
    }
}
