package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/**
 * A driver that keeps the device in D0 while an alarm is set. When the alarm rings as it is cancelled, both paths let the
 * device go.
 */
final class SurplusResumeIdle {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "a surplus ResumeIdle",
            new Exhibit.CaughtBy.Rule("PWR-18"),
            Faulty::new,
            Mended::new,
            SurplusResumeIdle::test);

    private SurplusResumeIdle() {}

    static class Faulty extends IdleOwner implements IQueueCallbackWrite, IRequestCallbackCancel {
        final AtomicReference<@Nullable IWDFIoRequest> alarm = new AtomicReference<>();

        @Override
        final void createQueues(IWDFDevice device) {
            super.createQueues(device);
            IQueueCallbackWrite onWrite = this;
            IWDFIoQueue alarms = device.createIoQueue(onWrite, false, PARALLEL, false, false);
            device.configureRequestDispatching(alarms, WDF_REQUEST_TYPE.WRITE, true);
        }

        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            boolean _ = device().stopIdle(false);
            alarm.set(wdfRequest);
            wdfRequest.markCancelable(this);
        }

        void ring() {
            IWDFIoRequest ringing = alarm.getAndSet(null);
            if (ringing != null) {
                if (ringing.unmarkCancelable()) {
                    ringing.complete(HResult.S_OK);
                }
                device().resumeIdle();
            }
        }

        @Override
        public void onCancel(IWDFIoRequest wdfRequest) {
            alarm.set(null);
            wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
            device().resumeIdle();
        }
    }

    static final class Mended extends Faulty {
        @Override
        void ring() {
            IWDFIoRequest ringing = alarm.getAndSet(null);
            if (ringing != null && ringing.unmarkCancelable()) {
                ringing.complete(HResult.S_OK);
                device().resumeIdle();
            }
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo write = bench.program().write(1);
        bench.begin("clock", driver::ring);
        write.cancel();
        bench.quiet();
        assertThat(write.isDone()).as("the alarm has rung or is cancelled").isTrue();
        bench.pass(IdleOwner.IDLE);
    }
}
