package org.umdf4j.framework.irp;

/** Framework only: whoever holds an {@link Irp} now and must hear of its cancellation. */
@FunctionalInterface
public interface IrpOwner {
    /** The program has given up on the IRP. Called on the cancelling thread, possibly after the IRP has ended. */
    void irpCanceled(Irp irp);
}
