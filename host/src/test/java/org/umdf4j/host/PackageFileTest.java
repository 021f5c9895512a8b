package org.umdf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.host.DeviceReport.DriverReport;
import org.umdf4j.host.HostException.Kind;

/** Driver packages in jars: found, refused, chosen from, plugged in. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PackageFileTest {
    /** Two models of drivers that come with the program, so that the jar needs no classes. */
    private static final String INF = """
        [Version]
        Signature = "$Windows NT$"
        Provider = Acme
        [Manufacturer]
        Acme = Models
        [Models]
        Plain = Plain, ACME\\Plain
        Traced = Traced, ACME\\Traced
        [Plain]
        [Plain.Services]
        Needs = WUDFRD.NT.Services
        [Plain.Wdf]
        UmdfServiceOrder = echo
        [Traced]
        [Traced.HW]
        AddReg = Size
        [Size]
        HKR,,size,,1M
        [Traced.Services]
        Needs = WUDFRD.NT.Services
        [Traced.Wdf]
        UmdfServiceOrder = disk, trace
        """;

    @TempDir
    Path directory;

    private Path jar(Map<String, String> entries) throws IOException {
        return jar("acme.jar", entries);
    }

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static DeviceDefinition definition(Path jar, String id, Map<String, String> settings) {
        return new DeviceDefinition(
                new DeviceName("acme"),
                jar.toString(),
                List.of(),
                id,
                settings,
                HardwareSource.NONE,
                List.of(),
                Optional.empty());
    }

    @Test
    void theServiceOrderBuildsTheStackAndTheParametersReachTheDriver() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF));
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(definition(jar, "acme\\TRACED", Map.of()));

            assertThat(device.report().drivers())
                    .extracting(DriverReport::driver)
                    .containsExactly("trace", "disk");
            assertThat(sizeOf(host, device)).isEqualTo(1 << 20);
        }
    }

    @Test
    void theUsersSettingsGoBeforeThePackages() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF));
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(definition(jar, "ACME\\Traced", Map.of("size", "2M")));

            assertThat(sizeOf(host, device)).isEqualTo(2 << 20);
        }
    }

    /** From the device's standard information: an allocation size and the end of the file, 8 bytes each. */
    private static long sizeOf(DriverHost host, HostedDevice device) {
        try (Arena arena = Arena.ofShared();
                DeviceFile file = DeviceFile.open(device.port().orElseThrow(), host.scheduler())) {
            MemorySegment answer = arena.allocate(24, 8);
            assertThat(file.queryInformation(WDF_FILE_INFORMATION_CLASS.STANDARD, answer)
                            .succeeded())
                    .isTrue();
            return answer.get(ValueLayout.JAVA_LONG, 8);
        }
    }

    @Test
    void aPackageReplacedWhileTheDeviceIsUnpluggedTakesEffect() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF));
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(definition(jar, "ACME\\Plain", Map.of()));
            device.unplug();
            jar(Map.of("acme.inf", INF.replace("Order = echo", "Order = null")));
            device.plug();
            assertThat(device.report().drivers())
                    .extracting(DriverReport::driver)
                    .containsExactly("null");

            device.unplug();
            device.plug(jar.toString(), "ACME\\Traced");
            assertThat(device.report().drivers())
                    .extracting(DriverReport::driver)
                    .containsExactly("trace", "disk");
        }
    }

    @Test
    void aDeviceKeepsItsPackageWhenAnotherCannotBePluggedIn() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF));
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(definition(jar, "ACME\\Plain", Map.of()));
            device.unplug();
            assertThatThrownBy(() -> device.plug(jar.toString(), "ACME\\Other"))
                    .hasMessageContaining("has no model with id 'ACME\\Other', only ACME\\Plain, ACME\\Traced");
            device.plug();
            assertThat(device.report().drivers())
                    .extracting(DriverReport::driver)
                    .containsExactly("echo");
        }
    }

    @Test
    void severalModelsAndNoChoiceIsToldWithTheIds() throws Exception {
        PackageFile file = PackageFile.read(jar(Map.of("acme.inf", INF)));

        assertThatThrownBy(() -> file.model(""))
                .isInstanceOfSatisfying(
                        HostException.class, said -> assertThat(said.kind()).isEqualTo(Kind.USAGE))
                .hasMessageContaining("--hardware-id: ACME\\Plain, ACME\\Traced");
    }

    @Test
    void aMalformedPackageIsRefusedWithEveryErrorAndItsPlace() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF.replace("echo", "ekko").replace("1M", "\"1M")));

        assertThatThrownBy(() -> PackageFile.find(jar))
                .isInstanceOfSatisfying(
                        HostException.class, said -> assertThat(said.kind()).isEqualTo(Kind.SETUP))
                .hasMessageContaining("acme.jar: malformed driver package:")
                .hasMessageContaining("acme.inf:13:20: error: the order names service 'ekko', which has no UmdfService")
                .hasMessageContaining("without one there are disk, echo, factorial, null, trace")
                .hasMessageContaining("acme.inf:18:12: error: a quoted value has no end");
    }

    @Test
    void aJarHasOneInfAtItsRootOrIsNoPackage() throws Exception {
        assertThat(PackageFile.find(jar(Map.of("docs/acme.inf", INF)))).isEmpty();
        Path two = jar(Map.of("a.inf", INF, "B.INF", INF));
        assertThatThrownBy(() -> PackageFile.find(two)).hasMessageContaining("several INFs");
        Path huge = jar(Map.of("a.inf", "x".repeat(3 << 20)));
        assertThatThrownBy(() -> PackageFile.find(huge)).hasMessageContaining("an INF has at most 1048576");
    }

    /** The package with another directive for the plain model. */
    private Path saying(String directive) throws IOException {
        return jar(Map.of(
                "acme.inf",
                INF.replace("UmdfServiceOrder = echo", "UmdfServiceOrder = trace")
                        .replace("[Traced]\n", directive + "\n[Traced]\n")));
    }

    @Test
    void fileHandlePutsTheFileThatTheParameterNamesBelowTheStack() throws Exception {
        Path image = Files.writeString(directory.resolve("image"), "below");
        Map<String, String> bottom = Map.of("bottom", image.toString());
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(definition(saying("UmdfDispatcher = FileHandle"), "ACME\\Plain", bottom));
            byte[] read = new byte[5];
            try (DeviceFile file = DeviceFile.open(device.port().orElseThrow(), host.scheduler())) {
                assertThat(file.read(read, 0).succeeded()).isTrue();
            }
            assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("below");
        }
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            assertThatThrownBy(() -> host.add(definition(saying("; no dispatcher"), "ACME\\Plain", bottom)))
                    .hasMessageContaining("does not say UmdfDispatcher=FileHandle");
        }
    }

    @Test
    void aUsbDispatcherIsRefusedWithTheReason() throws Exception {
        assertThatThrownBy(() -> DriverPlan.of(definition(saying("UmdfDispatcher = WinUsb"), "ACME\\Plain", Map.of())))
                .hasMessageContaining("UmdfDispatcher=WinUsb")
                .hasMessageContaining("no USB devices here yet");
        Path later = saying("UmdfDispatcher = NativeUSB");
        assertThatThrownBy(() -> PackageFile.read(later))
                .hasMessageContaining(
                        "14:18: error: UmdfDispatcher is 'NativeUSB', which is for USB drivers of UMDF 2.15");
    }

    @Test
    void hardwareIsForPackagesThatAllowItsDriversTo() throws Exception {
        HardwareSource none = (scheduler, gone) -> HardwareSource.NONE.open(scheduler, gone);
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            DeviceDefinition refused = definition(saying("; nothing"), "ACME\\Plain", Map.of());
            assertThatThrownBy(() -> host.add(refused.withHardware(none)))
                    .hasMessageContaining("does not say UmdfDirectHardwareAccess=AllowDirectHardwareAccess");
            Path allowing = saying("UmdfDirectHardwareAccess = AllowDirectHardwareAccess");
            host.add(definition(allowing, "ACME\\Plain", Map.of()).withHardware(none));
        }
    }

    @Test
    void aDeviceThatDoesNotShareItsProcessHasItForItself() throws Exception {
        Path alone = saying("UmdfHostProcessSharing = ProcessSharingDisabled");
        DeviceDefinition other = new DeviceDefinition(new DeviceName("other"), "echo", List.of(), Map.of(), List.of());
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice first = host.add(definition(alone, "ACME\\Plain", Map.of()));
            assertThatThrownBy(() -> host.add(other))
                    .hasMessageContaining("package of device 'acme' says UmdfHostProcessSharing=ProcessSharingDisabled")
                    .hasMessageContaining("device 'other' would share its process");
            first.unplug();
            host.add(other);
            assertThatThrownBy(first::plug)
                    .hasMessageContaining("package of device 'acme'")
                    .hasMessageContaining("device 'other' would share its process");
        }
    }

    @Test
    void anIdWithoutAPackageIsRefused() {
        assertThatThrownBy(() -> DriverPlan.of(definition(Path.of("echo"), "ACME\\Plain", Map.of())))
                .hasMessageContaining("no driver package");
    }

    @Test
    void aFilterIsNoDeviceOfItsOwn() throws Exception {
        Path jar = jar(Map.of(
                "acme.inf",
                INF.replace("[Plain.Services]\nNeeds = WUDFRD.NT", "[Plain.Services]\nAddService=WUDFRd,0x1f8 ;")));

        assertThatThrownBy(() -> DriverPlan.of(definition(jar, "ACME\\Plain", Map.of())))
                .hasMessageContaining("'ACME\\Plain' is installed as a filter of another device");
    }

    @Test
    void aClassThatTheJarDoesNotProvideIsMissing() throws Exception {
        String service = """
            UmdfServiceOrder = meter
            UmdfService = meter, Meter
            [Meter]
            UmdfLibraryVersion = 1.11.0
            ServiceBinary = acme.jar
            DriverCLSID = com.acme.MeterDriver
            """;
        Path jar = jar(Map.of("acme.inf", INF.replace("UmdfServiceOrder = echo\n", service)));

        assertThat(PackageFile.read(jar).missingDrivers())
                .singleElement()
                .asString()
                .contains("service 'meter' is class com.acme.MeterDriver, which the jar does not provide");
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            assertThatThrownBy(() -> host.add(definition(jar, "ACME\\Plain", Map.of())))
                    .hasMessageContaining("holds no driver");
        }
    }

    private static DeviceDefinition filtered(Path jar, String id, Path filter) {
        return new DeviceDefinition(
                new DeviceName("acme"),
                jar.toString(),
                List.of(filter.toString()),
                id,
                Map.of(),
                HardwareSource.NONE,
                List.of(),
                Optional.empty());
    }

    /** A package with a filter for two devices; what it says of their size the devices' own package overrides. */
    private static String filterInf(String... ids) {
        StringBuilder inf = new StringBuilder("""
            [Version]
            Signature = "$Windows NT$"
            Provider = Acme
            [Manufacturer]
            Acme = Models
            [Size]
            HKR,,size,,4M
            [Models]
            """);
        for (int i = 0; i < ids.length; i++) {
            inf.append("Filter%d = Filter%d, ACME\\%s\n".formatted(i, i, ids[i]));
        }
        for (int i = 0; i < ids.length; i++) {
            inf.append("""
                [Filter%1$d]
                [Filter%1$d.HW]
                AddReg = Size
                [Filter%1$d.Services]
                AddService = WUDFRd, 0x1f8, Reflector
                [Filter%1$d.Wdf]
                UmdfServiceOrder = %2$s
                """.formatted(i, i == ids.length - 1 ? "trace" : "null"));
        }
        return inf.append("[Reflector]\n").toString();
    }

    @Test
    void aFiltersPackageGoesAboveTheDeviceWithTheModelForIt() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF));
        Path filter = jar("filter.jar", Map.of("filter.inf", filterInf("Other", "Traced")));
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(filtered(jar, "ACME\\Traced", filter));
            assertThat(device.report().drivers())
                    .extracting(DriverReport::driver)
                    .containsExactly("trace", "trace", "disk");
            assertThat(sizeOf(host, device)).as("the device's own parameter").isEqualTo(1 << 20);
        }
    }

    @Test
    void aFiltersPackageWithOneModelFitsEveryDevice() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF));
        Path filter = jar("filter.jar", Map.of("filter.inf", filterInf("Other")));
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(filtered(jar, "ACME\\Plain", filter));
            assertThat(device.report().drivers())
                    .extracting(DriverReport::driver)
                    .containsExactly("trace", "echo");
        }
    }

    @Test
    void aFiltersPackageWithoutAModelForTheDeviceIsRefused() throws Exception {
        Path jar = jar(Map.of("acme.inf", INF));
        Path filter = jar("filter.jar", Map.of("filter.inf", filterInf("Other", "Another")));
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            assertThatThrownBy(() -> host.add(filtered(jar, "ACME\\Plain", filter)))
                    .isInstanceOfSatisfying(HostException.class, refused -> assertThat(refused.kind())
                            .isEqualTo(Kind.USAGE))
                    .hasMessageContaining("none of them for 'ACME\\Plain'");
        }
    }

    @Test
    void aPackageSaysWhetherViolationsStopTheDeviceAndTheUserOverridesIt() throws Exception {
        String reporting = INF.replace("[Size]\n", "[Size]\nHKR,WUDF,VerifierReportOnly,0x00010001,1\n");
        Path jar = jar(Map.of("acme.inf", reporting));
        assertThat(DriverPlan.of(definition(jar, "ACME\\Traced", Map.of())).verifier())
                .isEqualTo(Policy.REPORT);
        assertThat(DriverPlan.of(definition(jar, "ACME\\Plain", Map.of())).verifier())
                .isEqualTo(Policy.STOP);
        DeviceDefinition overridden = new DeviceDefinition(
                new DeviceName("acme"),
                jar.toString(),
                List.of(),
                "ACME\\Traced",
                Map.of(),
                HardwareSource.NONE,
                List.of(),
                Optional.of(Policy.STOP));
        assertThat(DriverPlan.of(overridden).verifier()).isEqualTo(Policy.STOP);
    }
}
