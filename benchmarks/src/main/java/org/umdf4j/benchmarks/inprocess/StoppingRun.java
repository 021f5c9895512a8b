package org.umdf4j.benchmarks.inprocess;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IPnpCallback;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/**
 * A JVM that stops and resumes a device whose driver owns a number of requests, and says how long that took and how much
 * heap they hold. Prints one line a figure: its name and its value.
 */
public final class StoppingRun {
    /** So many requests are stopped before anything is measured: the compiler has done its work then. */
    private static final int WARM_UP_REQUESTS = 2_000_000;

    private static final int MOST_CYCLES = 5_000;

    /** The serial collector leaves some dead objects where they are in all but each fourth collection. */
    private static final int COLLECTIONS = 4;

    private static final int LEAST_CYCLES = 3;

    private final int requests;
    private final HoardingQueue queue;
    private final EngineDevice device;
    private final FileObject file;
    private final MemorySegment buffer = MemorySegment.ofArray(new byte[Sectors.SECTOR_BYTES]);

    /** When OnD0Exit was called last. */
    private volatile long d0ExitNanos;

    private StoppingRun(int requests, boolean givesBack) {
        this.requests = requests;
        this.queue = new HoardingQueue(givesBack, requests);
        this.device = new EngineDevice(
                true,
                new QueueDriver(WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, WDF_CALLBACK_CONSTRAINT.NONE, new Exits(), queue));
        this.file = device.open();
    }

    private final class Exits implements IPnpCallback {
        @Override
        public HResult onD0Entry(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE previousState) {
            return HResult.S_OK;
        }

        @Override
        public HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState) {
            d0ExitNanos = System.nanoTime();
            return HResult.S_OK;
        }

        @Override
        public void onSurpriseRemoval(IWDFDevice wdfDevice) {}

        @Override
        public HResult onQueryRemove(IWDFDevice wdfDevice) {
            return HResult.S_OK;
        }

        @Override
        public HResult onQueryStop(IWDFDevice wdfDevice) {
            return HResult.S_OK;
        }
    }

    /** A write that waits in the queue while the device sleeps; the last to be served afterwards. */
    private final class Probe extends Irp {
        private final CountDownLatch served = new CountDownLatch(1);
        private volatile long servedNanos;

        Probe() {
            super(file, new IrpParameters.Write(0), buffer, null);
        }

        @Override
        protected void onCompleted(HResult status, long information) {
            EngineDevice.require(status);
            servedNanos = System.nanoTime();
            served.countDown();
        }
    }

    /**
     * Runs in a JVM of its own.
     *
     * @param arguments how many requests; "keep" or "requeue": what the driver says to OnIoStop
     */
    public static void main(String[] arguments) throws InterruptedException {
        var run = new StoppingRun(Integer.parseInt(arguments[0]), arguments[1].equals("requeue"));
        run.measure();
        run.device.close();
    }

    private void measure() throws InterruptedException {
        long before = usedHeap();
        submitAll();
        if (queue.kept() != requests) {
            throw new IllegalStateException("the driver has " + queue.kept() + " requests of " + requests);
        }
        print("owned_bytes", (double) (usedHeap() - before) / requests);
        print("first_suspend_us", cycle().suspendNanos() / 1e3);
        int warmUp = Math.clamp(WARM_UP_REQUESTS / Math.max(1, requests), LEAST_CYCLES, MOST_CYCLES);
        for (int i = 0; i < warmUp; i++) {
            cycle();
        }
        long[] suspends = new long[Math.clamp(warmUp, LEAST_CYCLES, MOST_CYCLES)];
        long[] resumes = new long[suspends.length];
        for (int i = 0; i < suspends.length; i++) {
            Cycle measured = cycle();
            suspends[i] = measured.suspendNanos();
            resumes[i] = measured.resumeNanos();
        }
        report("suspend", suspends);
        report("resume", resumes);
        queue.release();
        measureStored();
    }

    private record Cycle(long suspendNanos, long resumeNanos) {}

    private Cycle cycle() throws InterruptedException {
        long start = System.nanoTime();
        EngineDevice.require(device.stack().suspend(POWER_ACTION.SLEEP));
        Probe probe = new Probe();
        device.submit(probe);
        long resumed = System.nanoTime();
        EngineDevice.require(device.stack().resume());
        probe.served.await();
        return new Cycle(d0ExitNanos - start, probe.servedNanos - resumed);
    }

    private void measureStored() throws InterruptedException {
        EngineDevice.require(device.stack().suspend(POWER_ACTION.SLEEP));
        long before = usedHeap();
        submitAll();
        print("stored_bytes", (double) (usedHeap() - before) / requests);
        Probe probe = new Probe();
        device.submit(probe);
        EngineDevice.require(device.stack().resume());
        probe.served.await();
        queue.release();
    }

    private void submitAll() {
        for (int i = 0; i < requests; i++) {
            device.submit(new ReadIrp(file, buffer, 0));
        }
    }

    private void report(String what, long[] nanos) {
        Arrays.sort(nanos);
        long median = nanos[nanos.length / 2];
        print(what + "_us", median / 1e3);
        print(what + "_ns", (double) median / requests);
    }

    /** A figure; those that are a share of no request are left out. */
    private static void print(String name, double value) {
        if (Double.isFinite(value)) {
            System.out.printf(Locale.ROOT, "%s %.3f%n", name, value);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
