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
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/** A printer whose page store forgets without power: a page that was in it must be delivered again, not kept. */
final class KeepsWhatPowerLoses {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "wrong verdict: keep of what must be delivered again",
            new Exhibit.CaughtBy.Assertion("pages printed"),
            Faulty::new,
            Mended::new,
            KeepsWhatPowerLoses::test);

    private KeepsWhatPowerLoses() {}

    static class Faulty extends SmallDriver implements IQueueCallbackWrite, IQueueCallbackIoStop, PnpDefaults {
        boolean pageInStore;
        int printed;

        @Nullable
        IWDFIoRequest page;

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            page = wdfRequest;
            pageInStore = true;
        }

        /** The hardware is idle: whatever was in the store is on paper. */
        void idle() {
            locked(() -> {
                printed += pageInStore ? 1 : 0;
                pageInStore = false;
                IWDFIoRequest done = page;
                page = null;
                if (done != null) {
                    done.complete(HResult.S_OK);
                }
            });
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            wdfRequest.stopAcknowledge(false);
        }

        @Override
        public HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState) {
            pageInStore = false;
            return HResult.S_OK;
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            page = null;
            pageInStore = false; // taken back from the hardware
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
        bench.begin("printer", driver::idle);
        power.await();
        bench.quiet();
        driver.idle();
        assertThat(write.await().succeeded()).isTrue();
        assertThat(driver.printed).as("pages printed").isEqualTo(1);
    }
}
