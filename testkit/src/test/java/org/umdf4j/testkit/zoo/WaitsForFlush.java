package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IPnpCallbackSelfManagedIo;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/**
 * A driver that means to complete what it holds in OnSelfManagedIoFlush. That comes after the purge, which waits for what
 * the driver holds.
 */
final class WaitsForFlush {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "order of purge and flush at surprise removal",
            new Exhibit.CaughtBy.Hang("STOP-9"),
            Faulty::new,
            Mended::new,
            WaitsForFlush::test);

    private WaitsForFlush() {}

    static class Faulty extends SmallDriver
            implements IQueueCallbackRead, IQueueCallbackIoStop, IPnpCallbackSelfManagedIo {
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

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            if (actionFlags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND)) {
                wdfRequest.stopAcknowledge(false);
            }
        }

        final void abort() {
            IWDFIoRequest read = waiting;
            waiting = null;
            if (read != null) {
                read.complete(HResult.ERROR_OPERATION_ABORTED);
            }
        }

        @Override
        public void onSelfManagedIoFlush(IWDFDevice wdfDevice) {
            abort();
        }

        @Override
        public HResult onSelfManagedIoInit(IWDFDevice wdfDevice) {
            return HResult.S_OK;
        }

        @Override
        public HResult onSelfManagedIoSuspend(IWDFDevice wdfDevice) {
            return HResult.S_OK;
        }

        @Override
        public HResult onSelfManagedIoRestart(IWDFDevice wdfDevice) {
            return HResult.S_OK;
        }

        @Override
        public void onSelfManagedIoCleanup(IWDFDevice wdfDevice) {}
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            super.onIoStop(wdfQueue, wdfRequest, actionFlags);
            if (actionFlags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.PURGE)) {
                abort();
            }
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        var program = bench.program();
        bench.begin("cable", bench::surpriseRemove);
        PendingIo read = program.read(1);
        assertThat(read.await().succeeded()).isFalse();
    }
}
