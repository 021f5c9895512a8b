package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A read that comes too early is forwarded to a queue for a second try, whose handler sends it back for the first. */
final class ForwardsInCircles {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "a forward loop", new Exhibit.CaughtBy.NoEnd(), Faulty::new, Mended::new, ForwardsInCircles::test);

    private ForwardsInCircles() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead {
        boolean calibrated;

        @Nullable
        IWDFIoQueue first;

        @Nullable
        IWDFIoQueue second;

        @Override
        void createQueues(IWDFDevice device) {
            first = device.createIoQueue(this, true, PARALLEL, true, false);
            IQueueCallbackRead again = (_, request, _) -> forward(request, first);
            second = device.createIoQueue(again, false, PARALLEL, true, false);
        }

        static void forward(IWDFIoRequest request, @Nullable IWDFIoQueue queue) {
            if (queue != null) {
                request.forwardToIoQueue(queue);
            }
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            if (calibrated) {
                wdfRequest.complete(HResult.S_OK);
            } else {
                forward(wdfRequest, second);
            }
        }

        void calibrate() {
            locked(() -> calibrated = true);
        }
    }

    static final class Mended extends Faulty {
        @Override
        void createQueues(IWDFDevice device) {
            // Called again after a suspend, during which nothing can be retrieved (RES-8).
            IQueueCallbackStateChange waiting = (_, _) -> serve();
            first = device.createIoQueue(this, true, PARALLEL, true, false);
            second = device.createIoQueue(waiting, false, MANUAL, true, false);
        }

        @Override
        void calibrate() {
            locked(() -> {
                calibrated = true;
                serve();
            });
        }

        private void serve() {
            for (Optional<IWDFIoRequest> early = next(); early.isPresent(); early = next()) {
                early.get().complete(HResult.S_OK);
            }
        }

        private Optional<IWDFIoRequest> next() {
            IWDFIoQueue early = second;
            return early == null || !calibrated
                    ? Optional.empty()
                    : early.retrieveNextRequest().request();
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo read = bench.program().read(1);
        bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        driver.calibrate();
        assertThat(read.await().succeeded()).isTrue();
    }
}
