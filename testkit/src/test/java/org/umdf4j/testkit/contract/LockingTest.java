package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 12 of the I/O contract: callback locking. */
class LockingTest {
    @Schedules(60)
    @Rule({"LCK-1", "LCK-2"})
    void byDefaultNoTwoCallbacksOfADeviceOverlap(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        int[] inside = new int[1];
        Runnable alone = () -> {
            assertThat(++inside[0]).isEqualTo(1);
            bench.scheduler().point("test.inside");
            inside[0]--;
        };
        rig.p.onRead((_, request, _) -> {
            alone.run();
            request.complete(HResult.S_OK);
        });
        rig.n.onWrite((_, request, _) -> {
            alone.run();
            request.complete(HResult.S_OK);
        });
        rig.driver.doing("OnCleanupFile", alone).doing("OnCloseFile", alone);
        rig.plugged();
        for (int i = 1; i <= 2; i++) {
            int number = i;
            bench.begin("reader", () -> rig.program().read(number));
            bench.begin("writer", () -> rig.program().write(number));
            bench.begin("closer", () -> bench.program().file().close());
        }
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "OnWrite")).hasSize(4);
    }

    @Schedules
    @Rule("LCK-3")
    void withoutAConstraintCallbacksOverlap(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        Gate written = bench.scheduler().newGate("written");
        rig.p.onRead((_, request, _) -> {
            written.await();
            request.complete(HResult.S_OK);
        });
        rig.n.onWrite((_, request, _) -> {
            request.complete(HResult.S_OK);
            written.open();
        });
        rig.plugged();
        Activity reader = bench.begin("reader", () -> rig.program().read(1).await());
        bench.quiet();
        rig.write(1);
        reader.await();
    }

    @Schedules
    @Rule("LCK-4")
    void aDriverThatHoldsTheLockKeepsCallbacksOut(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.p.get().acquireLock();
        bench.begin("reader", () -> rig.program().read(1));
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).isEmpty();
        rig.p.get().releaseLock();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r1)");
    }

    @Schedules
    @Rule("LCK-5")
    void startInsideALockedCallbackDeliversAfterItHasReturned(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.n.onWrite((_, request, _) -> {
            rig.p.get().start();
            bench.trace().mark("returns");
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        rig.p.get().stop(null);
        rig.read(1);
        rig.write(1);
        assertThat(bench.trace().of("OnWrite", "returns", "OnRead"))
                .containsExactly("OnWrite(w1)", "returns", "OnRead(r1)");
    }
}
