package org.umdf4j.framework.target;

import org.umdf4j.framework.irp.Irp;

/** What an open remote target leads to. Any thread, no lock held. */
interface RemoteEnd {
    /** The target's own open of it. */
    TargetFile file();

    /** Passes an IRP of that open on, perhaps to its end. */
    void pass(Irp irp);

    /** Closes the open; everything sent there has ended. Once. */
    void close();

    /** Hears no more of the removal of what lies there. */
    void forget();
}
