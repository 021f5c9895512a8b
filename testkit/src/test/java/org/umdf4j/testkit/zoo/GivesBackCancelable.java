package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A queue of waiting reads, each of which may be cancelled, given back at a suspend as they are. */
final class GivesBackCancelable {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "requeue while cancelable",
            new Exhibit.CaughtBy.Rule("STOP-18"),
            Faulty::new,
            Mended::new,
            GivesBackCancelable::test);

    private GivesBackCancelable() {}

    static class Faulty extends SmallDriver
            implements IQueueCallbackRead, IQueueCallbackIoStop, IRequestCallbackCancel {
        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            wdfRequest.markCancelable(this);
        }

        @Override
        public void onCancel(IWDFIoRequest wdfRequest) {
            wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            wdfRequest.stopAcknowledge(true);
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            if (wdfRequest.unmarkCancelable()) {
                wdfRequest.stopAcknowledge(true);
            }
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
