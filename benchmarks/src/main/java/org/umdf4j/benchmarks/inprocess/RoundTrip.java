package org.umdf4j.benchmarks.inprocess;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.umdf4j.framework.irp.FileObject;

/** What a request costs from its submission to its end, the framework alone: a read of one sector of a disk in memory. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoundTrip {
    /** The device that all programs have open. */
    @State(Scope.Benchmark)
    public static class Device {
        /** The way the requests take. */
        @Param({"SEQUENTIAL", "PARALLEL", "MANUAL", "LOCKED", "FILTERED"})
        public QueueKind kind;

        /** Whether the device has its flight recorder. */
        @Param({"true", "false"})
        public boolean recorded;

        EngineDevice engine;

        /** Plugs it in. */
        @Setup
        public void plug() {
            var driver = new QueueDriver(kind.dispatchType(), kind.constraint(), new Object(), SectorQueue.of(kind));
            engine = kind == QueueKind.FILTERED
                    ? new EngineDevice(recorded, driver, new PassingFilter())
                    : new EngineDevice(recorded, driver);
        }

        /** Takes it away. */
        @TearDown
        public void unplug() {
            engine.close();
        }
    }

    /** A program with an open file of its own. */
    @State(Scope.Thread)
    public static class Program {
        private final MemorySegment buffer = MemorySegment.ofArray(new byte[Sectors.SECTOR_BYTES]);
        private FileObject file;
        private long offset;

        /** Opens the device. */
        @Setup
        public void open(Device device) {
            file = device.engine.open();
        }

        ReadIrp next() {
            offset = Sectors.after(offset);
            return new ReadIrp(file, buffer, offset);
        }
    }

    /** One read after another. */
    @Benchmark
    public long umdf4j(Device device, Program program) {
        ReadIrp irp = program.next();
        device.engine.submit(irp);
        return irp.await();
    }
}
