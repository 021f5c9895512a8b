package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.exploration.Exploration;
import org.umdf4j.testkit.exploration.ExplorationResult;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Threads;

/** What may happen at any time happens at every time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AnyTimeTest {
    /** One read, then a minute in which nothing is to be done, then a second read. */
    private static void twoReads(DriverBench bench, BiConsumer<DriverBench, Program> prepare) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        Program program = bench.program();
        prepare.accept(bench, program);
        program.read(1).await();
        bench.trace().mark("a minute");
        bench.pass(Duration.ofMinutes(1));
        bench.trace().mark("later");
        program.read(2).await();
        bench.quiet();
        bench.trace().mark("the end");
    }

    private static void unplugAtAnyTime(DriverBench bench, Set<String> before) {
        twoReads(
                bench,
                (_, _) -> bench.anyTime("unplug", () -> {
                    var all = bench.trace().events();
                    before.add(all.getLast());
                    bench.surpriseRemove();
                }));
    }

    /** Between which events the device goes, the passing of time and the end of the test included. */
    private static final String[] EVERYWHERE = {
        "OnSelfManagedIoInit", "OnRead(r1)", "a minute", "later", "OnRead(r2)", "the end"
    };

    @Test
    void anExhaustiveSearchHasItEverywhere() {
        Set<String> before = new TreeSet<>();
        ExplorationResult result = DriverBench.explore(bench -> twoReads(
                        bench,
                        (_, _) -> bench.anyTime(
                                "look", () -> before.add(bench.trace().events().getLast()))))
                .method(Exploration.Method.REDUCED)
                .run();
        assertThat(before).as(result.summary()).contains(EVERYWHERE);
        assertThat(result.exhaustive()).as(result.summary()).isTrue();
    }

    @Test
    void aDeviceGoesAtEveryPointOfARandomSearch() {
        Set<String> before = new TreeSet<>();
        DriverBench.explore(bench -> unplugAtAnyTime(bench, before))
                .method(Exploration.Method.RANDOM)
                .schedules(1000)
                .run();
        assertThat(before).contains(EVERYWHERE);
    }

    @Test
    void seedsSpreadItOverTheWholeRun() {
        Set<String> before = new TreeSet<>();
        for (long seed = 1; seed <= 200; seed++) {
            DriverBench bench = new DriverBench(Choices.random(seed), Threads.VIRTUAL);
            bench.run(() -> unplugAtAnyTime(bench, before));
        }
        assertThat(before).contains(EVERYWHERE);
    }

    /** A schedule without deviations has it at the end, so that a short schedule is one in which little happens early. */
    @Schedules(0)
    void itIsTheLastThingIfNothingElseIsChosen(DriverBench bench) {
        Set<String> before = new TreeSet<>();
        twoReads(
                bench,
                (_, _) -> bench.anyTime("unplug", () -> {
                    before.add(bench.trace().events().getLast());
                    bench.surpriseRemove();
                }));
        assertThat(before).isEmpty();
    }

    /** Both succeed, one of them fails, or one is late and the other overtakes it. */
    @Test
    void anUnreliableFileFailsAndIsLateInEveryWay() {
        Set<String> outcomes = new TreeSet<>();
        DriverBench.explore(bench -> {
                    ScriptedDriver filter = bench.driver().beforeDevice(IWDFDeviceInitialize::setFilter);
                    bench.bottom("/image");
                    SimulatedFile file = bench.system().file("/image", 64);
                    bench.plug(filter);
                    bench.unreliable(file);
                    Program program = bench.program();
                    PendingIo first = program.read(1);
                    PendingIo second = program.read(2);
                    first.await();
                    second.await();
                    outcomes.add(String.join(", ", bench.trace().of("r1 ended", "r2 ended")));
                })
                .run();
        String good = " ended: " + HResult.S_OK + ", 16";
        String bad = " ended: " + HResult.ERROR_IO_DEVICE + ", 0";
        assertThat(outcomes)
                .contains(
                        "r1" + good + ", r2" + good,
                        "r2" + good + ", r1" + good,
                        "r1" + bad + ", r2" + good,
                        "r1" + good + ", r2" + bad,
                        "r2" + bad + ", r1" + good);
    }

    @Explore
    void aProgramMayLosePatienceAtAnyTime(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        var read = bench.program().read(1);
        bench.anyTime("cancel", read::cancel);
        assertThat(read.await().status()).isIn(HResult.S_OK, HResult.ERROR_OPERATION_ABORTED);
    }
}
