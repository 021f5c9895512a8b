package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoCanceledOnQueue;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** Reads are parked in a second queue. A cancelled one is handed back to the driver, which only counts it. */
final class IgnoresCanceledOnQueue {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "not completing in OnIoCanceledOnQueue",
            new Exhibit.CaughtBy.Hang("CAN-2"),
            Faulty::new,
            Mended::new,
            IgnoresCanceledOnQueue::test);

    private IgnoresCanceledOnQueue() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead {
        int cancelled;

        @Nullable
        IWDFIoQueue parked;

        @Override
        void createQueues(IWDFDevice device) {
            IQueueCallbackIoCanceledOnQueue canceled = this::onIoCanceledOnQueue;
            device.createIoQueue(this, true, PARALLEL, true, false);
            parked = device.createIoQueue(canceled, false, MANUAL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            IWDFIoQueue destination = parked;
            if (destination != null) {
                wdfRequest.forwardToIoQueue(destination);
            }
        }

        void onIoCanceledOnQueue(IWDFIoQueue queue, IWDFIoRequest request) {
            cancelled++;
        }
    }

    static final class Mended extends Faulty {
        @Override
        void onIoCanceledOnQueue(IWDFIoQueue queue, IWDFIoRequest request) {
            cancelled++;
            request.complete(HResult.ERROR_OPERATION_ABORTED);
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo read = bench.program().read(1);
        bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        read.cancel();
        assertThat(read.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
    }
}
