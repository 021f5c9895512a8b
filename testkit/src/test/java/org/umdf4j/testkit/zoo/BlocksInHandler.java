package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.testkit.DriverBench;

/**
 * A driver that sends its reads down and waits for each inside its handler. Leaving D0 waits for running handlers before it
 * asks anybody anything (PQ-2), so a read that takes long keeps the machine awake.
 */
final class BlocksInHandler {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "blocking in a power-managed handler",
            new Exhibit.CaughtBy.Hang("PQ-2"),
            Faulty::new,
            Mended::new,
            BlocksInHandler::test);

    private BlocksInHandler() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead {
        @Override
        void initialize(IWDFDeviceInitialize init) {
            init.autoForwardCreateCleanupClose(WDF_TRI_STATE.TRUE);
        }

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, PARALLEL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            wdfRequest.formatUsingCurrentType();
            wdfRequest.send(device().getDefaultIoTarget(), Set.of(WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS), 0);
            wdfRequest.completeWithInformation(
                    wdfRequest.getCompletionParams().getCompletionStatus(),
                    wdfRequest.getCompletionParams().getInformation());
        }
    }

    static final class Mended extends Faulty implements IRequestCallbackRequestCompletion, IQueueCallbackIoStop {
        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            wdfRequest.formatUsingCurrentType();
            wdfRequest.setCompletionCallback(this, null);
            wdfRequest.send(device().getDefaultIoTarget(), Set.of(), 0);
        }

        @Override
        public void onCompletion(
                IWDFIoRequest wdfRequest,
                IWDFIoTarget ioTarget,
                IWDFRequestCompletionParams params,
                @Nullable Object context) {
            wdfRequest.completeWithInformation(params.getCompletionStatus(), params.getInformation());
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            wdfRequest.stopAcknowledge(false);
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        SlowSink below = new SlowSink();
        bench.plug(below, driver);
        var program = bench.program();
        var power = bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        bench.begin(
                "program", () -> assertThat(program.read(1).await().succeeded()).isTrue());
        power.await();
        bench.quiet();
        below.done();
    }
}
