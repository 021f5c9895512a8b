package org.umdf4j.framework.target;

import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.LowerFile;

/** A file behind a remote target. */
record RemoteFile(DeviceTargets home, TargetFile file, LowerFile below) implements RemoteEnd {
    @Override
    public void pass(Irp irp) {
        home.passToFile(irp, below);
    }

    @Override
    public void close() {
        below.close();
        file.dispose();
    }

    /** Nobody asks before a file goes. */
    @Override
    public void forget() {}
}
