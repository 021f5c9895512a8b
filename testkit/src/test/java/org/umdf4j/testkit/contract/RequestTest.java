package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.lang.foreign.MemorySegment;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 8 of the I/O contract: ownership and lifecycle of requests. */
class RequestTest {
    @Schedules
    @Rule({"REQ-1", "REQ-10"})
    void completionRunsCleanupThenTheClientThenTheNextDelivery(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.reads(1, 2);
        rig.held("r1").assignContext(_ -> bench.trace().mark("OnCleanup(r1)"), "context");
        bench.trace().clear();
        rig.complete("r1");
        assertThat(bench.trace().events())
                .containsExactly("OnCleanup(r1)", "r1 ended: S_OK 0x00000000, 0", "OnRead(r2)");
    }

    @Schedules(0)
    @Rule("REQ-2")
    void completeUsesTheInformationSetBefore(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").setInformation(7);
        rig.complete("r1");
        assertThat(io.await()).isEqualTo(new IoResult(HResult.S_OK, 7));
    }

    @Schedules(0)
    @Rule("REQ-3")
    void documentedStatusesReachTheProgramAsTheyAre(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        for (HResult status : new HResult[] {HResult.STATUS_END_OF_FILE, HResult.ERROR_IO_DEVICE}) {
            PendingIo io = rig.read(1);
            bench.held().take("r1").complete(status);
            assertThat(io.await().status()).isEqualTo(status);
        }
    }

    @Schedules(0)
    @Rule("REQ-4")
    void frameworkStatusesAreTranslated(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        HResult[][] pairs = {
            {HResult.STATUS_WDF_PAUSED, HResult.STATUS_DEVICE_BUSY},
            {HResult.STATUS_WDF_BUSY, HResult.STATUS_DEVICE_BUSY},
            {HResult.STATUS_WDF_INTERNAL_ERROR, HResult.STATUS_INTERNAL_ERROR},
            {HResult.fromNt(0xC020_020B), HResult.STATUS_INVALID_DEVICE_REQUEST}
        };
        for (HResult[] pair : pairs) {
            PendingIo io = rig.read(1);
            bench.held().take("r1").complete(pair[0]);
            assertThat(io.await().status()).as("%s", pair[0]).isEqualTo(pair[1]);
        }
    }

    @Schedules(0)
    @Rule("REQ-5")
    void claimingMoreThanTheBufferHoldsIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        bench.expectViolation("REQ-5");
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(() -> request.completeWithInformation(HResult.S_OK, Program.LENGTH + 1))
                .isInstanceOf(ContractViolationException.class);
    }

    @Schedules(0)
    @Rule("REQ-5")
    void errorStatusesAreNotChecked(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        PendingIo io = rig.read(1);
        bench.held().take("r1").completeWithInformation(HResult.ERROR_MORE_DATA, Program.LENGTH + 1);
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_MORE_DATA);
    }

    @Schedules
    @Rule("REQ-6")
    void completingTwiceIsAViolationAndTheProgramHearsOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.complete(HResult.S_OK);
        bench.expectViolation("REQ-6");
        assertThatThrownBy(() -> request.complete(HResult.E_FAIL)).isInstanceOf(ContractViolationException.class);
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules(0)
    @Rule("REQ-6")
    void askingForTheParametersOfACompletedRequestIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.complete(HResult.S_OK);
        bench.expectViolation("REQ-6");
        assertThatThrownBy(request::getReadParameters).isInstanceOf(ContractViolationException.class);
    }

    @Schedules(0)
    @Rule("REQ-7")
    void completingACancelableRequestOutsideOnCancelIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        bench.expectViolation("REQ-7");
        assertThatThrownBy(() -> request.complete(HResult.S_OK)).isInstanceOf(ContractViolationException.class);
    }

    @Schedules(0)
    @Rule("REQ-11")
    void aRequestKnowsTheQueueItIsIn(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.read(1);
        IWDFIoRequest request = bench.held().take("r1");
        assertThat(request.getIoQueue()).contains(rig.p.get());
        request.forwardToIoQueue(other.get());
        assertThat(request.getIoQueue()).contains(other.get());
        bench.hold(other.get().retrieveNextRequest().request().orElseThrow());
    }

    @Schedules(0)
    @Rule("REQ-12")
    void parametersOfAnotherTypeAreAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(5);
        IWDFIoRequest request = rig.held("r5");
        assertThat(request.getReadParameters().offset()).isEqualTo(5);
        assertThat(request.getReadParameters().sizeInBytes()).isEqualTo(Program.LENGTH);
        bench.expectViolation("REQ-12");
        assertThatThrownBy(request::getWriteParameters).isInstanceOf(ContractViolationException.class);
    }

    @Schedules(0)
    @Rule("REQ-13")
    void aRequestKnowsItsFile(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.reads(1, 2);
        assertThat(rig.held("r1").getFileObject())
                .isPresent()
                .isEqualTo(rig.held("r2").getFileObject());
    }

    @Schedules(60)
    @Rule({"REQ-1", "REQ-6", "DSP-1"})
    void completionsOnOtherThreadsEndEachRequestOnce(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.p.onRead((_, request, _) -> bench.begin("completer", () -> request.complete(HResult.S_OK)));
        rig.plugged();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            bench.begin(
                    "reader", () -> assertThat(rig.program().file().read(MemorySegment.ofArray(new byte[8]), number))
                            .isEqualTo(new IoResult(HResult.S_OK, 0)));
        }
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).hasSize(3);
    }
}
