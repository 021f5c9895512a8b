package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** The rules of section 10 of the PnP and power contract on requests that are sent to the next lower driver. */
class SentRequestTest {
    /** A filter with a power-managed queue that sends every read down, to a driver that keeps it. */
    private static Program plug(DriverBench bench, IQueueCallbackIoStop onIoStop, boolean forget) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("L", PARALLEL).asDefault().onRead((_, request, _) -> bench.hold(request));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("F", PARALLEL)
                .powerManaged()
                .configuredFor(WDF_REQUEST_TYPE.READ)
                .onIoResume((_, _) -> {})
                .onIoStop(onIoStop)
                .onRead((_, request, _) -> {
                    request.formatUsingCurrentType();
                    if (forget) {
                        request.send(
                                filter.device().getDefaultIoTarget(),
                                Set.of(WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET),
                                0);
                    } else {
                        send(bench, filter, request);
                    }
                });
        bench.plug(lower, filter);
        return bench.program();
    }

    private static void send(DriverBench bench, ScriptedDriver filter, IWDFIoRequest request) {
        request.setCompletionCallback(
                (completed, _, params, _) -> {
                    bench.trace().mark("OnCompletion");
                    completed.completeWithInformation(params.getCompletionStatus(), params.getInformation());
                },
                null);
        request.send(filter.device().getDefaultIoTarget(), Set.of(), 0);
    }

    @Schedules
    @Rule({"STOP-1", "STOP-27"})
    void aSentRequestIsOfferedAndMayStaySentWhileTheDeviceIsOff(DriverBench bench) {
        Program program = plug(bench, (_, request, _) -> request.stopAcknowledge(false), false);
        PendingIo io = program.read(1);
        bench.quiet();
        bench.suspend();
        assertThat(bench.trace().of("filter.OnIoStop")).containsExactly("filter.OnIoStop(r1, SUSPEND)");
        bench.held().complete("r1");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
        bench.resume();
        assertThat(bench.trace().of("filter.OnIoResume", "OnCompletion")).containsExactly("OnCompletion");
    }

    @Schedules
    @Rule({"STOP-22", "STOP-27"})
    void aSentRequestThatIsKeptIsResumed(DriverBench bench) {
        Program program = plug(bench, (_, request, _) -> request.stopAcknowledge(false), false);
        program.read(1);
        bench.quiet();
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("filter.OnIoResume")).containsExactly("filter.OnIoResume(r1)");
    }

    @Schedules
    @Rule({"STOP-9", "STOP-11"})
    void withoutAnAnswerTheWaitEndsWithTheCompletionFromBelow(DriverBench bench) {
        Program program = plug(bench, (_, _, _) -> {}, false);
        program.read(1);
        bench.quiet();
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(suspend.isDone()).isFalse();
        bench.held().complete("r1");
        suspend.await();
        bench.resume();
    }

    @Schedules
    @Rule("STOP-21")
    void givingBackASentRequestIsAViolation(DriverBench bench) {
        Program program = plug(bench, (_, request, _) -> request.stopAcknowledge(true), false);
        program.read(1);
        bench.quiet();
        bench.expectViolation("STOP-21");
        bench.suspend();
    }

    @Schedules
    @Rule("STOP-2")
    void aForgottenRequestIsNeitherOfferedNorWaitedFor(DriverBench bench) {
        Program program = plug(bench, (_, _, _) -> {}, true);
        program.read(1);
        bench.quiet();
        bench.suspend();
        assertThat(bench.trace().of("filter.OnIoStop")).isEmpty();
        bench.resume();
    }
}
