package org.umdf4j.framework.inf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umdf4j.ddi.UMDF_VERSION_DATA;
import org.umdf4j.framework.inf.WdfDirectives.KernelModeClientPolicy;
import org.umdf4j.framework.inf.WdfDirectives.MethodNeitherAction;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DriverPackageTest {
    @Test
    void aGoodPackageIsReadWithoutWarning() throws InfException {
        DriverPackage read = MeterInf.parse(MeterInf.TEXT);

        assertThat(read.warnings()).isEmpty();
        assertThat(read.provider()).isEqualTo("Acme, Inc.");
        assertThat(read.deviceClass()).isEqualTo("Sample");
        assertThat(read.driverVersion()).isEqualTo("11/22/2026,1.2.3.4");
        assertThat(read.models())
                .extracting(DriverModel::manufacturer, DriverModel::description, DriverModel::ids)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Acme, Inc.", "Meter 100%", List.of("ACME\\Meter")),
                        org.assertj.core.groups.Tuple.tuple(
                                "Acme, Inc.", "Meter 100% with a log", List.of("ACME\\LoggedMeter", "ACME\\Meter7")));
    }

    @Test
    void theServiceOrderIsTheStackAndASystemDriverNeedsNoService() throws InfException {
        DriverInstall logged = install("ACME\\LoggedMeter");

        assertThat(logged.stack()).extracting(DriverService::name).containsExactly("Meter", "trace");
        assertThat(logged.stack().getFirst().binary())
                .contains(
                        new DriverService.Binary("meter.jar", "com.acme.MeterDriver", new UMDF_VERSION_DATA(1, 11, 0)));
        assertThat(logged.stack().getLast().binary()).isEmpty();
        assertThat(logged.directives()).isEqualTo(WdfDirectives.DEFAULT);
    }

    @Test
    void parametersComeFromTheDevicesKey() throws InfException {
        DriverInstall meter = install("acme\\meter");

        assertThat(meter.settings())
                .containsOnly(java.util.Map.entry("port", "COM 1, \"left\""), java.util.Map.entry("speed", "9600"));
        assertThat(meter.number("WDF", "wdfdefaultidleinworkingstate")).hasValue(0);
        assertThat(meter.number("WDF", "WdfDefaultWakeFromSleepState")).isEmpty();
        assertThat(meter.number("WDF", "speed")).isEmpty();
        assertThat(meter.powerDefaults()).containsOnly(java.util.Map.entry("WdfDefaultIdleInWorkingState", "0"));
    }

    @Test
    void directivesAreReadWhateverTheirCase() throws InfException {
        WdfDirectives directives = install("ACME\\Meter").directives();

        assertThat(directives.methodNeitherAction()).isEqualTo(MethodNeitherAction.COPY);
        assertThat(directives.kernelModeClientPolicy()).isEqualTo(KernelModeClientPolicy.ALLOW);
        assertThat(directives.fileObjectPolicy()).isEqualTo(WdfDirectives.DEFAULT.fileObjectPolicy());
    }

    @Test
    void anIdFindsItsModelAndAHardwareIdGoesBeforeACompatibleOne() throws InfException {
        DriverPackage read = MeterInf.parse(MeterInf.TEXT.replace("ACME\\Meter7", "ACME\\Meter"));

        assertThat(read.model("acme\\METER").orElseThrow().description()).isEqualTo("Meter 100%");
        assertThat(MeterInf.parse(MeterInf.TEXT)
                        .model("acme\\meter7")
                        .orElseThrow()
                        .hardwareId())
                .isEqualTo("ACME\\LoggedMeter");
        assertThat(read.model("ACME\\Other")).isEmpty();
    }

    @Test
    void aFilterIsKnownByTheReflectorsFlags() throws InfException {
        DriverPackage read = MeterInf.parse(MeterInf.TEXT.replace("0x000001fa", "0x000001f8"));

        assertThat(read.model("ACME\\Meter").orElseThrow().install().filter()).isTrue();
        assertThat(read.model("ACME\\LoggedMeter").orElseThrow().install().filter())
                .isFalse();
    }

    @Test
    void theSameModelForTwoPlatformsIsOne() throws InfException {
        String both = MeterInf.TEXT
                .replace("Models, NTamd64", "Models, NTamd64, NTarm64")
                .replace("[Meter]", "[Models.NTarm64]\n%Meter% = Meter, ACME\\Meter\n[Meter.NT]\n[Meter]");

        assertThat(MeterInf.parse(both).models()).hasSize(2);
        assertThatThrownBy(() -> MeterInf.parse(both.replace("[Meter.NT]\n", "")
                        .replace("[Models.NTarm64]\n%Meter% = Meter", "[Models.NTarm64]\n%Meter% = Logged")))
                .hasMessageContaining("hardware id 'ACME\\Meter' is installed by [Meter] and by [Logged]");
    }

    /** What is replaced in the good INF, by what, and where and how the error begins. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[Version]              | [Versio]                 | 1:1: error: there is no section [Version]",
                "\"$Windows NT$\"       | Windows                  | 3:1: error: the signature 'Windows' is none",
                "Provider = %Acme%      | ''                       | 2:1: error: [Version] has no Provider",
                "{78A1C341              | {78A1C34                 | 5:1: error: ClassGuid is '{78A1C34-4539",
                "11/22/2026,            | tomorrow                 | 7:1: error: DriverVer is 'tomorrow1.2.3.4'",
                "[Manufacturer]         | [Manufacturers]          | 1:1: error: there is no section [Manufacturer]",
                "Models, NTamd64        | Models, PDP11            | 10:18: error: 'PDP11' is no platform",
                "Models, NTamd64        | Models, NTarm            | 10:18: error: there is no section [Models.NTarm]",
                "Meter, ACME\\Meter     | Meter, ACME Meter        | 14:18: error: 'ACME Meter' is no hardware id",
                "= Meter, ACME\\Meter   | = Meter                  | 14:1: error: model 'Meter 100%' has no hardware id",
                "= Meter, ACME\\Meter   | = , ACME\\Meter          | 14:1: error: model 'Meter 100%' has no install",
                "= Meter, ACME\\Meter   | = Metre, ACME\\Meter     | 14:11: error: there is no section [Metre]",
                "%Meter% with           | %Metre% with             | 15:1: error: string token %Metre% is not defined",
                "%Meter% with           | Meter 100% with          | 15:1: error: '%' begins a string token",
                "Meter = \"Meter 100%\" | Meter=1,2                | 54:1: error: string token 'Meter' has several values",
                "Meter = \"Meter 100%\" | ACME=x                   | 54:1: error: string token 'ACME' is defined twice",
                "AddReg = Meter_Reg     | AddReg = Mter_Reg        | 22:10: error: there is no section [Mter_Registry]",
                "HKR,,port              | HKR,,                    | 24:1: error: a value of an AddReg section has no name",
                "0x00010001,9600        | 0x00010001,fast          | 25:1: error: the value of 'speed' is no 32-bit number",
                "0x00010001,9600        | 0x00000001,9600          | 25:1: error: 'speed' has the type 0x00000001",
                "0x00010001,9600        | REG_DWORD,9600           | 25:31: error: the flags 'REG_DWORD' are no number",
                "\"\"left\"\"\"         | left                     | 24:12: error: a quoted value has no end",
                "AddService = WUDFRd    | AddService = mykernel    | 28:14: error: AddService names the kernel driver",
                "0x000001fa             | 0x00000001               | 28:1: error: AddService has other flags",
                "WUDFRd_Install\\n[Meter.| Nowhere\\n[Meter.         | 28:34: error: there is no section [Nowhere]",
                "Needs = WUDFRD.NT.Serv | Needs = x                | 36:1: error: [Logged.Services] does not add the refl",
                "[Logged.Services]      | [Log.Services]           | 35:1: error: there is no section [Logged.Services]",
                "[Logged.Wdf]           | [Log.Wdf]                | 35:1: error: there is no section [Logged.Wdf]",
                "Service = Meter, M     | Service = Meter           | 30:1: error: UmdfService takes a service's name",
                "Meter, Meter_Service   | Meter, Meter_Servce      | 30:22: error: there is no section [Meter_Servce]",
                "Order = Meter\\nUmdfM   | Order = Mtr\\nUmdfM       | 31:20: error: the order names service 'Mtr'",
                "Order = Meter\\nUmdfM   | Order = Meter,meter\\nUmdfM | 31:26: error: service 'meter' is twice in the or",
                "UmdfServiceOrder = Meter\\nUmdfM | UmdfM            | 29:1: error: [Meter.Wdf] has no UmdfServiceOrder",
                "UmdfMethodNeitherAction = Copy | UmdfServiceOrder=Meter | 32:1: error: [Meter.Wdf] has UmdfServiceOrder t",
                "UmdfMethodNeitherAction = Copy | UmdfMethodNeitherAction=Shred | 32:25: error: UmdfMethodNeitherAction is 'Shred'",
                "UmdfMethodNeitherAction = Copy | UmdfDispatcher=NativeUSB | 32:16: error: UmdfDispatcher is 'NativeUSB'",
                "UmdfMethodNeitherAction = Copy | UmdfHostPriority=PriorityHigh | 32:1: error: UmdfHostPriority is for UMDF 2",
                "UmdfMethodNeitherAction = Copy | KmdfService=a,b   | 32:1: error: KmdfService is for kernel-mode drivers",
                "UmdfService = Meter, Meter_Service\\nUmdfServiceOrder = Meter\\n | "
                        + "UmdfService = AServiceWithAVeryLongNameIndeed1, Meter_Service\\n"
                        + "UmdfServiceOrder = AServiceWithAVeryLongNameIndeed1\\n | "
                        + "30:15: error: the service's name 'AServiceWithAVeryLongNameIndeed1' has 32 characters",
                "1.11.0                 | 2.0.0                    | 48:22: error: the driver was built for framework 2.0.0",
                "1.11.0                 | $UMDFVERSION$            | 48:22: error: UmdfLibraryVersion is '$UMDFVERSION$'",
                "1.11.0                 | 1.11                     | 48:22: error: UmdfLibraryVersion is '1.11'",
                "UMDF\\meter.jar        | UMDF\\meter.dll          | 49:17: error: ServiceBinary is '%12%\\UMDF\\meter.dll'",
                "com.acme.MeterDriver   | {78A1C341-4539-11d3-B88D-00C04FAD5171} | 50:15: error: DriverCLSID is '{78A1",
                "DriverCLSID = com.acme.MeterDriver | UmdfExtensions=x | 50:1: error: class extension 'x' is not there",
            })
    void eachErrorIsToldWithItsPlace(String good, String bad, String expected) {
        assertThat(MeterInf.TEXT).contains(unescaped(good));
        int at = MeterInf.TEXT.indexOf(unescaped(good));
        String changed = MeterInf.TEXT.substring(0, at)
                + unescaped(bad)
                + MeterInf.TEXT.substring(at + unescaped(good).length());

        InfException refused = catchThrowableOfType(InfException.class, () -> MeterInf.parse(changed));

        assertThat(refused).as("the error").isNotNull();
        assertThat(refused.problems())
                .extracting(InfProblem::describe)
                .anyMatch(line -> line.startsWith("meter.inf:" + expected));
        assertThat(refused.problems()).allSatisfy(problem -> {
            assertThat(problem.mend()).isNotBlank();
            assertThat(problem.describe()).doesNotContain("\n");
        });
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }

    @Test
    void allErrorsAreToldAtOnceInTheOrderOfTheText() {
        assertThatThrownBy(() -> MeterInf.parse(MeterInf.TEXT
                        .replace("1.11.0", "2.0.0")
                        .replace("0x00010001,9600", "7,9600")
                        .replace("Provider = %Acme%", "Provider = %Acne%")))
                .isInstanceOfSatisfying(InfException.class, refused -> assertThat(refused.problems())
                        .extracting(problem -> problem.at().line())
                        .containsExactly(6, 25, 48));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Class = Sample            | Klass = Sample     | 4:1: warning: unknown entry 'Klass' in [Version]",
                "UmdfMethodNeitherAction = | UmdfSomething =    | 32:1: warning: unknown directive 'UmdfSomething'",
                "ServiceType = 1           | [Meter.Wfd]        | 45:1: warning: nothing refers to section [Meter.Wfd]",
                "HKR,WDF                   | HKLM,WDF           | 26:1: warning: 'HKLM' has no effect",
                "UmdfServiceOrder = Meter, | UmdfServiceOrder = | 40:1: warning: service 'Meter' is not in UmdfServiceOrder",
            })
    void whatHasNoEffectIsAWarning(String good, String bad, String expected) throws InfException {
        assertThat(MeterInf.TEXT).contains(good);

        assertThat(MeterInf.parse(MeterInf.TEXT.replace(good, bad)).warnings())
                .extracting(InfProblem::describe)
                .anyMatch(line -> line.startsWith("meter.inf:" + expected));
    }

    private static DriverInstall install(String id) throws InfException {
        return MeterInf.parse(MeterInf.TEXT).model(id).orElseThrow().install();
    }
}
