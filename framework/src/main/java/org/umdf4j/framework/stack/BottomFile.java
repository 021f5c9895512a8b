package org.umdf4j.framework.stack;

import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.LowerFile;

/**
 * A file of the system as what a whole stack stands on ({@code UmdfDispatcher=FileHandle}): the lowest driver's default
 * target. It is open once for all programs; their creates succeed, their closes change nothing.
 */
record BottomFile(LowerFile file) implements LowerDevice {
    @Override
    public void dispatch(Irp irp) {
        if (irp.parameters() instanceof IrpParameters.Create) {
            irp.end(HResult.S_OK, 0);
        } else {
            file.submit(irp);
        }
    }

    @Override
    public void cleanupFile(FileObject closed, Runnable done) {
        done.run();
    }

    @Override
    public void closeFile(FileObject closed, Runnable done) {
        done.run();
    }
}
