package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL.ANONYMOUS;
import static org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL.DELEGATION;
import static org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL.IDENTIFICATION;
import static org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL.IMPERSONATION;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 17 of the I/O contract: impersonation. */
class ImpersonationTest {
    private static final Requestor ANN = new Requestor(77, 1000, 100);

    /** A device on which the driver holds a read of a program, and a host that traces whom its thread acts as. */
    private static IWDFIoRequest readOf(
            Requestor program, DriverBench bench, Optional<SECURITY_IMPERSONATION_LEVEL> packageAllows) {
        Impersonator traced = (client, level, action) -> {
            bench.trace().mark("as user %d, %s".formatted(client.userId(), level));
            action.run();
            bench.trace().mark("as itself");
        };
        return readOf(program, bench, packageAllows, traced);
    }

    private static IWDFIoRequest readOf(
            Requestor program,
            DriverBench bench,
            Optional<SECURITY_IMPERSONATION_LEVEL> packageAllows,
            Impersonator impersonator) {
        bench.provide(services -> services.withImpersonation(impersonator, packageAllows));
        Rig rig = new Rig(bench, PARALLEL).plugged();
        DeviceFile file = DeviceFile.open(bench.stack().port(), bench.scheduler(), "", program);
        file.startRead(MemorySegment.ofArray(new byte[1]), 1).whenDone(_ -> file.close());
        bench.quiet();
        bench.trace().clear();
        return rig.held("r1");
    }

    private static void assertRefused(DriverBench bench, IWDFIoRequest request, SECURITY_IMPERSONATION_LEVEL level) {
        QueueCreationTest.assertRefused(
                HResult.ERROR_BAD_IMPERSONATION_LEVEL,
                () -> request.impersonate(level, _ -> bench.trace().mark("OnImpersonate"), null));
        assertThat(bench.trace().events()).isEmpty();
    }

    @Schedules(0)
    @Rule({"IMP-1", "IMP-2"})
    void theCallbackRunsAsTheProgramBeforeTheCallReturns(DriverBench bench) {
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION));
        request.impersonate(IMPERSONATION, context -> bench.trace().mark("OnImpersonate of " + context), "it");
        bench.trace().mark("returned");
        assertThat(bench.trace().events())
                .containsExactly("as user 1000, IMPERSONATION", "OnImpersonate of it", "as itself", "returned");
    }

    @Schedules(0)
    @Rule("IMP-2")
    void exactlyTheLevelAskedForIsGranted(DriverBench bench) {
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION));
        request.impersonate(ANONYMOUS, _ -> {}, null);
        request.impersonate(IDENTIFICATION, _ -> {}, null);
        assertThat(bench.trace().of("as user"))
                .containsExactly("as user 1000, ANONYMOUS", "as user 1000, IDENTIFICATION");
    }

    @Schedules(0)
    @Rule("IMP-1")
    void aPackageThatSaysNothingAllowsNothing(DriverBench bench) {
        assertRefused(bench, readOf(ANN, bench, Optional.empty()), ANONYMOUS);
    }

    @Schedules(0)
    @Rule("IMP-1")
    void moreThanThePackageAllowsIsRefused(DriverBench bench) {
        assertRefused(bench, readOf(ANN, bench, Optional.of(IDENTIFICATION)), IMPERSONATION);
    }

    @Schedules(0)
    @Rule("IMP-1")
    void moreThanTheProgramAllowsIsRefused(DriverBench bench) {
        assertRefused(bench, readOf(ANN, bench, Optional.of(DELEGATION)), DELEGATION);
    }

    @Schedules(0)
    @Rule("IMP-1")
    void aProgramNobodyKnowsAllowsNothing(DriverBench bench) {
        assertRefused(bench, readOf(Requestor.NONE, bench, Optional.of(DELEGATION)), IDENTIFICATION);
    }

    @Schedules(0)
    @Rule("IMP-1")
    void aHostThatCannotActAsTheProgramCallsNothing(DriverBench bench) {
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION), Impersonator.NONE);
        QueueCreationTest.assertRefused(
                HResult.STATUS_NOT_SUPPORTED,
                () -> request.impersonate(IMPERSONATION, _ -> bench.trace().mark("OnImpersonate"), null));
        assertThat(bench.trace().events()).isEmpty();
    }

    @Schedules(0)
    @Rule("IMP-3")
    void aFrameworkMethodCalledFromOnImpersonateIsAViolationOnceTheThreadIsItselfAgain(DriverBench bench) {
        bench.expectViolation("IMP-3");
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION));
        assertThatThrownBy(() -> request.impersonate(
                        IMPERSONATION,
                        _ -> {
                            bench.trace().mark("OnImpersonate");
                            request.complete(HResult.S_OK);
                        },
                        null))
                .isInstanceOf(ContractViolationException.class);
        assertThat(bench.trace().of("as", "OnImpersonate", "r1 ended"))
                .containsExactly("as user 1000, IMPERSONATION", "OnImpersonate", "as itself");
    }

    @Schedules(0)
    @Rule("IMP-3")
    void aDriverThatSwallowsTheRefusalHasBrokenTheContractAllTheSame(DriverBench bench) {
        bench.expectViolation("IMP-3");
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION));
        assertThatThrownBy(() -> request.impersonate(
                        IMPERSONATION,
                        _ -> assertThatThrownBy(() -> request.retrieveOutputBuffer(0))
                                .isInstanceOf(RuntimeException.class),
                        null))
                .isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("IMP-3")
    void otherThreadsOfTheDriverCallTheFrameworkMeanwhile(DriverBench bench) {
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION));
        request.impersonate(
                IMPERSONATION,
                _ -> bench.begin("another thread", () -> bench.held().complete("r1"))
                        .await(),
                null);
        bench.quiet();
        assertThat(bench.held().names()).isEmpty();
    }

    @Schedules(0)
    @Rule("IMP-1")
    void whatEscapesFromTheCallbackIsReportedOnceTheThreadIsItselfAgain(DriverBench bench) {
        bench.expectViolation("HOST-11");
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION));
        request.impersonate(
                IMPERSONATION,
                _ -> {
                    throw new IllegalStateException("broken");
                },
                null);
        assertThat(bench.trace().of("as")).containsExactly("as user 1000, IMPERSONATION", "as itself");
        QueueCreationTest.assertRefused(
                HResult.STATUS_DRIVER_PROCESS_TERMINATED, () -> request.impersonate(IMPERSONATION, _ -> {}, null));
    }

    @Schedules(0)
    @Rule("IMP-1")
    void aFailureOfTheDriversOwnIsNotTheCallsFailure(DriverBench bench) {
        bench.expectViolation("HOST-11");
        IWDFIoRequest request = readOf(ANN, bench, Optional.of(IMPERSONATION));
        request.impersonate(
                IMPERSONATION,
                _ -> {
                    throw new WdfException(HResult.E_FAIL, "not for a callback");
                },
                null);
        assertThat(bench.trace().of("as itself")).hasSize(1);
    }
}
