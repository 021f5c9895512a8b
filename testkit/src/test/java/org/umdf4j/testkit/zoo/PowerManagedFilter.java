package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/**
 * A filter whose queue is held while the device is off. The owner of the power policy below hears of no request then, so
 * nobody switches the device on again.
 */
final class PowerManagedFilter {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "a filter with a power-managed queue above the power policy owner",
            new Exhibit.CaughtBy.Rule("PWR-14"),
            Faulty::new,
            Mended::new,
            PowerManagedFilter::test);

    private PowerManagedFilter() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead, IRequestCallbackRequestCompletion {
        @Override
        final void initialize(IWDFDeviceInitialize init) {
            init.setFilter();
        }

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, PARALLEL, true, true);
        }

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
    }

    static final class Mended extends Faulty {
        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, PARALLEL, false, true);
        }
    }

    static void test(DriverBench bench, Faulty filter) {
        bench.plug(new IdleOwner(), filter);
        var program = bench.program();
        bench.pass(IdleOwner.IDLE);
        PendingIo read = program.read(1);
        assertThat(read.await().succeeded()).isTrue();
    }
}
