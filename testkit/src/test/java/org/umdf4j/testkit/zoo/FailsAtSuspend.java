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

/** A keyboard that answers a waiting read with a failure whenever the machine goes to sleep: programs give up on it. */
final class FailsAtSuspend {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "wrong verdict: complete of what could wait",
            new Exhibit.CaughtBy.Assertion("how the read ended"),
            Faulty::new,
            Mended::new,
            FailsAtSuspend::test);

    private FailsAtSuspend() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead, IQueueCallbackIoStop {
        boolean keyPressed;

        @Nullable
        IWDFIoRequest waiting;

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            waiting = wdfRequest;
            serve();
        }

        void press() {
            locked(() -> {
                keyPressed = true;
                serve();
            });
        }

        private void serve() {
            IWDFIoRequest read = waiting;
            if (keyPressed && read != null) {
                keyPressed = false;
                waiting = null;
                read.completeWithInformation(HResult.S_OK, 1);
            }
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            waiting = null;
            wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            if (actionFlags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND)) {
                wdfRequest.stopAcknowledge(false);
            } else {
                super.onIoStop(wdfQueue, wdfRequest, actionFlags);
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
        bench.begin("user", driver::press);
        assertThat(read.await().status()).as("how the read ended").isEqualTo(HResult.S_OK);
    }
}
