package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A read that may be cancelled. The hardware thread takes the mark away and completes, whatever the answer was. */
final class CancelAgainstCompletion {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "cancel against completion (double completion)",
            new Exhibit.CaughtBy.Rule("REQ-6"),
            Faulty::new,
            Mended::new,
            CancelAgainstCompletion::test);

    private CancelAgainstCompletion() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead, IRequestCallbackCancel {
        final AtomicReference<@Nullable IWDFIoRequest> waiting = new AtomicReference<>();

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, PARALLEL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            waiting.set(wdfRequest);
            wdfRequest.markCancelable(this);
        }

        void measured() {
            IWDFIoRequest read = waiting.getAndSet(null);
            if (read != null) {
                var _ = read.unmarkCancelable();
                read.complete(HResult.S_OK);
            }
        }

        @Override
        public void onCancel(IWDFIoRequest wdfRequest) {
            waiting.set(null);
            wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
        }
    }

    static final class Mended extends Faulty {
        @Override
        void measured() {
            IWDFIoRequest read = waiting.getAndSet(null);
            if (read != null && read.unmarkCancelable()) {
                read.complete(HResult.S_OK);
            }
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo read = bench.program().read(1);
        bench.begin("hardware", driver::measured);
        read.cancel();
        bench.quiet();
        assertThat(read.isDone()).as("the cancelled read has ended").isTrue();
    }
}
