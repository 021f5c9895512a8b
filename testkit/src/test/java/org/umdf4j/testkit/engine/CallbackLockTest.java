package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/** The callback lock when the driver takes it too. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CallbackLockTest {
    @Schedules(100)
    @Rule({"LCK-2", "LCK-4"})
    void callbacksAndDriverThreadsThatNestTheLockNeverOverlap(DriverBench bench) {
        Depth inside = new Depth();
        Runnable alone = () -> inside.within(() -> bench.scheduler().point("test.inside"));
        ScriptedDriver driver = bench.driver();
        ScriptedQueue second = driver.queue("S", SEQUENTIAL).onRead((_, request, _) -> {
            alone.run();
            request.complete(HResult.S_OK);
        });
        driver.queue("P", PARALLEL).asDefault().onRead((_, request, bytes) -> {
            alone.run();
            driver.device().acquireLock();
            alone.run();
            driver.device().releaseLock();
            if (bytes % 2 == 0) {
                request.forwardToIoQueue(second.get());
            } else {
                request.complete(HResult.S_OK);
            }
        });
        bench.plug(driver);
        Program program = bench.program();
        List<PendingIo> reads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            int number = 10 * t;
            bench.begin("reader", () -> {
                for (int i = 1; i <= 7; i++) {
                    reads.add(program.read(number + i, i));
                }
            });
            bench.begin("locker", () -> nestLocks(driver, second, alone));
        }
        bench.quiet();
        assertThat(inside.deepest()).isEqualTo(1);
        assertThat(reads).hasSize(21).allMatch(PendingIo::isDone);
    }

    private static void nestLocks(ScriptedDriver driver, ScriptedQueue queue, Runnable alone) {
        for (int i = 0; i < 4; i++) {
            driver.device().acquireLock();
            alone.run();
            queue.get().acquireLock();
            alone.run();
            queue.get().releaseLock();
            driver.device().releaseLock();
        }
    }

    @Schedules
    @Rule("LCK-4")
    void aReleaseWithoutAnAcquireIsAViolationAndDoesNotGiveTheCallbacksHoldAway(DriverBench bench) {
        Depth inside = new Depth();
        ScriptedDriver driver = bench.driver();
        driver.queue("P", PARALLEL)
                .asDefault()
                .onRead((_, _, _) -> inside.within(() -> driver.device().releaseLock()));
        bench.plug(driver);
        Program program = bench.program();
        bench.expectViolation("LCK-4");
        for (int i = 1; i <= 2; i++) {
            int number = i;
            bench.begin("reader", () -> program.read(number));
        }
        bench.quiet();
        assertThat(inside.deepest()).isEqualTo(1);
        assertThat(bench.trace().of("OnRead")).hasSize(1);
    }

    @Schedules
    @Rule("LCK-4")
    void anAcquireThatACallbackForgetsToReleaseEndsWithTheCallback(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        ScriptedQueue reads = driver.queue("P", SEQUENTIAL).asDefault().onRead((_, request, _) -> {
            driver.device().acquireLock();
            request.complete(HResult.S_OK);
        });
        bench.plug(driver);
        Program program = bench.program();
        program.read(1).await();
        bench.begin("locker", () -> {
                    reads.get().acquireLock();
                    reads.get().releaseLock();
                })
                .await();
        bench.begin("reader", () -> program.read(2).await()).await();
        assertThat(bench.trace().of("OnRead")).hasSize(2);
    }

    @Schedules
    @Rule("FIL-7")
    void aSerializedWorkItemOfAFileDoesNotBlockTheFilesClose(DriverBench bench) {
        List<IWDFFile> files = new ArrayList<>();
        ScriptedDriver driver = bench.driver();
        driver.queue("P", SEQUENTIAL).asDefault().onRead((_, request, _) -> {
            files.add(request.getFileObject().orElseThrow());
            request.complete(HResult.S_OK);
        });
        driver.doing("OnCloseFile", () -> workItem(driver, files.getFirst(), () -> {}));
        bench.plug(driver);
        Program program = bench.program();
        program.read(1).await();
        program.file().close();
        bench.quiet();
        assertThat(bench.trace().of("OnCloseFile")).hasSize(1);
        assertThat(bench.remove()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule("LCK-4")
    void anAcquireThatASerializedWorkItemForgetsToReleaseEndsWithIt(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", SEQUENTIAL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        workItem(driver, driver.device(), () -> driver.device().acquireLock());
        bench.quiet();
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule("LCK-4")
    void aReleaseWithoutAnAcquireInASerializedWorkItemIsAViolation(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        bench.expectViolation("LCK-4");
        workItem(driver, driver.device(), () -> driver.device().releaseLock());
        bench.quiet();
    }

    private static void workItem(ScriptedDriver driver, IWDFObject parent, Runnable work) {
        driver.device()
                .createWorkItem(new WUDF_WORKITEM_CONFIG(_ -> work.run(), /* automaticSerialization= */ true), parent)
                .enqueue();
    }
}
