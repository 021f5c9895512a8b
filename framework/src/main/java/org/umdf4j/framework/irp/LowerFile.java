package org.umdf4j.framework.irp;

import java.util.concurrent.atomic.AtomicReference;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WdfException;

/**
 * A file of the system that takes IRPs: what lies at the bottom of a stack or behind an I/O target. Implemented by
 * whoever runs the framework.
 *
 * <p>Any thread calls any method, with no lock held.
 */
public interface LowerFile {
    /**
     * Takes an IRP, but for a create: a read, a write, a control, a flush, a query or a set of information. Ends it exactly once, on any
     * thread, possibly before this returns, and must not block on what the IRP asks for. What it does not know ends with
     * {@link org.umdf4j.ddi.HResult#STATUS_INVALID_DEVICE_REQUEST}.
     *
     * <p>An IRP that waits for something is cancellable: the file names itself by {@link Irp#setOwner}, looks at {@link
     * Irp#isCanceled} afterwards, and ends a cancelled one with {@link
     * org.umdf4j.ddi.HResult#ERROR_OPERATION_ABORTED}. The buffers are the file's until the end.
     */
    void submit(Irp irp);

    /**
     * Whether the calling thread, with the identity it has now, could open this file for reading and writing. A success,
     * or the status that opening it would fail with. Must not wait.
     */
    default HResult mayOpen() {
        return HResult.S_OK;
    }

    /**
     * Ends a create: the file is open already, once for all programs, so that only the rights of a program count in
     * whose name the create comes (SND-17). Other creates succeed.
     */
    default void open(Irp create, Impersonator impersonator) {
        var answer = new AtomicReference<>(HResult.S_OK);
        if (create.actsAsRequestor()) {
            try {
                impersonator.runAs(
                        create.requestor(), SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, () -> answer.set(mayOpen()));
            } catch (WdfException refused) {
                answer.set(refused.status());
            }
        }
        create.end(answer.get(), 0);
    }

    /** Closes the file: what is under way is cancelled, nothing more is submitted. May return before the last end. */
    void close();
}
