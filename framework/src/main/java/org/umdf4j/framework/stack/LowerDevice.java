package org.umdf4j.framework.stack;

import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;

/** What lies below a device: the next lower driver's device, or what the whole stack stands on. Any thread. */
public interface LowerDevice {
    /**
     * Routes an IRP in: to a queue, to the next lower device, or to its end. May run driver callbacks on the caller's
     * thread.
     */
    void dispatch(Irp irp);

    /**
     * The last handle of a file is closed (FIL-4): OnCleanupFile, cancellation of the file's stored requests, forwarding
     * to the lower device if so configured.
     *
     * @param done run once when that is finished, on any thread
     */
    void cleanupFile(FileObject file, Runnable done);

    /** The file's last IRP has ended (FIL-6): OnCloseFile, forwarding, disposal of the file object. */
    void closeFile(FileObject file, Runnable done);

    /** Whether the driver of this device or of one below it owns the stack's power policy. */
    default boolean isPowerPolicyOwned() {
        return false;
    }
}
