package org.umdf4j.testkit.engine;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.testkit.DriverBench;

/**
 * A program that hands in IRPs as a reflector does: it hears of an end on the thread that ends the IRP, and nothing keeps
 * it from using a file that it has closed.
 */
final class RawProgram {
    private final DriverBench bench;
    private final FileObject file = new FileObject("", new Requestor(1, 0, 0));

    /** Opens the device. */
    RawProgram(DriverBench bench) {
        this.bench = bench;
        submit(new IrpParameters.Create(0, 0, 0, 0), null, () -> {});
        bench.quiet();
    }

    /** Starts a read; {@code ended} runs inside the completion. */
    void read(int length, Runnable ended) {
        submit(new IrpParameters.Read(0), MemorySegment.ofArray(new byte[length]), ended);
    }

    /**
     * Starts a read, and from inside its completion the next one, so many times.
     *
     * @return how deep completions were inside each other, up to date when all have ended
     */
    Depth readAgainAndAgain(int length, int times, Runnable ended) {
        Depth depth = new Depth();
        readAgain(length, times, ended, depth);
        return depth;
    }

    private void readAgain(int length, int times, Runnable ended, Depth depth) {
        Runnable next = () -> {
            ended.run();
            if (times > 1) {
                readAgain(length, times - 1, ended, depth);
            }
        };
        read(length, () -> depth.within(next));
    }

    void close() {
        bench.stack().port().closeFile(file);
    }

    private void submit(IrpParameters parameters, @Nullable MemorySegment output, Runnable ended) {
        bench.stack().port().submit(new Irp(file, parameters, null, output) {
            @Override
            protected void onCompleted(HResult status, long information) {
                ended.run();
            }
        });
    }
}
