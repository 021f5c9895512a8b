package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A filter that counts bytes: it asks a request for its length after sending it, when it may be gone already. */
final class TouchesSentRequest {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "touching a sent request after its completion",
            new Exhibit.CaughtBy.Rule("REQ-6"),
            Faulty::new,
            Mended::new,
            TouchesSentRequest::test);

    private TouchesSentRequest() {}

    static class Faulty extends SmallDriver implements IQueueCallbackWrite, IRequestCallbackRequestCompletion {
        long bytes;

        @Override
        void initialize(IWDFDeviceInitialize init) {
            init.setFilter();
        }

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, PARALLEL, false, true);
        }

        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            wdfRequest.formatUsingCurrentType();
            wdfRequest.setCompletionCallback(this, null);
            wdfRequest.send(device().getDefaultIoTarget(), Set.of(), 0);
            bytes += wdfRequest.getWriteParameters().sizeInBytes();
        }

        @Override
        public void onCompletion(
                IWDFIoRequest wdfRequest,
                IWDFIoTarget ioTarget,
                IWDFRequestCompletionParams params,
                @Nullable Object context) {
            wdfRequest.completeWithInformation(params.getCompletionStatus(), params.getInformation());
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            bytes += numOfBytesToWrite;
            wdfRequest.formatUsingCurrentType();
            wdfRequest.setCompletionCallback(this, null);
            wdfRequest.send(device().getDefaultIoTarget(), Set.of(), 0);
        }
    }

    static void test(DriverBench bench, Faulty filter) {
        SlowSink below = new SlowSink();
        bench.plug(below, filter);
        var program = bench.program();
        bench.begin("hardware", below::done);
        PendingIo write = program.write(1, 16);
        bench.quiet();
        below.done();
        assertThat(write.await().succeeded()).isTrue();
        assertThat(filter.bytes).isEqualTo(16);
    }
}
