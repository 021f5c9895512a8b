package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.IWDFWorkItem;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 13 of the I/O contract: objects, parents, contexts, work items. */
class ObjectTest {
    private static IWDFObject marked(Rig rig, String name, IWDFObject parent) {
        IWDFObject object = rig.driver.driver().createWdfObject(null, parent);
        object.assignContext(_ -> rig.bench.trace().mark("cleanup of " + name), name);
        return object;
    }

    @Schedules(0)
    @Rule("OBJ-1")
    void everyChildIsCleanedBeforeItsParent(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFObject top = marked(rig, "top", rig.driver.device());
        IWDFObject middle = marked(rig, "middle", top);
        marked(rig, "leaf", middle);
        top.deleteWdfObject();
        assertThat(bench.trace().of("cleanup"))
                .containsExactly("cleanup of leaf", "cleanup of middle", "cleanup of top");
    }

    @Schedules
    @Rule("OBJ-1")
    void aChildThatAnotherThreadIsDeletingIsCleanedBeforeItsParent(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFObject parent = marked(rig, "parent", rig.driver.device());
        IWDFObject child = rig.driver.driver().createWdfObject(null, parent);
        Gate leave = bench.scheduler().newGate("the child's cleanup may end");
        child.assignContext(
                _ -> {
                    bench.trace().mark("cleanup of child begins");
                    leave.await();
                    bench.trace().mark("cleanup of child ends");
                },
                null);
        Activity deletion = bench.begin("deletion of the child", child::deleteWdfObject);
        bench.quiet();
        Activity end = bench.begin("deletion of the parent", parent::deleteWdfObject);
        bench.quiet();
        assertThat(bench.trace().of("cleanup")).containsExactly("cleanup of child begins");
        leave.open();
        deletion.await();
        end.await();
        assertThat(bench.trace().of("cleanup"))
                .containsExactly("cleanup of child begins", "cleanup of child ends", "cleanup of parent");
    }

    @Schedules
    @Rule("OBJ-1")
    void aCleanupThatDeletesTheParentDoesNotWaitForItself(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFObject parent = marked(rig, "parent", rig.driver.device());
        IWDFObject child = rig.driver.driver().createWdfObject(null, parent);
        child.assignContext(_ -> parent.deleteWdfObject(), null);
        child.deleteWdfObject();
        assertThat(bench.trace().of("cleanup")).containsExactly("cleanup of parent");
    }

    @Schedules(0)
    @Rule("OBJ-2")
    void aDeletedObjectIsOfNoUse(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFObject object = marked(rig, "object", rig.driver.device());
        object.deleteWdfObject();
        assertThatThrownBy(() -> object.assignContext(null, "again")).isInstanceOf(RuntimeException.class);
    }

    @Schedules
    @Rule("OBJ-3")
    void anObjectNobodyRefersToLivesUntilItsParentGoes(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        marked(rig, "orphan", rig.driver.device());
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("cleanup")).isEmpty();
        bench.unplug();
        assertThat(bench.trace().of("cleanup", "OnCleanup", "OnDeinit"))
                .containsSubsequence("cleanup of orphan", "OnCleanup", "OnDeinitialize");
    }

    @Schedules(0)
    @Rule({"OBJ-4", "OBJ-5", "OBJ-6"})
    void anObjectHasOneContextCleanedOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFObject object = rig.driver.driver().createWdfObject(null, rig.driver.device());
        QueueCreationTest.assertRefused(HResult.ERROR_NOT_FOUND, object::retrieveContext);
        object.assignContext(_ -> bench.trace().mark("cleaned"), null);
        assertThat(object.retrieveContext()).isNull();
        assertThatThrownBy(() -> object.assignContext(null, "second")).isInstanceOf(WdfException.class);
        object.deleteWdfObject();
        assertThat(bench.trace().of("cleaned")).hasSize(1);
    }

    @Schedules
    @Rule({"OBJ-8", "REQ-10"})
    void whatBelongsToARequestIsCleanedBeforeTheClientSeesTheEnd(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        marked(rig, "child", rig.held("r1"));
        rig.complete("r1");
        assertThat(bench.trace().of("cleanup", "r1"))
                .containsExactly("cleanup of child", "r1 ended: S_OK 0x00000000, 0");
    }

    @Schedules
    @Rule("OBJ-9")
    void aQueuedWorkItemIsNotQueuedTwiceAndFlushWaitsForIt(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        Gate mayRun = bench.scheduler().newGate("the work item may go on");
        int[] runs = new int[1];
        IWDFWorkItem item = rig.driver
                .device()
                .createWorkItem(
                        new WUDF_WORKITEM_CONFIG(
                                _ -> {
                                    mayRun.await();
                                    runs[0]++;
                                },
                                false),
                        null);
        item.enqueue();
        bench.quiet();
        Activity flush = bench.begin("flush", item::flush);
        bench.quiet();
        assertThat(flush.isDone()).isFalse();
        mayRun.open();
        flush.await();
        assertThat(runs[0]).isEqualTo(1);
        item.enqueue();
        item.flush();
        assertThat(runs[0]).isEqualTo(2);
    }

    @Schedules
    @Rule("OBJ-9")
    void enqueuingAgainBeforeTheCallbackBeginsRunsItOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        int[] runs = new int[1];
        IWDFWorkItem item = rig.driver.device().createWorkItem(new WUDF_WORKITEM_CONFIG(_ -> runs[0]++, false), null);
        item.enqueue();
        item.flush();
        assertThat(runs[0]).isEqualTo(1);
    }
}
