package org.umdf4j.testkit.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;
import org.umdf4j.testkit.exploration.Exploration.Method;

/** As {@link ReductionTest}, with the real engine: scenarios of a device that are small enough for every schedule. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class DeviceReductionTest {
    private static final long MOST = 200_000;

    private record Explored(Set<String> outcomes, Orders orders, ExplorationResult result) {}

    private static Explored explore(Consumer<DriverBench> scenario, Method method, Optional<Orders> comparedWith) {
        Set<String> outcomes = new TreeSet<>();
        Orders orders = new Orders(comparedWith);
        ExplorationResult result = DriverBench.explore(bench -> {
                    scenario.accept(bench);
                    outcomes.add(bench.trace().toString());
                })
                .preemptions(Integer.MAX_VALUE)
                .method(method)
                .schedules(MOST)
                .time(Duration.ofSeconds(100))
                .observedBy(orders)
                .run();
        return new Explored(outcomes, orders, result);
    }

    /** The outcome of a run is all that its driver was told and its program heard, in order. */
    private static void assertNothingIsLost(String what, Consumer<DriverBench> scenario) {
        Explored all = explore(scenario, Method.BOUNDED, Optional.empty());
        Explored reduced = explore(scenario, Method.REDUCED, Optional.of(all.orders()));
        System.out.printf(
                "reduction: %s: %,d schedules, %,d that make a difference; explored %,d and %,d cut short%n",
                what,
                all.result().schedules(),
                all.orders().seen().size(),
                reduced.result().schedules(),
                reduced.orders().cutShort());
        assertThat(all.result().exhaustive())
                .as("small enough for all schedules")
                .isTrue();
        assertThat(reduced.result().exhaustive()).isTrue();
        assertThat(reduced.orders().seen()).isEqualTo(all.orders().seen());
        assertThat(reduced.orders().repeated()).as("orders tried twice").isZero();
        assertThat(reduced.outcomes()).isSubsetOf(all.outcomes());
    }

    @Test
    void aRequestThatIsCompletedWhileItIsCancelled() {
        assertNothingIsLost("complete against cancel", bench -> {
            ScriptedDriver driver = bench.driver();
            ScriptedQueue queue = driver.queue("P", PARALLEL).asDefault();
            queue.onCancel(request -> request.complete(HResult.ERROR_OPERATION_ABORTED));
            queue.onRead((_, request, _) -> {
                request.markCancelable(queue.cancel());
                bench.hold(request);
            });
            bench.plug(driver);
            PendingIo read = bench.program().read(1);
            IWDFIoRequest request = bench.held().take("r1");
            bench.scheduler().nothingIsShared();
            bench.begin("cancel", read::cancel);
            if (request.unmarkCancelable()) {
                request.complete(HResult.S_OK);
            }
            bench.quiet();
            assertThat(read.isDone()).isTrue();
        });
    }

    @Test
    void aQueueThatIsStoppedWhileARequestIsCompleted() {
        assertNothingIsLost("stop against complete", bench -> {
            ScriptedDriver driver = bench.driver();
            ScriptedQueue queue = driver.queue("P", PARALLEL).asDefault();
            queue.onRead((_, request, _) -> bench.hold(request));
            bench.plug(driver);
            PendingIo read = bench.program().read(1);
            IWDFIoRequest request = bench.held().take("r1");
            bench.scheduler().nothingIsShared();
            bench.begin("stop", () -> queue.get().stop(queue.tracedStateChange()));
            request.complete(HResult.S_OK);
            bench.quiet();
            assertThat(read.isDone()).isTrue();
        });
    }
}
