package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.testkit.exploration.ExplorationResult;
import org.umdf4j.testkit.exploration.Finding;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.SimulationFailure;
import org.umdf4j.testkit.simulation.Threads;

/** Drivers that hold locks of their own while they call the framework. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DriverLocksTest {
    /** Something to be done with a lock held. */
    private interface Guarded {
        void run(Runnable action);
    }

    private static Guarded monitor() {
        Object monitor = new Object();
        return action -> {
            synchronized (monitor) {
                action.run();
            }
        };
    }

    private static Guarded by(Lock lock) {
        return action -> {
            lock.lock();
            try {
                action.run();
            } finally {
                lock.unlock();
            }
        };
    }

    /** A read is completed with the lock held, by a thread that competes with OnIoStop for the lock and the read. */
    private static void sleepsWhileTheHardwareMeasures(DriverBench bench, Guarded guarded) {
        List<IWDFIoRequest> waiting = new ArrayList<>();
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> guarded.run(() -> waiting.add(request)))
                .onIoStop((_, request, _) -> guarded.run(() -> {
                    if (waiting.remove(request)) {
                        request.stopAcknowledge(true);
                    }
                }));
        bench.plug(driver);
        bench.program().read(1);
        bench.begin(
                "hardware",
                () -> guarded.run(() -> {
                    if (!waiting.isEmpty()) {
                        waiting.removeFirst().complete(HResult.S_OK);
                    }
                }));
        bench.suspend();
        bench.resume();
        bench.quiet();
        guarded.run(() -> waiting.forEach(request -> request.complete(HResult.S_OK)));
    }

    private static ExplorationResult explore(Guarded guarded) {
        return DriverBench.explore(bench -> sleepsWhileTheHardwareMeasures(bench, guarded))
                .schedules(300)
                .run();
    }

    @Test
    void aMonitorHeldAcrossACallIsWaitedFor() {
        var result = explore(monitor());
        System.out.println(result.summary());
        assertThat(result.schedules()).isGreaterThan(200);
    }

    @Test
    void aReentrantLockHeldAcrossACallIsWaitedFor() {
        var result = explore(by(new ReentrantLock()));
        System.out.println(result.summary());
        assertThat(result.schedules()).isGreaterThan(200);
    }

    @Test
    void aWriteLockHeldAcrossACallIsWaitedFor() {
        assertThat(explore(by(new ReentrantReadWriteLock().writeLock())).schedules())
                .isGreaterThan(200);
    }

    /** Of random schedules it is the same: each is followed to its end, also where tasks meet. */
    @Schedules(20)
    void tasksThatMeetGoOnUnderEverySeed(DriverBench bench) {
        sleepsWhileTheHardwareMeasures(bench, monitor());
    }

    @Test
    void aRunInWhichTasksMeetIsTheSameEveryTime() {
        List<String> schedules = new ArrayList<>();
        for (int time = 0; time < 20; time++) {
            DriverBench bench = new DriverBench(Choices.random(3), Threads.PLATFORM);
            bench.run(() -> sleepsWhileTheHardwareMeasures(bench, monitor()));
            schedules.add(
                    bench.scheduler().schedule() + " of " + bench.scheduler().choicePoints());
        }
        assertThat(schedules).containsOnly(schedules.getFirst());
    }

    /** Takes two locks, the hardware's thread in one order and the read's in the other. */
    private static void takesTwo(DriverBench bench, Guarded state, Guarded statistics) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL)
                .asDefault()
                .onRead((queue, request, _) -> state.run(() -> {
                    queue.getDevice(); // no scheduling point
                    request.isCanceled();
                    bench.scheduler().point("driver.state");
                    statistics.run(() -> request.complete(HResult.S_OK));
                }));
        bench.plug(driver);
        bench.begin(
                "hardware",
                () -> statistics.run(() -> {
                    bench.scheduler().point("driver.statistics");
                    state.run(() -> {});
                }));
        bench.program().read(1).await();
    }

    @Test
    void aCircleOfMonitorsIsFoundAndExplained() {
        circleIsFound(DriverLocksTest::monitor, "java.lang.Object");
    }

    @Test
    void aCircleOfReentrantLocksIsFoundAndExplained() {
        circleIsFound(() -> by(new ReentrantLock()), "java.util.concurrent.locks.ReentrantLock");
    }

    private static void circleIsFound(java.util.function.Supplier<Guarded> locks, String named) {
        Finding finding = DriverBench.explore(bench -> takesTwo(bench, locks.get(), locks.get()))
                .explore()
                .finding()
                .orElseThrow();
        assertThat(finding.kind()).isEqualTo("deadlock at locks of the driver");
        assertThat(((SimulationFailure) finding.failure()).summary())
                .contains("task 'hardware' waits for " + named + " that task 'main' holds")
                .contains("task 'main' waits for " + named + " that task 'hardware' holds")
                .contains("at org.umdf4j.testkit.DriverLocksTest");
        assertThat(DriverBench.explore(bench -> takesTwo(bench, locks.get(), locks.get()))
                        .replay(finding.schedule())
                        .explore()
                        .finding()
                        .orElseThrow()
                        .kind())
                .isEqualTo(finding.kind());
    }

    /** A lock before the callback lock here, after it in a callback. */
    @Test
    void aCircleWithTheCallbackLockIsFound() {
        Finding finding = DriverBench.explore(bench -> {
                    Guarded guarded = by(new ReentrantLock());
                    ScriptedDriver driver = bench.driver();
                    driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.DEVICE_LEVEL));
                    driver.queue("D", PARALLEL)
                            .asDefault()
                            .onRead((_, request, _) -> guarded.run(() -> request.complete(HResult.S_OK)));
                    bench.plug(driver);
                    bench.begin(
                            "hardware",
                            () -> guarded.run(() -> {
                                driver.device().acquireLock();
                                driver.device().releaseLock();
                            }));
                    bench.program().read(1).await();
                })
                .explore()
                .finding()
                .orElseThrow();
        assertThat(finding.failure()).hasMessageContaining("ReentrantLock that task 'hardware' holds");
    }

    /** One after the other, so that no schedule has them wait for each other. */
    private static Optional<Finding> oneAfterTheOther(boolean hardwareFirst, boolean readFirst) {
        return DriverBench.explore(bench -> {
                    Guarded guarded = monitor();
                    ScriptedDriver driver = bench.driver();
                    driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.DEVICE_LEVEL));
                    Guarded callbackLock = action -> {
                        driver.device().acquireLock();
                        action.run();
                        driver.device().releaseLock();
                    };
                    driver.queue("D", PARALLEL)
                            .asDefault()
                            .onRead((_, request, _) -> guarded.run(() -> request.complete(HResult.S_OK)));
                    bench.plug(driver);
                    Runnable point = () -> bench.scheduler().point("driver.measures");
                    bench.begin("hardware", () -> {
                                if (hardwareFirst) {
                                    guarded.run(() -> callbackLock.run(point));
                                } else {
                                    callbackLock.run(() -> guarded.run(point));
                                }
                            })
                            .await();
                    if (readFirst) {
                        bench.program().read(1).await();
                    }
                })
                .explore()
                .finding();
    }

    @Test
    void twoOrdersAreFoundAlsoIfTheyNeverMeet() {
        Finding finding = oneAfterTheOther(true, true).orElseThrow();
        assertThat(finding.kind()).isEqualTo("lock order");
        assertThat(finding.failure())
                .hasMessageContaining(
                        "task 'main' takes the callback lock of device and then the monitor of a java.lang.Object")
                .hasMessageContaining("task 'hardware' takes the monitor of a java.lang.Object")
                .hasMessageContaining("DriverLocksTest");
    }

    @Test
    void oneOrderIsFine() {
        assertThat(oneAfterTheOther(false, true)).isEmpty();
        assertThat(oneAfterTheOther(true, false)).isEmpty();
    }

    @Test
    void aLockThatIsNeverGivenBackIsNamed() {
        Finding finding = DriverBench.explore(bench -> {
                    ReentrantLock lock = new ReentrantLock();
                    bench.begin("hardware", lock::lock);
                    bench.quiet();
                    lock.lock();
                })
                .explore()
                .finding()
                .orElseThrow();
        assertThat(finding.failure()).hasMessageContaining("task 'hardware' can run, has ended and never");
    }

    /** What no task can see ends the run soon, and says where. */
    @Test
    void aWaitForSomethingOutsideIsNamed() {
        CountDownLatch latch = new CountDownLatch(1);
        Finding finding = DriverBench.explore(bench -> {
                    bench.begin("waits", () -> {
                        try {
                            latch.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                })
                .replay("fifo")
                .explore()
                .finding()
                .orElseThrow();
        assertThat(finding.failure())
                .hasMessageContaining("task 'waits' waits at java.util.concurrent.CountDownLatch$Sync");
    }
}
