package org.umdf4j.framework.request;

import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.framework.irp.FileObject;

/**
 * An I/O target a request can be sent to. It has each IRP from {@link #admit} to {@link #returned} and may cancel it in
 * between. All methods may be called from any thread, with no lock held.
 */
public interface SendTarget extends IWDFIoTarget {
    /** Whether requests may be sent and forgotten here (SND-5). */
    boolean takesForgotten();

    /** The file that a request of {@code file}'s is sent with: that one, or the target's own. */
    FileObject fileFor(FileObject file);

    /**
     * Takes an IRP in.
     *
     * @param ignoreState whether a stopped target passes it on all the same
     * @return whether the caller is to {@link #dispatch} it now; otherwise it waits for the target's start
     * @throws org.umdf4j.ddi.WdfException with STATUS_INVALID_DEVICE_STATE if the target is closed or deleted
     */
    boolean admit(SentIrp irp, boolean ignoreState);

    /** Passes an admitted IRP on. Runs what is below on the caller's thread, perhaps to the IRP's end. */
    void dispatch(SentIrp irp);

    /** An admitted IRP has ended and the driver has heard of it. */
    void returned(SentIrp irp);
}
