package org.umdf4j.framework.inf;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A good INF, to be changed by one line in each test. */
final class MeterInf {
    static final String TEXT = """
            ; A meter and one with a filter above it.
            [Version]
            Signature = "$Windows NT$"
            Class = Sample
            ClassGuid = {78A1C341-4539-11d3-B88D-00C04FAD5171}
            Provider = %Acme%
            DriverVer = 11/22/2026,1.2.3.4

            [Manufacturer]
            %Acme% = Models, NTamd64

            [Models]
            [Models.NTamd64]
            %Meter% = Meter, ACME\\Meter
            %Meter% with a log = Logged, ACME\\LoggedMeter, ACME\\Meter7

            [Meter]
            CopyFiles = Files
            [Files]
            meter.jar
            [Meter.HW]
            AddReg = Meter_Registry
            [Meter_Registry]
            HKR,,port,,"COM 1, ""left\"""
            HKR,"Device Parameters",speed,0x00010001,9600
            HKR,WDF,WdfDefaultIdleInWorkingState,0x00010001,0
            [Meter.Services]
            AddService = WUDFRd, 0x000001fa, WUDFRd_Install
            [Meter.Wdf]
            UmdfService = Meter, Meter_Service
            UmdfServiceOrder = Meter
            UmdfMethodNeitherAction = Copy
            umdfkernelmodeclientpolicy = allowkernelmodeclients

            [Logged]
            [Logged.Services]
            Include = wudfrd.inf
            Needs = WUDFRD.NT.Services
            [Logged.Wdf]
            UmdfService = Meter, Meter_Service
            UmdfServiceOrder = Meter, \\ ; the lowest first
                trace

            [WUDFRd_Install]
            ServiceType = 1

            [Meter_Service]
            UmdfLibraryVersion = 1.11.0
            ServiceBinary = %12%\\UMDF\\meter.jar
            DriverCLSID = com.acme.MeterDriver

            [Strings]
            Acme = "Acme, Inc."
            Meter = "Meter 100%"
            """;

    private MeterInf() {}

    static DriverPackage parse(String text) throws InfException {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static DriverPackage parse(byte[] content) throws InfException {
        return DriverPackage.parse("meter.inf", content, Set.of("trace", "echo"));
    }
}
