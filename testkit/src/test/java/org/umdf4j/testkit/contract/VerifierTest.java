package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 18 of the I/O contract: what a violation says, and that a device told to goes on after it. */
class VerifierTest {
    private static final IRequestCallbackCancel ON_CANCEL =
            request -> request.complete(HResult.ERROR_OPERATION_ABORTED);

    @Schedules
    @Rule("VER-1")
    void aViolationCarriesTheEventsOfItsRequestAndItsDevice(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.reads(1, 2);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(ON_CANCEL);
        bench.expectViolation("REQ-7");
        Violation violation = broken(() -> request.complete(HResult.S_OK));
        String id = "r" + violation.requestId() + " ";
        assertThat(violation.history()).startsWith(id + "READ request");
        assertThat(violation.trace()).first().asString().contains("request r" + violation.requestId());
        assertThat(String.join("\n", violation.trace()))
                .containsSubsequence(
                        id + "OnRead begins",
                        id + "OnRead ends",
                        id + "markCancelable",
                        id + "REQ-7",
                        "the last events of the device",
                        id + "REQ-7");
        assertThat(violation.report()).contains("OnRead begins").contains("broke rule REQ-7");
    }

    @Schedules
    @Rule("VER-2")
    void theSamePlaceIsReportedOnceAndRecordedEachTime(DriverBench bench) {
        Rig rig = reporting(bench);
        rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        refused(bench, "CAN-10", request::unmarkCancelable);
        broken(request::unmarkCancelable);
        broken(request::unmarkCancelable);
        assertThat(bench.record().events().stream()
                        .filter(event -> event.what().equals("CAN-10"))
                        .map(RecordedEvent::describe))
                .hasSize(3);
        rig.complete("r1");
    }

    @Schedules
    @Rule("VER-2")
    void whatTheEngineCallsFatalStopsTheDeviceAllTheSame(DriverBench bench) {
        Rig rig = reporting(bench);
        rig.read(1);
        bench.expectViolation("REQ-5");
        broken(() -> rig.held("r1").completeWithInformation(HResult.S_OK, Program.LENGTH + 1));
    }

    @Schedules
    @Rule("REQ-5")
    void aWriteOfMoreThanTheProgramWroteNamesTheDriver(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        PendingIo io = rig.write(1);
        bench.expectViolation("REQ-5");
        Violation violation = broken(() -> rig.held("w1").completeWithInformation(HResult.S_OK, Program.LENGTH + 1));
        assertThat(violation.did()).isEqualTo("the driver completed with 17 bytes, the program wrote 16");
        assertThat(io.await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
    }

    @Schedules
    @Rule({"OBJ-2", "VER-2"})
    void aDeletedQueueTakesNoStopDrainOrPurge(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        var free = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        free.get().deleteWdfObject();
        bench.expectViolation("OBJ-2");
        assertThat(broken(() -> free.get().purge(null)).did()).contains("which has been deleted");
    }

    @Schedules
    @Rule("STOP-30")
    void aLateAcknowledgementIsToldApartFromOneOutOfPlace(DriverBench bench) {
        Rig rig = reporting(bench);
        rig.reads(1);
        IWDFIoRequest request = rig.held("r1");
        bench.expectViolation("STOP-29");
        assertThat(broken(() -> request.stopAcknowledge(false)).did()).doesNotContain("STOP-30");
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(broken(() -> request.stopAcknowledge(false)).did()).contains("STOP-30");
        rig.complete("r1");
        suspend.await();
    }

    private static Rig reporting(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
        return new Rig(bench, PARALLEL).plugged();
    }

    private static void refused(DriverBench bench, String rule, ThrowingCallable misuse) {
        bench.expectViolation(rule);
        assertThat(broken(misuse).rule()).isEqualTo(rule);
    }

    private static Violation broken(ThrowingCallable misuse) {
        var seen = new Violation[1];
        assertThatThrownBy(misuse)
                .isInstanceOfSatisfying(ContractViolationException.class, thrown -> seen[0] = thrown.violation());
        return seen[0];
    }
}
