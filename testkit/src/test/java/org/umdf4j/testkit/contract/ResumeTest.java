package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 11 of the PnP and power contract: OnIoResume and redelivery. */
class ResumeTest {
    @Schedules
    @Rule("RES-1")
    void onlyWhatIsStillOwnedAndNotCancelledIsResumed(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoResume((_, _) -> {}).onCancel(_ -> {}).onIoStop((_, request, _) -> {
            if (bench.trace().nameOf(request).equals("r3")) {
                rig.giveBack(request);
            } else {
                request.stopAcknowledge(false);
            }
        });
        rig.plugged();
        List<PendingIo> ios = rig.reads(1, 2, 3, 4);
        rig.held("r4").markCancelable(rig.p.cancel());
        bench.suspend();
        rig.complete("r2");
        ios.get(3).cancel();
        bench.quiet();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnIoResume")).containsExactly("OnIoResume(r1)");
    }

    @Schedules
    @Rule("RES-2")
    void allQueuesResumeBeforeAnyDelivers(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping();
        ScriptedQueue second = rig.driver
                .queue("Q", SEQUENTIAL)
                .powerManaged()
                .configuredFor(WDF_REQUEST_TYPE.DEVICE_IO_CONTROL)
                .onDeviceIoControl((_, request, _, _, _) -> bench.hold(request))
                .onIoStop((_, request, _) -> request.stopAcknowledge(false))
                .onIoResume((_, _) -> bench.held().complete("c0x40"));
        assertThat(second.name()).isEqualTo("Q");
        rig.p.onIoResume((_, _) -> bench.held().complete("r1"));
        rig.plugged();
        rig.reads(1, 2);
        rig.program().control(0x40);
        rig.program().control(0x44);
        bench.quiet();
        bench.suspend();
        bench.trace().clear();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnIoResume", "OnRead", "OnDeviceIoControl"))
                .startsWith("OnIoResume(r1)", "OnIoResume(c0x40)")
                .contains("OnRead(r2)", "OnDeviceIoControl(c0x44)")
                .hasSize(4);
    }

    @Schedules
    @Rule("RES-3")
    void resumesComeOneAtATimeInDeliveryOrder(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onIoStop((_, request, _) -> request.stopAcknowledge(false)).onIoResume((_, _) -> {
            bench.trace().mark("begin");
            bench.scheduler().point("test.between");
            bench.trace().mark("end");
        });
        rig.plugged();
        rig.reads(2, 1);
        rig.retrieve();
        rig.retrieve();
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("OnIoResume", "begin", "end"))
                .containsExactly("OnIoResume(r2)", "begin", "end", "OnIoResume(r1)", "begin", "end");
    }

    @Schedules
    @Rule("RES-4")
    void deliveryAfterResumeTakesGivenBackThenStoredThenNew(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).givingBack();
        rig.p.onRead((_, request, _) -> request.complete(HResult.S_OK));
        rig.plugged();
        bench.suspend();
        rig.reads(2, 3);
        bench.trace().clear();
        rig.driver.doing("OnD0Entry", () -> rig.program().read(4));
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r2)", "OnRead(r3)", "OnRead(r4)");
    }

    @Schedules
    @Rule("RES-4")
    void aRequestArrivingDuringTheResumeRoundTakesItsTurn(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping();
        rig.p.onIoResume((_, _) -> rig.program().read(5));
        rig.plugged();
        rig.read(1);
        bench.suspend();
        rig.reads(2, 3);
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "OnIoResume"))
                .containsExactly("OnRead(r1)", "OnIoResume(r1)", "OnRead(r2)", "OnRead(r3)", "OnRead(r5)");
    }

    @Schedules
    @Rule("RES-6")
    void cancelsDuringTheResumeRoundWaitForItsEnd(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List<PendingIo> ios = new ArrayList<>();
        rig.p
                .onCancel(request ->
                        bench.held().take(bench.trace().nameOf(request)).complete(HResult.ERROR_OPERATION_ABORTED))
                .onIoStop((_, request, _) -> request.stopAcknowledge(false))
                .onIoResume((_, _) -> ios.getFirst().cancel());
        rig.plugged();
        ios.addAll(rig.reads(1, 2));
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.suspend();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnIoResume", "OnCancel"))
                .containsExactly("OnIoResume(r1)", "OnIoResume(r2)", "OnCancel(r1)");
    }

    @Schedules
    @Rule("RES-7")
    void theQueueIsStillHeldInsideOnIoResume(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        List<Boolean> held = new ArrayList<>();
        rig.p
                .onIoStop((_, request, _) -> request.stopAcknowledge(false))
                .onIoResume((queue, _) -> {
                    held.add(queue.getState().isPnpHeld());
                    bench.held().complete("r1");
                })
                .onRead((queue, request, _) -> {
                    held.add(queue.getState().isPnpHeld());
                    bench.hold(request);
                });
        rig.plugged();
        rig.reads(1, 2);
        bench.suspend();
        bench.resume();
        bench.quiet();
        assertThat(held).containsExactly(false, true, false);
    }

    @Schedules
    @Rule("RES-8")
    void aManualQueueWithStoredRequestsAnnouncesThemAgainAfterResume(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onStateChange((_, _) -> {});
        rig.plugged();
        rig.read(1);
        assertThat(bench.trace().of("OnStateChange")).hasSize(1);
        bench.suspend();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).hasSize(2);
        rig.retrieve();
    }

    @Schedules
    @Rule("RES-5")
    void aKeptRequestOfAManualQueueIsResumedAndItsWaitIsOver(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).keeping().plugged();
        rig.read(1);
        rig.retrieve();
        bench.suspend();
        Activity resume = bench.begin("resume", bench::resume);
        resume.await();
        assertThat(bench.trace().of("OnIoResume")).containsExactly("OnIoResume(r1)");
    }
}
