package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A modem that leaves a kept read alone until the device is back, and then has nothing that takes it up again. */
final class NobodyResumes {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "keep without OnIoResume",
            new Exhibit.CaughtBy.Hang("STOP-22"),
            Faulty::new,
            Mended::new,
            NobodyResumes::test);

    private NobodyResumes() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead, IQueueCallbackIoStop {
        boolean received;
        boolean paused;

        @Nullable
        IWDFIoRequest waiting;

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            waiting = wdfRequest;
            paused = false;
            serve();
        }

        void receive() {
            locked(() -> {
                received = true;
                serve();
            });
        }

        final void serve() {
            IWDFIoRequest read = waiting;
            if (received && !paused && read != null) {
                received = false;
                waiting = null;
                read.completeWithInformation(HResult.S_OK, 1);
            }
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            paused = true;
            wdfRequest.stopAcknowledge(false);
        }
    }

    static final class Mended extends Faulty implements IQueueCallbackIoResume {
        @Override
        public void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
            paused = false;
            serve();
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo read = bench.program().read(1);
        bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        bench.begin("line", driver::receive);
        assertThat(read.await().succeeded()).isTrue();
    }
}
