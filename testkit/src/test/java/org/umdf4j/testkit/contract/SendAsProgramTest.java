package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATE_CLIENT;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATION_IGNORE_FAILURE;

import java.util.Optional;
import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** An open that a driver sends on in the name of the program behind it (SND-17). */
class SendAsProgramTest {
    private static final Requestor ANN = new Requestor(77, 1000, 100);

    /** A host that traces whom its thread acts as. */
    private record Traced(DriverBench bench) implements Impersonator {
        @Override
        public void runAs(Requestor client, SECURITY_IMPERSONATION_LEVEL level, Runnable action) {
            bench.trace().mark("as user " + client.userId());
            action.run();
            bench.trace().mark("as itself");
        }

        @Override
        public void runAsItself(Runnable action) {
            bench.trace().mark("for a while as itself");
            try {
                action.run();
            } finally {
                bench.trace().mark("again as the user");
            }
        }
    }

    /** A filter that sends each open on with these options and completes it as it comes back. */
    private static ScriptedDriver filter(DriverBench bench, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> options) {
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("C", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, request, _) -> {
            request.formatUsingCurrentType();
            request.setCompletionCallback(
                    (sent, _, params, _) -> {
                        bench.trace().mark("OnCompletion");
                        sent.complete(params.getCompletionStatus());
                    },
                    null);
            try {
                request.send(filter.device().getDefaultIoTarget(), options, 0);
            } catch (WdfException refused) {
                bench.trace().mark("refused");
                request.complete(refused.status());
            }
        });
        return filter;
    }

    /** A driver that takes each open. */
    private static ScriptedDriver lower(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("L", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, request, _) -> {
            bench.trace().mark("opens");
            request.complete(HResult.S_OK);
            bench.trace().mark("has opened");
        });
        return lower;
    }

    private static void allow(
            DriverBench bench, Impersonator impersonator, Optional<SECURITY_IMPERSONATION_LEVEL> most) {
        bench.provide(services -> services.withImpersonation(impersonator, most));
    }

    private static DeviceFile open(DriverBench bench, Requestor program) {
        bench.trace().clear();
        return DeviceFile.open(bench.stack().port(), bench.scheduler(), "", program);
    }

    private static void assertOpenFails(DriverBench bench, Requestor program, HResult status) {
        assertThatThrownBy(() -> open(bench, program))
                .isInstanceOfSatisfying(WdfException.class, refused -> assertThat(refused.status())
                        .isEqualTo(status));
    }

    @Schedules
    @Rule("SND-17")
    void theLowerDriverOpensAsTheProgramAndNobodyElseRunsAsIt(DriverBench bench) {
        allow(bench, new Traced(bench), Optional.of(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION));
        bench.plug(lower(bench), filter(bench, Set.of(IMPERSONATE_CLIENT)));
        DeviceFile file = open(bench, ANN);
        assertThat(bench.trace().of("as", "for a while", "again", "opens", "has opened", "OnCompletion"))
                .startsWith("as user 1000", "as itself") // whether it can be done, before anything is sent
                .containsSubsequence("as user 1000", "opens", "for a while as itself", "OnCompletion")
                .containsSubsequence("OnCompletion", "again as the user", "has opened", "as itself");
        file.close();
    }

    @Schedules(0)
    @Rule({"SND-17", "IMP-1"})
    void whoMayNotBeActedAsFailsTheSend(DriverBench bench) {
        allow(bench, new Traced(bench), Optional.of(SECURITY_IMPERSONATION_LEVEL.IDENTIFICATION));
        bench.plug(lower(bench), filter(bench, Set.of(IMPERSONATE_CLIENT)));
        assertOpenFails(bench, ANN, HResult.ERROR_BAD_IMPERSONATION_LEVEL);
        assertThat(bench.trace().of("refused", "opens", "OnCompletion")).containsExactly("refused");
    }

    @Schedules(0)
    @Rule({"SND-17", "IMP-1"})
    void aProgramNobodyKnowsFailsTheSend(DriverBench bench) {
        allow(bench, new Traced(bench), Optional.of(SECURITY_IMPERSONATION_LEVEL.DELEGATION));
        bench.plug(lower(bench), filter(bench, Set.of(IMPERSONATE_CLIENT)));
        assertOpenFails(bench, Requestor.NONE, HResult.ERROR_BAD_IMPERSONATION_LEVEL);
    }

    @Schedules(0)
    @Rule("SND-17")
    void aHostThatCannotActAsTheProgramFailsTheSend(DriverBench bench) {
        allow(bench, Impersonator.NONE, Optional.of(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION));
        bench.plug(lower(bench), filter(bench, Set.of(IMPERSONATE_CLIENT)));
        assertOpenFails(bench, ANN, HResult.STATUS_NOT_SUPPORTED);
        assertThat(bench.trace().of("refused", "opens", "OnCompletion")).containsExactly("refused");
    }

    @Schedules(0)
    @Rule("SND-17")
    void aFailureToActAsTheProgramIsIgnoredIfTheDriverSaysSo(DriverBench bench) {
        allow(bench, Impersonator.NONE, Optional.of(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION));
        bench.plug(lower(bench), filter(bench, Set.of(IMPERSONATE_CLIENT, IMPERSONATION_IGNORE_FAILURE)));
        DeviceFile file = open(bench, ANN);
        assertThat(bench.trace().of("refused", "opens", "OnCompletion")).containsExactly("opens", "OnCompletion");
        file.close();
    }

    @Schedules
    @Rule("SND-17")
    void theFileBelowIsOpenedAsTheProgram(DriverBench bench) {
        allow(bench, new Traced(bench), Optional.of(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION));
        bench.system().file("/secret", 64).denyOpen(HResult.ERROR_ACCESS_DENIED);
        bench.bottom("/secret");
        bench.plug(filter(bench, Set.of(IMPERSONATE_CLIENT)));
        assertOpenFails(bench, ANN, HResult.ERROR_ACCESS_DENIED);
        assertThat(bench.trace().of("as", "OnCompletion"))
                .containsExactly("as user 1000", "as itself", "as user 1000", "as itself", "OnCompletion");
    }

    @Schedules
    @Rule("SND-17")
    void withoutTheOptionTheFileBelowIsTheHostsToOpen(DriverBench bench) {
        allow(bench, new Traced(bench), Optional.of(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION));
        bench.system().file("/secret", 64).denyOpen(HResult.ERROR_ACCESS_DENIED);
        bench.bottom("/secret");
        bench.plug(filter(bench, Set.of()));
        DeviceFile file = open(bench, ANN);
        assertThat(bench.trace().of("as", "OnCompletion")).containsExactly("OnCompletion");
        file.close();
    }

    @Schedules(0)
    @Rule("SND-17")
    void aTargetOverAFileIsOpenedAsTheProgram(DriverBench bench) {
        allow(bench, new Traced(bench), Optional.of(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION));
        bench.system().file("/secret", 64).denyOpen(HResult.ERROR_ACCESS_DENIED);
        ScriptedDriver driver = bench.driver();
        driver.queue("C", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, request, _) -> {
            request.formatUsingCurrentType();
            request.setCompletionCallback((sent, _, params, _) -> sent.complete(params.getCompletionStatus()), null);
            request.send(driver.device().createFileHandleTarget("/secret"), Set.of(IMPERSONATE_CLIENT), 0);
        });
        bench.plug(driver);
        assertOpenFails(bench, ANN, HResult.ERROR_ACCESS_DENIED);
    }

    @Schedules(0)
    @Rule({"SND-17", "HOST-11"})
    void whatEscapesFromTheLowerDriverIsReportedOnceTheThreadIsItselfAgain(DriverBench bench) {
        allow(bench, new Traced(bench), Optional.of(SECURITY_IMPERSONATION_LEVEL.IMPERSONATION));
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("L", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, _, _) -> {
            throw new IllegalStateException("broken");
        });
        bench.plug(lower, filter(bench, Set.of(IMPERSONATE_CLIENT)));
        bench.expectViolation("HOST-11");
        assertOpenFails(bench, ANN, HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        assertThat(bench.trace().of("as")).endsWith("as user 1000", "as itself");
    }
}
