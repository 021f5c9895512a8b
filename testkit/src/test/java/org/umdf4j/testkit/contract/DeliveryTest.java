package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 5 of the I/O contract: automatic delivery. */
class DeliveryTest {
    @Schedules
    @Rule("DSP-1")
    void aSequentialQueueDeliversOneAtATime(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.reads(1, 2);
        assertThat(bench.held().names()).containsExactly("r1");
        rig.complete("r1");
        assertThat(bench.held().names()).containsExactly("r2");
    }

    @Schedules
    @Rule("DSP-1")
    void forwardingFreesASequentialQueuesSlot(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.reads(1, 2);
        bench.held().take("r1").forwardToIoQueue(other.get());
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r2");
        bench.hold(other.get().retrieveNextRequest().request().orElseThrow());
    }

    @Schedules(60)
    @Rule({"DSP-1", "LCK-3"})
    void aSequentialQueueNeverOwnsTwoUnderConcurrentArrivals(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        int[] owned = new int[1];
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        rig.p.onRead((_, request, _) -> {
            assertThat(++owned[0]).isEqualTo(1);
            bench.scheduler().point("test.owned");
            owned[0]--;
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        List<Activity> readers = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            int number = i;
            readers.add(bench.begin("reader", () -> rig.program().read(number).await()));
        }
        readers.forEach(Activity::await);
        assertThat(bench.trace().of("OnRead")).hasSize(4);
    }

    @Schedules
    @Rule("DSP-2")
    void aParallelQueueDeliversWhileRequestsAreOwned(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.reads(1, 2, 3);
        assertThat(bench.held().names()).containsExactly("r1", "r2", "r3");
    }

    @Schedules
    @Rule({"DSP-2", "DSP-11"})
    void aParallelQueueWithoutTheLockDeliversFromSeveralThreadsAtOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        Gate both = bench.scheduler().newGate("both are inside");
        rig.p.onRead((_, request, _) -> {
            bench.hold(request);
            if (bench.held().names().size() == 2) {
                both.open();
            }
            both.await();
        });
        rig.plugged();
        bench.begin("first", () -> rig.program().read(1));
        bench.begin("second", () -> rig.program().read(2));
        both.await();
        bench.quiet();
    }

    @Schedules
    @Rule("DSP-11")
    void oneThreadHandsOutABacklogOneByOne(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        Set<Thread> threads = new HashSet<>();
        rig.p.onRead((_, request, _) -> {
            threads.add(Thread.currentThread());
            bench.hold(request);
            bench.trace().mark("begin");
            bench.scheduler().point("test.between");
            bench.trace().mark("end");
        });
        rig.plugged();
        rig.p.get().stop(null);
        rig.reads(1, 2, 3);
        rig.p.get().start();
        bench.quiet();
        assertThat(threads).hasSize(1);
        assertThat(bench.trace().of("begin", "end")).containsExactly("begin", "end", "begin", "end", "begin", "end");
    }

    @Schedules
    @Rule("DSP-3")
    void aManualQueueNeverDelivers(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        rig.reads(1, 2);
        bench.suspend();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).isEmpty();
        rig.retrieve();
        rig.retrieve();
    }

    @Schedules(60)
    @Rule("DSP-4")
    void aNewRequestNeverOvertakesAStoredOne(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onRead((_, request, _) -> request.complete(HResult.S_OK));
        rig.plugged();
        rig.p.get().stop(null);
        rig.reads(1, 2);
        Activity reader = bench.begin("reader", () -> {
            for (int number = 3; number <= 5; number++) {
                rig.program().read(number);
            }
        });
        rig.p.get().start();
        reader.await();
        bench.quiet();
        assertThat(bench.trace().of("OnRead"))
                .containsExactly("OnRead(r1)", "OnRead(r2)", "OnRead(r3)", "OnRead(r4)", "OnRead(r5)");
    }

    @Schedules
    @Rule({"DSP-5", "LCK-5"})
    void completionInTheCallbackDeliversTheNextOnlyAfterItHasReturned(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.p.onRead((_, request, _) -> {
            request.complete(HResult.S_OK);
            bench.trace().mark("returns");
        });
        rig.plugged();
        rig.p.get().stop(null);
        rig.reads(1, 2);
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "returns"))
                .containsExactly("OnRead(r1)", "returns", "OnRead(r2)", "returns");
    }

    @Schedules
    @Rule({"DSP-5", "LCK-3"})
    void withoutTheLockTooTheNextDeliveryWaitsForTheReturn(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        rig.p.onRead((_, request, _) -> {
            request.complete(HResult.S_OK);
            bench.trace().mark("returns");
        });
        rig.plugged();
        rig.p.get().stop(null);
        rig.reads(1, 2);
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "returns"))
                .containsExactly("OnRead(r1)", "returns", "OnRead(r2)", "returns");
    }

    @Schedules
    @Rule({"DSP-1", "DSP-5"})
    void aRequestThatArrivesWhileACallbackGoesOnAfterCompletingWaitsForItsReturn(DriverBench bench) {
        Gate mayReturn = bench.scheduler().newGate("the callback may return");
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        rig.p.onRead((_, request, _) -> {
            request.complete(HResult.S_OK);
            mayReturn.await();
            bench.trace().mark("returns");
        });
        rig.plugged();
        Activity first = bench.begin("first", () -> rig.program().read(1));
        bench.quiet();
        Activity second = bench.begin("second", () -> rig.program().read(2));
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r1)");
        mayReturn.open();
        first.await();
        second.await();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "returns"))
                .containsExactly("OnRead(r1)", "returns", "OnRead(r2)", "returns");
    }

    @Schedules
    @Rule({"DSP-6", "LCK-5"})
    void forwardingUnderTheLockDeliversOnAnotherStack(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", PARALLEL).onRead((_, request, _) -> bench.hold(request));
        rig.p.onRead((_, request, _) -> {
            request.forwardToIoQueue(other.get());
            bench.trace().mark("returns");
        });
        rig.plugged();
        rig.read(1);
        assertThat(bench.trace().of("OnRead", "returns")).containsExactly("OnRead(r1)", "returns", "OnRead(r1)");
    }

    @Schedules
    @Rule("DSP-7")
    void cancellationsComeBeforeStopCompletionBeforeDelivery(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        List<PendingIo> ios = new ArrayList<>();
        rig.p
                .onCancel(request ->
                        bench.held().take(bench.trace().nameOf(request)).complete(HResult.ERROR_OPERATION_ABORTED))
                .onRead((queue, request, _) -> {
                    bench.hold(request);
                    if (ios.size() == 3) {
                        return;
                    }
                    request.markCancelable(rig.p.cancel());
                });
        rig.plugged();
        ios.add(rig.read(1));
        ios.add(rig.read(2));
        rig.driver.device().acquireLock();
        bench.begin("stopper", () -> rig.p.get().stop(rig.p.tracedStateChange()));
        bench.begin("canceller", () -> ios.get(0).cancel());
        bench.quiet();
        ios.add(rig.program().read(3));
        rig.driver.device().releaseLock();
        bench.quiet();
        assertThat(bench.trace().of("OnCancel", "OnStateChange", "OnRead"))
                .containsExactly("OnRead(r1)", "OnCancel(r1)", "OnStateChange(P)");
        rig.p.get().start();
        bench.quiet();
        rig.complete("r2");
        assertThat(bench.held().names()).containsExactly("r3");
    }

    @Schedules
    @Rule("DSP-8")
    void aZeroLengthReadIsCompletedAtItsTurnUnlessTheQueueAllowsIt(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.read(1);
        PendingIo empty = rig.program().read(2, 0);
        bench.quiet();
        assertThat(empty.isDone()).isFalse();
        rig.complete("r1");
        assertThat(empty.await()).isEqualTo(new IoResult(HResult.S_OK, 0));
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r1)");
    }

    @Schedules
    @Rule("DSP-8")
    void aQueueThatAllowsThemGetsZeroLengthRequests(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        List<Long> lengths = new ArrayList<>();
        rig.p.allowZeroLength().onRead((_, request, length) -> {
            lengths.add(length);
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        rig.program().read(2, 0).await();
        assertThat(lengths).containsExactly(0L);
    }

    @Schedules
    @Rule("DSP-8")
    void retrievalSkipsZeroLengthRequestsToo(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        PendingIo empty = rig.program().read(1, 0);
        rig.read(2);
        assertThat(empty.isDone()).isFalse();
        assertThat(bench.trace().nameOf(rig.retrieve())).isEqualTo("r2");
        assertThat(empty.await()).isEqualTo(new IoResult(HResult.S_OK, 0));
    }

    @Schedules
    @Rule("DSP-9")
    void theDriverSeesTheSameObjectThroughAllQueues(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        IdentityHashMap<IWDFIoRequest, Integer> seen = new IdentityHashMap<>();
        ScriptedQueue other = rig.driver.queue("Q", PARALLEL).onRead((_, request, _) -> {
            seen.merge(request, 1, Integer::sum);
            bench.hold(request);
        });
        rig.p.onRead((_, request, _) -> {
            seen.merge(request, 1, Integer::sum);
            request.forwardToIoQueue(other.get());
        });
        rig.plugged();
        rig.read(1);
        assertThat(seen.values()).containsExactly(2);
    }

    @Schedules
    @Rule("DSP-10")
    void whatHappensDuringACallbackIsLeftToItsThread(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        Gate completed = bench.scheduler().newGate("completed elsewhere");
        List<Thread> threads = new ArrayList<>();
        rig.p.onRead((_, request, _) -> {
            threads.add(Thread.currentThread());
            bench.hold(request);
            if (threads.size() == 1) {
                bench.begin("completer", () -> {
                    bench.held().complete("r1");
                    completed.open();
                });
                completed.await();
                bench.trace().mark("returns");
            }
        });
        rig.plugged();
        rig.p.get().stop(null);
        rig.reads(1, 2);
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "returns")).containsExactly("OnRead(r1)", "returns", "OnRead(r2)");
        assertThat(threads.get(0)).isSameAs(threads.get(1));
    }
}
