package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.Set;
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

/** A sensor whose hardware speaks once the device is awake again: a read that waits for it keeps the device awake. */
final class NeverAcknowledged {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "held and never acknowledged at stop",
            new Exhibit.CaughtBy.Hang("STOP-9"),
            Faulty::new,
            Mended::new,
            NeverAcknowledged::test);

    private NeverAcknowledged() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead, IQueueCallbackIoStop {
        @Nullable
        IWDFIoRequest waiting;

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            waiting = wdfRequest;
        }

        void measured() {
            locked(this::answer);
        }

        final void answer() {
            IWDFIoRequest read = waiting;
            waiting = null;
            if (read != null) {
                read.complete(HResult.S_OK);
            }
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            // The next measurement completes it.
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            if (actionFlags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND)) {
                wdfRequest.stopAcknowledge(false);
            } else {
                answer();
            }
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        var power = bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        PendingIo read = bench.program().read(1);
        power.await();
        bench.quiet();
        driver.measured();
        assertThat(read.await().succeeded()).isTrue();
    }
}
