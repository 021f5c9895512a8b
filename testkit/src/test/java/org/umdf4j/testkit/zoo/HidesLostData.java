package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.lang.foreign.ValueLayout;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;

/**
 * A scale whose reads take several samples. At a suspend it ends the read it is filling with a failure, and the samples that
 * are in it are nowhere any more.
 */
final class HidesLostData {
    static final Exhibit<Faulty> EXHIBIT = new Exhibit<>(
            "a request completed with a failure that hides lost data",
            new Exhibit.CaughtBy.Assertion("samples the program has got"),
            Faulty::new,
            Mended::new,
            HidesLostData::test);

    static final int SAMPLES = 2;

    private HidesLostData() {}

    static class Faulty extends SmallDriver implements IQueueCallbackRead, IQueueCallbackIoStop {
        int filled;

        @Nullable
        IWDFIoRequest filling;

        @Override
        void createQueues(IWDFDevice device) {
            device.createIoQueue(this, true, SEQUENTIAL, true, false);
        }

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            filling = wdfRequest;
            filled = 0;
        }

        /** False if there is nowhere to put it: then the hardware comes again. */
        boolean sample(byte value) {
            boolean[] taken = new boolean[1];
            locked(() -> {
                IWDFIoRequest read = filling;
                if (read != null) {
                    taken[0] = true;
                    read.retrieveOutputBuffer(SAMPLES).set(ValueLayout.JAVA_BYTE, filled++, value);
                    if (filled == SAMPLES) {
                        end(HResult.S_OK);
                    }
                }
            });
            return taken[0];
        }

        final void end(HResult status) {
            IWDFIoRequest read = filling;
            filling = null;
            if (read != null) {
                read.completeWithInformation(status, filled);
            }
        }

        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            end(HResult.ERROR_OPERATION_ABORTED);
        }
    }

    static final class Mended extends Faulty {
        @Override
        public void onIoStop(
                IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            end(HResult.S_OK); // a short read
        }
    }

    static void test(DriverBench bench, Faulty driver) {
        bench.plug(driver);
        PendingIo read = bench.program().read(1, SAMPLES);
        int[] taken = new int[1];
        var scale = bench.begin("scale", () -> {
            for (byte value = 1; value <= SAMPLES; value++) {
                taken[0] += driver.sample(value) ? 1 : 0;
            }
        });
        var power = bench.begin("power", bench::suspend);
        scale.await();
        power.await();
        bench.quiet();
        var result = read.await();
        long got = result.succeeded() ? result.information() : 0;
        assertThat(got).as("samples the program has got").isEqualTo(taken[0]);
    }
}
