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
        Path jar = directory.resolve("acme.jar");
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
                Policy.STOP);
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
}
