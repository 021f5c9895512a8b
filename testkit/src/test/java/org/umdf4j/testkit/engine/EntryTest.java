package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** How a request gets into a device and on to the next one below. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EntryTest {
    @Schedules(100)
    @Rule("FIL-6")
    void aReadThatRacesTheCloseOfItsFileIsNeverDeliveredAfterOnCloseFile(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", PARALLEL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        RawProgram program = new RawProgram(bench);
        bench.begin("reader", () -> program.read(8, () -> bench.trace().mark("ended")));
        program.close();
        bench.quiet();
        program.read(8, () -> bench.trace().mark("ended"));
        assertThat(bench.trace().of("ended")).hasSize(2);
        assertThat(bench.trace().of("OnRead")).hasSizeLessThan(2);
        assertThat(bench.trace().of("OnRead", "OnCloseFile").getLast()).isEqualTo("OnCloseFile");
        assertThat(bench.trace().of("OnCloseFile")).hasSize(1);
    }

    @Schedules
    void aBufferThatOnlyTheProgramsThreadMayTouchIsRefused(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", PARALLEL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        try (DeviceFile file = DeviceFile.open(bench.stack().port(), bench.scheduler());
                Arena confined = Arena.ofConfined()) {
            MemorySegment buffer = confined.allocate(8);
            assertThatThrownBy(() -> file.read(buffer, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("confined");
            assertThat(bench.trace().of("OnRead")).isEmpty();
        }
    }

    @Schedules
    @Rule("SND-1")
    void sendAndForgetNeedsNoFormat(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("P", SEQUENTIAL).asDefault().onRead((_, request, _) -> bench.hold(request));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(init -> init.setFilter());
        filter.queue("F", SEQUENTIAL)
                .asDefault()
                .onRead((_, request, _) -> request.send(
                        filter.device().getDefaultIoTarget(),
                        Set.of(WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET),
                        0));
        bench.plug(lower, filter);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        bench.held().complete("r1");
        assertThat(read.await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules(50)
    @Rule("Q-7")
    void ofTwoDefaultQueuesMadeAtOnceOneIsRefused(DriverBench bench) {
        List<HResult> refusals = new ArrayList<>();
        ScriptedDriver driver = bench.driver().afterDevice(device -> {
            Runnable create = () -> {
                try {
                    device.createIoQueue(null, true, MANUAL, false, false);
                } catch (WdfException refused) {
                    refusals.add(refused.status());
                }
            };
            Activity other = bench.begin("creator", create);
            create.run();
            other.await();
        });
        bench.plug(driver);
        assertThat(refusals).containsExactly(HResult.STATUS_UNSUCCESSFUL);
    }
}
