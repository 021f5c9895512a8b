package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** A device that ends by a violation: every I/O ends with it, and no driver hears of it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TerminationTest {
    private static ScriptedDriver keeping(DriverBench bench, String name) {
        ScriptedDriver driver = bench.driver(name);
        driver.queue("P", SEQUENTIAL).asDefault().powerManaged().onRead((_, request, _) -> bench.hold(request));
        return driver;
    }

    @Schedules
    @Rule("HOST-3")
    void noCallbackOfTheDriverAboveRunsWhenTheDriverBelowBreaksARule(DriverBench bench) {
        ScriptedDriver filter = bench.driver("filter").beforeDevice(init -> init.setFilter());
        filter.queue("F", SEQUENTIAL).asDefault().powerManaged().onRead((_, request, _) -> {
            request.formatUsingCurrentType();
            request.setCompletionCallback(
                    (completed, _, params, _) -> {
                        bench.trace().mark("filter.OnCompletion");
                        completed.completeWithInformation(params.getCompletionStatus(), params.getInformation());
                    },
                    null);
            request.send(filter.device().getDefaultIoTarget(), Set.of(), 0);
        });
        bench.plug(keeping(bench, "lower"), filter);
        Program program = bench.program();
        List<PendingIo> reads = List.of(program.read(1), program.read(2), program.read(3));
        bench.quiet();
        bench.expectViolation("REQ-12");
        assertThatThrownBy(bench.held().get("r1")::getWriteParameters).isInstanceOf(ContractViolationException.class);
        bench.quiet();
        assertThat(reads).allSatisfy(read -> assertThat(read.await().status())
                .isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED));
        assertThat(bench.trace().of("filter.OnRead", "filter.OnCompletion")).containsExactly("filter.OnRead(r1)");
    }

    @Schedules
    @Rule("HOST-3")
    void aWorkItemThatWaitsForTheLockIsNotRunAfterTheViolation(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", SEQUENTIAL).asDefault().onRead((_, request, _) -> {
            driver.device()
                    .createWorkItem(new WUDF_WORKITEM_CONFIG(_ -> bench.trace().mark("work item"), true), null)
                    .enqueue();
            bench.quiet(); // it waits for this callback to return now
            request.getWriteParameters();
        });
        bench.plug(driver);
        bench.expectViolation("REQ-12");
        PendingIo read = bench.program().read(1);
        assertThat(read.await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        bench.quiet();
        assertThat(bench.trace().of("work item")).isEmpty();
    }

    @Schedules
    @Rule("HOST-3")
    void aRequestWhoseCleanupCallbackHangsEndsWithTheDevice(DriverBench bench) {
        bench.plug(keeping(bench, "driver"));
        PendingIo read = bench.program().read(1);
        bench.quiet();
        Gate released = bench.scheduler().newGate("the cleanup callback may return");
        IWDFIoRequest request = bench.held().take("r1");
        request.assignContext(_ -> released.await(), null);
        Activity completer = bench.begin("completer", () -> request.complete(HResult.S_OK));
        bench.quiet();
        assertThat(read.isDone()).isFalse();
        bench.expectViolation("REQ-12");
        assertThatThrownBy(request::getWriteParameters).isInstanceOf(ContractViolationException.class);
        assertThat(read.await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        released.open();
        completer.await();
    }

    @Schedules
    @Rule("REQ-6")
    void aSecondCompletionIsASecondCompletionWhateverItSays(DriverBench bench) {
        bench.plug(keeping(bench, "driver"));
        bench.program().read(1);
        bench.quiet();
        IWDFIoRequest request = bench.held().take("r1");
        request.complete(HResult.S_OK);
        bench.expectViolation("REQ-6");
        assertThatThrownBy(() -> request.completeWithInformation(HResult.S_OK, Program.LENGTH + 1))
                .isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("HOST-3")
    void aLateCompletionOfATerminatedRequestDoesNothingWhateverItSays(DriverBench bench) {
        bench.plug(keeping(bench, "driver"));
        bench.program().read(1);
        bench.quiet();
        IWDFIoRequest request = bench.held().take("r1");
        bench.expectViolation("REQ-12");
        assertThatThrownBy(request::getWriteParameters).isInstanceOf(ContractViolationException.class);
        request.completeWithInformation(HResult.S_OK, Program.LENGTH + 1);
    }
}
