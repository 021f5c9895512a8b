package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.exploration.Finding;

/** Which objects of a driver pile up and which are meant to stay. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ObjectCensusTest {
    private static final int READS = 6;

    /** Reads, two at a time, with what the driver does for each. */
    private static Optional<Finding> reads(BiConsumer<ScriptedDriver, IWDFIoRequest> forEach) {
        return DriverBench.explore(bench -> {
                    ScriptedDriver driver = bench.driver();
                    driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> {
                        forEach.accept(driver, request);
                        bench.hold(request);
                    });
                    bench.plug(driver);
                    Program program = bench.program();
                    for (int number = 0; number < READS; number += 2) {
                        PendingIo first = program.read(number);
                        PendingIo second = program.read(number + 1);
                        bench.quiet();
                        bench.held().complete("r" + number);
                        bench.held().complete("r" + (number + 1));
                        first.await();
                        second.await();
                    }
                })
                .replay("fifo")
                .explore()
                .finding();
    }

    @Test
    void anObjectForEachRequestThatStaysIsALeak() {
        Finding finding = reads((driver, request) -> driver.device().createRequest(null, driver.device()))
                .orElseThrow();
        assertThat(finding.kind()).isEqualTo("leaked objects");
        assertThat(finding.failure())
                .hasMessageContaining("6 times a created request was made at org.umdf4j.testkit.ObjectCensusTest")
                .hasMessageContaining("never more than 2 requests");
    }

    @Test
    void memoryBelowTheDriverIsALeakToo() {
        assertThat(reads((driver, request) -> driver.driver().createWdfMemory(8, null, null)))
                .isPresent();
    }

    @Test
    void whatIsDeletedIsNone() {
        assertThat(reads((driver, request) ->
                        driver.device().createRequest(null, driver.device()).deleteWdfObject()))
                .isEmpty();
    }

    @Test
    void whatGoesWithTheRequestIsNone() {
        assertThat(reads((driver, request) -> driver.driver().createWdfMemory(8, null, request)))
                .isEmpty();
    }

    /** As many as there are requests at a time, made when they are first needed. */
    @Test
    void aPoolIsNone() {
        var pool = new ArrayDeque<IWDFMemory>();
        List<IWDFMemory> used = new ArrayList<>();
        assertThat(reads((driver, request) -> {
                    if (used.size() == 2) {
                        pool.addAll(used);
                        used.clear();
                    }
                    used.add(
                            pool.isEmpty() ? driver.driver().createWdfMemory(8, null, driver.device()) : pool.remove());
                }))
                .isEmpty();
    }

    @Explore
    void whatTheDeviceIsMadeOfIsNone(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.doing("OnD0Entry", () -> {
            for (int number = 0; number < 5; number++) {
                driver.driver().createWdfMemory(8, null, driver.device());
            }
        });
        bench.plug(driver);
        bench.suspend();
        bench.resume();
    }

    @Explore
    void whatIsMeantToStayIsNone(DriverBench bench) {
        bench.allowObjectsToPileUp();
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> {
            driver.driver().createWdfMemory(8, null, driver.device());
            request.complete(HResult.S_OK);
        });
        bench.plug(driver);
        Program program = bench.program();
        program.read(1).await();
        program.read(2).await();
    }
}
