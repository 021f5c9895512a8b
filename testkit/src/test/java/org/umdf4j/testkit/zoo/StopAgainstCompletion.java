package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/**
 * A sensor whose hardware thread completes the waiting read without the callback lock. The stop handler gives the read
 * back whether or not that thread has taken it already.
 */
final class StopAgainstCompletion {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "stop handler against completing thread",
            new Exhibit.CaughtBy.Rule("REQ-6"),
            Faulty::new,
            Mended::new,
            StopAgainstCompletion::test);

    private StopAgainstCompletion() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead, IQueueCallbackIoStop {
        final AtomicReference<@Nullable IWDFIoRequest> waiting = new AtomicReference<>();

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            waiting.set(wdfRequest);
        }

        void measured() {
            IWDFIoRequest read = waiting.getAndSet(null);
            if (read != null) {
                read.complete(HResult.S_OK);
            }
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            waiting.set(null);
            wdfRequest.stopAcknowledge(true);
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            if (waiting.compareAndSet(wdfRequest, null)) {
                wdfRequest.stopAcknowledge(true);
            }
            // else the hardware thread has it and is about to complete it.
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo read = bench.program().read(1);
        var power = bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        bench.begin("hardware", driver::measured);
        power.await();
        bench.quiet();
        driver.measured();
        assertThat(read.await().succeeded()).isTrue();
    }
}
