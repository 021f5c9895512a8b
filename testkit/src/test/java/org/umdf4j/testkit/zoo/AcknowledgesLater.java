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
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A transfer takes a while to halt, so a work item halts it and then acknowledges the stop. Too late by then. */
final class AcknowledgesLater {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "acknowledge outside the callback",
            new Exhibit.CaughtBy.Rule("STOP-29"),
            Faulty::new,
            Mended::new,
            AcknowledgesLater::test);

    private AcknowledgesLater() {}

    static class Faulty extends SmallDriver implements IQueueCallbackWrite, IQueueCallbackIoStop {
        boolean running;

        @Nullable
        IWDFIoRequest transfer;

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            transfer = wdfRequest;
            running = true;
        }

        final void halt() {
            running = false;
        }

        void finished() {
            locked(() -> {
                IWDFIoRequest done = transfer;
                if (running && done != null) {
                    halt();
                    transfer = null;
                    done.complete(HResult.S_OK);
                }
            });
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            device().createWorkItem(
                            new WUDF_WORKITEM_CONFIG(
                                    _ -> {
                                        halt();
                                        wdfRequest.stopAcknowledge(true);
                                    },
                                    true),
                            null)
                    .enqueue();
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            halt();
            transfer = null;
            wdfRequest.stopAcknowledge(true);
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo write = bench.program().write(1);
        var power = bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        bench.begin("hardware", driver::finished);
        power.await();
        bench.quiet();
        driver.finished();
        assertThat(write.await().succeeded()).isTrue();
    }
}
