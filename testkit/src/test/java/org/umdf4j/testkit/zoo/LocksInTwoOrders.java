package org.umdf4j.testkit.zoo;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.ArrayDeque;
import java.util.Queue;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/**
 * The hardware's thread takes the driver's monitor and then the callback lock; OnRead, which has the callback lock, takes
 * the monitor.
 */
final class LocksInTwoOrders {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "a lock of the driver's own before the callback lock, and after it",
            new Exhibit.CaughtBy.Check("deadlock at locks of the driver"),
            Faulty::new,
            Mended::new,
            LocksInTwoOrders::test);

    private LocksInTwoOrders() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead {
        final Queue<IWDFIoRequest> waiting = new ArrayDeque<>();

        @Override
        void initialize(IWDFDeviceInitialize init) {
            init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.DEVICE_LEVEL);
        }

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, PARALLEL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            synchronized (waiting) {
                waiting.add(wdfRequest);
            }
        }

        void measured() {
            synchronized (waiting) {
                locked(this::completeAll);
            }
        }

        final void completeAll() {
            while (!waiting.isEmpty()) {
                waiting.remove().complete(HResult.S_OK);
            }
        }
    }

    static final class Mended extends Faulty {
        @Override
        void measured() {
            locked(() -> {
                synchronized (waiting) {
                    completeAll();
                }
            });
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        bench.begin("hardware", driver::measured);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        driver.measured();
        read.await();
    }
}
