package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IPnpCallbackHardware;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDriverCreatedFile;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.testkit.DriverBench;

/**
 * A driver that always has a read sent down, as a continuous reader has. On its way out of D0 it waits for that read, which
 * ends when the device below has something to say.
 */
final class WaitsForSender {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "stopping a target inside OnD0Exit with a continuous sender",
            new Exhibit.CaughtBy.Rule("HOST-1"),
            Faulty::new,
            Mended::new,
            WaitsForSender::test);

    private WaitsForSender() {}

    static class Faulty extends SmallDriver
            implements PnpDefaults, IPnpCallbackHardware, IRequestCallbackRequestCompletion {
        private final AtomicBoolean sent = new AtomicBoolean();
        private @Nullable IWDFDriverCreatedFile file;
        private @Nullable IWDFIoRequest read;
        int messages;

        @Override
        void createQueues(IWDFDevice device) {
            read = device.createRequest(null, null);
        }

        @Override
        public HResult onPrepareHardware(IWDFDevice wdfDevice) {
            file = wdfDevice.createWdfFile(null);
            return HResult.S_OK;
        }

        @Override
        public HResult onReleaseHardware(IWDFDevice wdfDevice) {
            if (file != null) {
                file.close();
            }
            return HResult.S_OK;
        }

        @Override
        public HResult onD0Entry(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE previousState) {
            wdfDevice.getDefaultIoTarget().start();
            if (read != null && sent.compareAndSet(false, true)) {
                send(read);
            }
            return HResult.S_OK;
        }

        private void send(IWDFIoRequest request) {
            IWDFIoTarget below = device().getDefaultIoTarget();
            below.formatRequestForRead(request, file, null, null, null);
            request.setCompletionCallback(this, null);
            request.send(below, Set.of(), 0);
        }

        @Override
        public void onCompletion(
                IWDFIoRequest wdfRequest,
                IWDFIoTarget ioTarget,
                IWDFRequestCompletionParams params,
                @Nullable Object context) {
            boolean received = params.getCompletionStatus().succeeded();
            wdfRequest.reuse(HResult.S_OK);
            if (received) {
                messages++;
                send(wdfRequest);
            } else {
                sent.set(false);
            }
        }

        @Override
        public HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState) {
            wdfDevice.getDefaultIoTarget().stop(WDF_IO_TARGET_SENT_IO_ACTION.WAIT_FOR_SENT_IO_TO_COMPLETE);
            return HResult.S_OK;
        }
    }

    static final class Mended extends Faulty {
        @Override
        public HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState) {
            wdfDevice.getDefaultIoTarget().stop(WDF_IO_TARGET_SENT_IO_ACTION.CANCEL_SENT_IO);
            return HResult.S_OK;
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        SlowSink below = new SlowSink();
        bench.plug(below, driver);
        bench.begin("hardware", below::done);
        var power = bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        power.await();
        bench.quiet();
        int before = driver.messages;
        below.done();
        bench.quiet();
        assertThat(driver.messages).as("messages after the sleep").isEqualTo(before + 1);
    }
}
