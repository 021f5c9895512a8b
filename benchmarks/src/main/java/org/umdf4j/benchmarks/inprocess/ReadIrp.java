package org.umdf4j.benchmarks.inprocess;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/** A program's read of one sector, and the program's wait for its end. */
final class ReadIrp extends Irp {
    private final long offset;
    private long information;
    private volatile boolean done;
    private volatile @Nullable Thread waiting;

    ReadIrp(FileObject file, MemorySegment buffer, long offset) {
        super(file, new IrpParameters.Read(offset), null, buffer);
        this.offset = offset;
    }

    long offset() {
        return offset;
    }

    @Override
    protected void onCompleted(HResult status, long bytes) {
        information = status.succeeded() ? bytes : -1;
        done = true;
        Thread program = waiting;
        if (program != null) {
            LockSupport.unpark(program);
        }
    }

    /** Waits for the end, if that has not come by now. Returns the bytes read. */
    long await() {
        if (!done) {
            waiting = Thread.currentThread();
            while (!done) {
                LockSupport.park(this);
            }
        }
        if (information != Sectors.SECTOR_BYTES) {
            throw new IllegalStateException("a read ended with " + information + " bytes");
        }
        return information;
    }
}
