package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A coin dispenser. What is given back at a suspend is delivered again, and what it had begun happens twice. */
final class DispensesTwice {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "wrong verdict: requeue of what has had its effect",
            new Exhibit.CaughtBy.Assertion("coins for one write"),
            Faulty::new,
            Mended::new,
            DispensesTwice::test);

    private DispensesTwice() {}

    static class Faulty extends SmallDriver implements IQueueCallbackWrite, IQueueCallbackIoStop {
        int coins;

        @Nullable
        IWDFIoRequest underWay;

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            underWay = wdfRequest;
            coins++; // the motor turns; stopped() comes when it has
        }

        void stopped() {
            locked(this::finish);
        }

        final void finish() {
            IWDFIoRequest done = underWay;
            underWay = null;
            if (done != null) {
                done.completeWithInformation(HResult.S_OK, 1);
            }
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            underWay = null;
            wdfRequest.stopAcknowledge(true);
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            // The motor is still turning: the device leaves D0 when it has stopped and the request is complete.
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo write = bench.program().write(1);
        var power = bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        bench.begin("motor", driver::stopped);
        power.await();
        driver.stopped();
        assertThat(write.await().succeeded()).isTrue();
        assertThat(driver.coins).as("coins for one write").isEqualTo(1);
    }
}
