package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Who takes part in a stop round that begins while requests end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StopRoundTest {
    private static void plugGivingBack(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", SEQUENTIAL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> bench.hold(request))
                .onIoStop((_, request, _) -> request.stopAcknowledge(true));
        bench.plug(driver);
    }

    @Schedules
    @Rule({"STOP-1", "STOP-4"})
    void aSuspendFromInsideACompletionDoesNotOfferTheCompletedRequest(DriverBench bench) {
        plugGivingBack(bench);
        bench.program().file().startRead(MemorySegment.ofArray(new byte[8]), 1).whenDone(_ -> {
            bench.begin("suspend", bench::suspend);
            bench.quiet();
        });
        bench.quiet();
        bench.held().complete("r1");
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop", "OnD0Exit(")).containsExactly("OnD0Exit(D3)");
        bench.resume();
    }

    @Schedules(150)
    @Rule({"STOP-1", "STOP-4"})
    void aProgramMaySuspendTheDeviceAsSoonAsItsReadHasEnded(DriverBench bench) {
        plugGivingBack(bench);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        bench.begin("completer", () -> bench.held().complete("r1"));
        read.await();
        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().of("OnIoStop")).isEmpty();
        bench.resume();
    }
}
