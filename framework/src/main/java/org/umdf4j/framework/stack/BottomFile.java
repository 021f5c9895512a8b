package org.umdf4j.framework.stack;

import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.LowerFile;

/**
 * A file of the system as what a whole stack stands on ({@code UmdfDispatcher=FileHandle}): the lowest driver's default
 * target. It is open once for all programs; their creates succeed, unless they come in a program's name that may not open it (SND-17), and their closes change nothing.
 */
record BottomFile(LowerFile file, Impersonator impersonator) implements LowerDevice {
    @Override
    public void dispatch(Irp irp) {
        if (irp.parameters() instanceof IrpParameters.Create) {
            file.open(irp, impersonator);
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
