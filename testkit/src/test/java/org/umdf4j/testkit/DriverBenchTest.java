package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.inf.DriverInstall;
import org.umdf4j.framework.inf.DriverModel;
import org.umdf4j.framework.inf.DriverPackage;
import org.umdf4j.framework.inf.DriverService;
import org.umdf4j.framework.inf.InfException;
import org.umdf4j.framework.inf.RegistryValue;
import org.umdf4j.framework.inf.WdfDirectives;
import org.umdf4j.framework.stack.StackStatus;
import org.umdf4j.testkit.simulation.Choices;

/** The bench finds what it promises to find. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DriverBenchTest {
    private static void run(Choices choices, Consumer<DriverBench> test) {
        DriverBench bench = new DriverBench(choices);
        bench.run(() -> test.accept(bench));
    }

    private static AbstractThrowableAssert<?, ?> assertFails(Consumer<DriverBench> test) {
        return assertThatThrownBy(() -> run(Choices.fifo(), test)).isInstanceOf(AssertionError.class);
    }

    private static ScriptedQueue plugWithQueue(DriverBench bench, Consumer<IWDFIoRequest> onRead) {
        ScriptedDriver driver = bench.driver();
        ScriptedQueue queue = driver.queue("D", PARALLEL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> onRead.accept(request));
        bench.plug(driver);
        return queue;
    }

    @Test
    void aGoodDriverPasses() {
        run(Choices.fifo(), bench -> {
            plugWithQueue(bench, request -> request.complete(HResult.S_OK));
            assertThat(bench.program().read(1).await().succeeded()).isTrue();
            bench.suspend();
            bench.resume();
        });
    }

    @Test
    void aModelOfAPackageIsPluggedInWithItsServiceOrder() {
        run(Choices.fifo(), bench -> {
            ScriptedDriver lower = bench.driver("lower");
            lower.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
            ScriptedDriver upper = bench.driver("upper");

            bench.plug(twoDrivers(), Map.of("top", upper, "bottom", lower));

            assertThat(bench.stack().status().drivers())
                    .extracting(driver -> driver.driver())
                    .containsExactly("top", "bottom");
            assertThatThrownBy(() -> bench.plug(twoDrivers(), Map.of("top", upper)))
                    .hasMessageContaining("no driver for service 'bottom' of 'ACME\\Two'");
        });
    }

    @Test
    void aPackageSaysWhetherItsDeviceIdlesAtFirstWhereItsDriverLeavesThatToTheUser() {
        run(Choices.fifo(), bench -> {
            AtomicReference<String> told = new AtomicReference<>("nothing");
            ScriptedDriver driver = bench.driver("bottom")
                    .afterDevice(device -> told.set(
                            device.retrieveDevicePropertyStore(null, WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_VOLATILE)
                                    .store()
                                    .getNamedValue("WdfDefaultIdleInWorkingState")
                                    .map(PropVariant::text)
                                    .orElse("nothing")));
            RegistryValue off = new RegistryValue("WDF", "WdfDefaultIdleInWorkingState", PropVariant.of(0));
            DriverInstall install = new DriverInstall(
                    "One",
                    false,
                    List.of(new DriverService("bottom", Optional.empty())),
                    WdfDirectives.DEFAULT,
                    List.of(off));
            bench.plug(new DriverModel("Acme", "One", List.of("ACME\\One"), install), Map.of("bottom", driver));
            assertThat(told.get()).isEqualTo("0");
        });
    }

    private static DriverModel twoDrivers() {
        DriverInstall install = new DriverInstall(
                "Two",
                false,
                List.of(new DriverService("bottom", Optional.empty()), new DriverService("top", Optional.empty())),
                WdfDirectives.DEFAULT,
                List.of());
        return new DriverModel("Acme", "Two drivers", List.of("ACME\\Two"), install);
    }

    @Test
    void aRequestThatIsNeverAnsweredIsFoundWhenTheRemovalTimesOut() {
        assertFails(bench -> {
                    plugWithQueue(bench, _ -> {});
                    bench.program().read(1);
                })
                .hasMessageContaining("HOST-1");
    }

    @Test
    void aViolationNobodyAnnouncedFailsAndNamesTheRule() {
        assertFails(bench -> {
                    plugWithQueue(bench, request -> {
                        request.complete(HResult.S_OK);
                        request.complete(HResult.S_OK);
                    });
                    bench.program().read(1).await();
                })
                .hasMessageContaining("found [REQ-6]")
                .hasMessageContaining("OnRead(r1)");
    }

    @Test
    void anAnnouncedViolationThatDoesNotHappenFails() {
        assertFails(bench -> {
                    bench.expectViolation("REQ-6");
                    plugWithQueue(bench, request -> request.complete(HResult.S_OK));
                })
                .hasMessageContaining("expected violations of [REQ-6], found []");
    }

    @Test
    void aTaskThatIsLeftFails() {
        assertFails(bench -> {
                    plugWithQueue(bench, request -> request.complete(HResult.S_OK));
                    bench.begin(
                            "forgotten",
                            () -> bench.scheduler().newGate("nobody").await());
                })
                .hasMessageContaining("'forgotten' waits for gate 'nobody'");
    }

    /** Completes a cancelable request without unmarking it: wrong, but only seen if no cancel has come before. */
    private static void racyDriver(DriverBench bench) {
        List<PendingIo> ios = new ArrayList<>();
        ScriptedQueue queue = plugWithQueue(bench, bench::hold);
        queue.onCancel(request -> bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED));
        ios.add(bench.program().read(1));
        bench.quiet();
        bench.held().get("r1").markCancelable(queue.cancel());
        bench.begin("canceller", () -> ios.getFirst().cancel());
        if (bench.held().has("r1")) {
            bench.held().complete("r1");
        }
    }

    /** Enough for a race in which a whole cancellation has to pass between two statements, one time in a hundred. */
    private static final int SEEDS = 600;

    @Test
    void randomSchedulesFindARaceAndTheScheduleRepeatsIt() {
        List<String> failures = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                run(Choices.random(seed), DriverBenchTest::racyDriver);
            } catch (AssertionError failure) {
                failures.add(String.valueOf(failure.getMessage()));
            }
        }
        assertThat(failures.size()).isBetween(1, SEEDS - 1);
        Matcher schedule = Pattern.compile("Choices.replay\\(\"([^\"]*)\"\\)").matcher(failures.getFirst());
        assertThat(schedule.find()).isTrue();
        assertThatThrownBy(() -> run(Choices.replay(schedule.group(1)), DriverBenchTest::racyDriver))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Choices.replay(\"" + schedule.group(1) + "\")");
    }

    private static final String PACKAGE = """
        [Version]
        Signature = "$Windows NT$"
        Provider = Acme
        [Manufacturer]
        Acme = Models
        [Models]
        Meter = Meter, ACME\\Meter
        [Meter]
        [Meter.HW]
        AddReg = Values
        [Values]
        HKR,,port,,7
        HKR,WUDF,VerifierReportOnly,0x00010001,1
        [Meter.Services]
        Needs = WUDFRD.NT.Services
        [Meter.Wdf]
        UmdfServiceOrder = meter, filter
        """;

    @Schedules(0)
    @Rule("VER-2")
    void aPackageIsPluggedInWithItsStackItsParametersAndItsVerifier(DriverBench bench) throws InfException {
        byte[] inf = PACKAGE.getBytes(StandardCharsets.UTF_8);
        DriverModel model = DriverPackage.parse("meter.inf", inf, Set.of("meter", "filter"))
                .model("ACME\\Meter")
                .orElseThrow();
        List<String> ports = new ArrayList<>();
        ScriptedDriver meter = bench.driver("lower")
                .beforeDevice(init -> ports.add(
                        init.retrieveDevicePropertyStore(null, WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_VOLATILE)
                                .store()
                                .getNamedValue("port")
                                .map(PropVariant::text)
                                .orElse("none")));
        meter.queue("Q", PARALLEL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(
                model, Map.of("meter", meter, "filter", bench.driver("upper").beforeDevice(init -> init.setFilter())));
        assertThat(ports).containsExactly("7");
        assertThat(bench.stack().status().drivers())
                .extracting(StackStatus.DriverStatus::driver)
                .containsExactly("filter", "meter");
        bench.expectViolation("LCK-4");
        assertThatThrownBy(() -> meter.device().releaseLock()).isInstanceOf(WdfException.class);
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
    }
}
