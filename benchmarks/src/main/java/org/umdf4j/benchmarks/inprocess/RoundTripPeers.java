package org.umdf4j.benchmarks.inprocess;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Requestor;

/** The same reads of the same program without the framework: what {@link RoundTrip} is compared with. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoundTripPeers {
    /** A program. */
    @State(Scope.Thread)
    public static class Program {
        private final FileObject file = new FileObject("", Requestor.NONE);
        private final MemorySegment buffer = MemorySegment.ofArray(new byte[Sectors.SECTOR_BYTES]);
        private long offset;

        ReadIrp next() {
            offset = Sectors.after(offset);
            return new ReadIrp(file, buffer, offset);
        }
    }

    /** The handler, called by whoever has a request. */
    @State(Scope.Benchmark)
    public static class Direct {
        private final Sectors sectors = new Sectors();
        private final ReentrantLock lock = new ReentrantLock();

        private long read(ReadIrp irp) {
            irp.end(HResult.S_OK, sectors.read(irp.output(), irp.offset()));
            return irp.await();
        }

        private void passLock() {
            lock.lock();
            lock.unlock();
        }
    }

    /** A server behind the JDK's bounded queue. */
    @State(Scope.Benchmark)
    public static class BlockingQueue {
        private final ArrayBlockingQueue<ReadIrp> queue = new ArrayBlockingQueue<>(HandOver.CAPACITY);
        private final HandOver server = new HandOver(new HandOver.Channel() {
            @Override
            public void put(ReadIrp irp) throws InterruptedException {
                queue.put(irp);
            }

            @Override
            public ReadIrp take() throws InterruptedException {
                return queue.take();
            }
        });

        /** Ends the server. */
        @TearDown
        public void end() {
            server.close();
        }
    }

    /** A server behind JCTools' bounded queue for many producers and one consumer that may wait. */
    @State(Scope.Benchmark)
    public static class JcTools {
        private final MpscBlockingConsumerArrayQueue<ReadIrp> queue =
                new MpscBlockingConsumerArrayQueue<>(HandOver.CAPACITY);
        private final HandOver server = new HandOver(new HandOver.Channel() {
            @Override
            public void put(ReadIrp irp) throws InterruptedException {
                queue.put(irp);
            }

            @Override
            public ReadIrp take() throws InterruptedException {
                return queue.take();
            }
        });

        /** Ends the server. */
        @TearDown
        public void end() {
            server.close();
        }
    }

    /** A method call. */
    @Benchmark
    public long direct(Direct device, Program program) {
        return device.read(program.next());
    }

    /** A method call between two rounds of a lock: what any queue that is safe to share would need. */
    @Benchmark
    public long directWithLocks(Direct device, Program program) {
        ReadIrp irp = program.next();
        device.passLock();
        long read = device.read(irp);
        device.passLock();
        return read;
    }

    /** Through an {@link ArrayBlockingQueue} to another thread and back. */
    @Benchmark
    public long arrayBlockingQueue(BlockingQueue device, Program program) throws InterruptedException {
        return device.server.read(program.next());
    }

    /** Through a JCTools queue to another thread and back. */
    @Benchmark
    public long jcTools(JcTools device, Program program) throws InterruptedException {
        return device.server.read(program.next());
    }
}
