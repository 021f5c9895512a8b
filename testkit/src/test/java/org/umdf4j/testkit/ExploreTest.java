package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.exploration.ExplorationResult;
import org.umdf4j.testkit.exploration.Finding;

/** A search through the schedules of a driver's test. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExploreTest {
    @Explore
    void aGoodDriverPassesUnderEverySchedule(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        Program program = bench.program();
        bench.begin("power", () -> {
            bench.suspend();
            bench.resume();
        });
        assertThat(program.read(1).await().succeeded()).isTrue();
    }

    /** Completes a cancelable request without unmarking it: wrong, but only seen if no cancel has come before. */
    private static void completesWithoutUnmarking(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        ScriptedQueue queue = driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> bench.hold(request));
        queue.onCancel(request -> bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED));
        bench.plug(driver);
        PendingIo io = bench.program().read(1);
        bench.quiet();
        bench.begin("canceller", io::cancel);
        bench.held().get("r1").markCancelable(queue.cancel());
        if (bench.held().has("r1")) {
            bench.held().complete("r1");
        }
    }

    @Test
    void aRaceIsFoundMadeSmallAndRepeated() {
        ExplorationResult result =
                DriverBench.explore(ExploreTest::completesWithoutUnmarking).explore();
        Finding finding = result.finding().orElseThrow();
        assertThat(finding.kind()).isEqualTo("rule REQ-7");
        assertThatThrownBy(() -> DriverBench.explore(ExploreTest::completesWithoutUnmarking)
                        .replay(finding.schedule())
                        .run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broke rule REQ-7")
                .hasMessageContaining("main: request.complete r1 READ request")
                .hasMessageContaining("replay = \"" + finding.schedule() + "\"");
    }

    /** Keeps its request where the cancel callback looks for it, one statement too late. */
    private static void notesAfterMarking(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        String[] current = new String[1];
        ScriptedQueue queue = driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> bench.hold(request));
        queue.onCancel(request -> {
            String cancelled = current[0];
            request.complete(HResult.ERROR_OPERATION_ABORTED);
            assertThat(cancelled).as("the request to cancel").isNotNull();
        });
        bench.plug(driver);
        PendingIo io = bench.program().read(1);
        bench.begin("worker", () -> {
            bench.held().take("r1").markCancelable(queue.cancel());
            current[0] = "r1";
        });
        io.cancel();
        bench.quiet();
        if (!io.isDone()) {
            io.cancel();
        }
    }

    @Test
    void aStatementAfterACallIsSeenToComeTooLate() {
        Finding finding = DriverBench.explore(ExploreTest::notesAfterMarking)
                .explore()
                .finding()
                .orElseThrow();
        assertThat(finding.kind()).isEqualTo("rule HOST-11");
    }
}
