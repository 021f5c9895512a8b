package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.testkit.contract.InterfaceRig.METER;
import static org.umdf4j.testkit.contract.InterfaceRig.READING;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.WDF_EVENT_TYPE;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_ROOT;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.interfaces.DeviceEvent;
import org.umdf4j.framework.interfaces.StackInterfaces;
import org.umdf4j.framework.interfaces.SystemName;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** A device's own interfaces, symbolic links and events: section 13 of the I/O contract and docs/interfaces.md. */
class DeviceInterfaceTest {
    private static void fails(HResult status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(status));
    }

    /** The names of a stack's, a last part and whether it is there each. */
    private static Map<String, Boolean> names(DeviceStack stack) {
        return stack.interfaces().states().entrySet().stream()
                .collect(Collectors.toMap(entry -> shortName(entry.getKey()), Map.Entry::getValue));
    }

    private static String shortName(SystemName name) {
        return name.text().replaceAll("^.*}", "");
    }

    @Schedules(10)
    @Rule({"OBJ-11", "PNP-11"})
    void anInterfaceIsDisabledAtFirstAndEnabledByTheStart(DriverBench bench) throws Exception {
        ScriptedDriver driver = bench.driver();
        driver.afterDevice(device -> {
            device.createDeviceInterface(METER, null);
            device.createDeviceInterface(METER, "a");
            device.createDeviceInterface(METER, "a");
            device.createDeviceInterface(METER, "b");
            device.assignDeviceInterfaceState(METER, "a", true);
            device.assignDeviceInterfaceState(METER, "b", false);
        });
        driver.doing("OnSelfManagedIoInit", () -> assertThat(names(bench.stack()))
                .isEqualTo(Map.of("", false, "\\a", false, "\\b", false)));
        bench.add(driver);
        assertThat(names(bench.stack())).containsOnlyKeys("", "\\a", "\\b").doesNotContainValue(true);
        bench.start();
        assertThat(names(bench.stack())).isEqualTo(Map.of("", true, "\\a", true, "\\b", false));
        driver.device().createDeviceInterface(METER, "late");
        assertThat(names(bench.stack())).containsEntry("\\late", false);
        driver.device().assignDeviceInterfaceState(METER, "late", true);
        assertThat(names(bench.stack())).containsEntry("\\late", true);
    }

    @Schedules(10)
    @Rule({"OBJ-11", "PNP-20"})
    void sleepAndRebalanceLeaveInterfacesAndRemovalTakesThemAway(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.afterDevice(device -> device.createDeviceInterface(METER, null));
        driver.doing("OnReleaseHardware", () -> assertThat(names(bench.stack())).isEqualTo(Map.of("", true)));
        bench.plug(driver);
        bench.stack().suspend(POWER_ACTION.SLEEP);
        assertThat(names(bench.stack())).isEqualTo(Map.of("", true));
        bench.resume();
        bench.stack().queryStop();
        bench.stack().stop();
        assertThat(names(bench.stack())).isEqualTo(Map.of("", true));
        bench.stack().restart();
        driver.doing(
                "OnSelfManagedIoFlush", () -> assertThat(names(bench.stack())).isEqualTo(Map.of("", false)));
        bench.remove();
        assertThat(names(bench.stack())).isEqualTo(Map.of("", false));
        fails(HResult.STATUS_INVALID_DEVICE_STATE, () -> driver.device().createDeviceInterface(METER, "x"));
        driver.device().assignDeviceInterfaceState(METER, null, true);
        assertThat(names(bench.stack())).isEqualTo(Map.of("", false));
    }

    @Schedules(3)
    @Rule({"OBJ-11", "IF-8"})
    void namesThatCanBeNoneAreRefused(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        for (String reference : List.of("a/b", "a\\b", "", "a\nb", "x".repeat(81), "..")) {
            fails(HResult.E_INVALIDARG, () -> driver.device().createDeviceInterface(METER, reference));
            fails(HResult.E_INVALIDARG, () -> driver.device().createSymbolicLink(reference));
            fails(HResult.E_INVALIDARG, () -> driver.device().createSymbolicLinkWithReferenceString("good", reference));
        }
        fails(HResult.ERROR_FILE_NOT_FOUND, () -> driver.device().assignDeviceInterfaceState(METER, null, true));
    }

    @Schedules(3)
    @Rule("OBJ-11")
    void anInterfaceHasAPropertyStoreOnceItIsCreated(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        var root = WDF_PROPERTY_STORE_ROOT.deviceInterfaceKey(METER, Optional.of("a"));
        var create = WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_IF_MISSING;
        fails(HResult.E_INVALIDARG, () -> driver.device().retrieveDevicePropertyStore(root, create, 1, null));
        driver.device().createDeviceInterface(METER, "a");
        assertThat(driver.device()
                        .retrieveDevicePropertyStore(root, create, 1, null)
                        .store())
                .isNotNull();
    }

    @Schedules(10)
    @Rule("IF-8")
    void aSymbolicLinkIsTheDevicesAloneUntilItGoes(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench);
        DeviceStack meter = rig.plugMeter();
        ScriptedDriver driver = bench.driver();
        driver.afterDevice(device -> device.createSymbolicLink("\\DosDevices\\Global\\Front"));
        bench.plug(driver);
        assertThat(names(bench.stack())).isEqualTo(Map.of("Front", true));
        fails(HResult.ERROR_ALREADY_EXISTS, () -> rig.meter.device().createSymbolicLink("front"));
        fails(HResult.ERROR_ALREADY_EXISTS, () -> rig.meter.device().createSymbolicLink("\\??\\meter"));
        rig.meter.device().createSymbolicLinkWithReferenceString("Meter0", "left");
        var target = driver.device().createRemoteTarget(null, null);
        target.openFileByName("\\\\.\\Meter0", InterfaceRig.READ_WRITE, null);
        assertThat(target.getTargetFile().orElseThrow().retrieveFileName()).isEqualTo("\\left");
        target.close();
        bench.surpriseRemove();
        rig.meter.device().createSymbolicLink("front");
        assertThat(names(meter)).containsEntry("front", true);
    }

    @Schedules(3)
    @Rule("OBJ-10")
    void anEventIsBroadcastAndNotTooLarge(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        var device = driver.device();
        fails(HResult.E_INVALIDARG, () -> device.postEvent(READING, WDF_EVENT_TYPE.RESERVED, null));
        fails(HResult.E_INVALIDARG, () -> device.postEvent(READING, WDF_EVENT_TYPE.MAXIMUM, null));
        MemorySegment most = MemorySegment.ofArray(new byte[StackInterfaces.MOST_EVENT_BYTES]);
        device.postEvent(READING, WDF_EVENT_TYPE.BROADCAST, most);
        device.postEvent(READING, WDF_EVENT_TYPE.BROADCAST, null);
        MemorySegment more = MemorySegment.ofArray(new byte[StackInterfaces.MOST_EVENT_BYTES + 1]);
        fails(HResult.ERROR_NOT_ENOUGH_MEMORY, () -> device.postEvent(READING, WDF_EVENT_TYPE.BROADCAST, more));
        assertThat(StackInterfaces.MOST_EVENT_BYTES).isEqualTo(65_499);
        assertThat(bench.events()).extracting(DeviceEvent::event).containsExactly(READING, READING);
        assertThat(bench.events())
                .extracting(event -> event.data().byteSize())
                .containsExactly((long) StackInterfaces.MOST_EVENT_BYTES, 0L);
    }

    @Schedules(3)
    @Rule("OBJ-10")
    void theDataOfAnEventIsACopy(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        MemorySegment bytes = InterfaceRig.bytes(1);
        driver.device().postEvent(READING, WDF_EVENT_TYPE.BROADCAST, bytes);
        bytes.fill((byte) 2);
        MemorySegment kept = bench.events().getFirst().data();
        assertThat(kept.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1);
        assertThat(kept.isReadOnly()).isTrue();
    }

    @Schedules(20)
    @Rule({"HOST-4", "IF-6"})
    void aTerminatedDevicePostsThatItsHostHadAProblem(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        rig.plugMeter();
        bench.quiet();
        bench.expectViolation("HOST-11");
        rig.failing();
        var request = rig.listener.device().createRequest(null, null);
        rig.target().formatRequestForFlush(request, null);
        request.send(rig.target(), Set.of(), 0);
        bench.quiet();
        assertThat(bench.events()).extracting(DeviceEvent::event).containsExactly(DeviceEvent.HOST_PROBLEM);
        // In any order, and the end of the device closes the target, after which no events are heard.
        List<String> heard = rig.heard().subList(1, rig.heard().size());
        assertThat(heard).isIn(List.of("removed"), List.of("event " + DeviceEvent.HOST_PROBLEM, "removed"));
    }
}
