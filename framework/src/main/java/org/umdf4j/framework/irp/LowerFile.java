package org.umdf4j.framework.irp;

/**
 * A file of the system that takes IRPs: what lies at the bottom of a stack or behind an I/O target. Implemented by
 * whoever runs the framework.
 *
 * <p>Any thread calls any method, with no lock held.
 */
public interface LowerFile {
    /**
     * Takes an IRP: a read, a write, a control, a flush, a query or a set of information. Ends it exactly once, on any
     * thread, possibly before this returns, and must not block on what the IRP asks for. What it does not know ends with
     * {@link org.umdf4j.ddi.HResult#STATUS_INVALID_DEVICE_REQUEST}.
     *
     * <p>An IRP that waits for something is cancellable: the file names itself by {@link Irp#setOwner}, looks at {@link
     * Irp#isCanceled} afterwards, and ends a cancelled one with {@link
     * org.umdf4j.ddi.HResult#ERROR_OPERATION_ABORTED}. The buffers are the file's until the end.
     */
    void submit(Irp irp);

    /** Closes the file: what is under way is cancelled, nothing more is submitted. May return before the last end. */
    void close();
}
