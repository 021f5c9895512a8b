package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.testkit.contract.InterfaceRig.METER;
import static org.umdf4j.testkit.contract.InterfaceRig.READING;
import static org.umdf4j.testkit.contract.InterfaceRig.READ_WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IObjectCleanup;
import org.umdf4j.ddi.IPnpCallbackRemoteInterfaceNotification;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFRemoteInterface;
import org.umdf4j.ddi.UMDF_IO_TARGET_OPEN_PARAMS;
import org.umdf4j.ddi.WDF_EVENT_TYPE;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.interfaces.NameSubscription;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Explore;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Remote interfaces: docs/interfaces.md, and the rules of remote targets opened with them. */
class RemoteInterfaceTest {
    private static final String LINK = "\\\\?\\UMDF4J#meter#{" + METER + "}";

    private static void fails(HResult status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(status));
    }

    @Schedules(60)
    @Rule({"IF-1", "TGT-2"})
    void anInterfaceThatIsThereArrivesIsOpenedAndTakesRequests(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench);
        rig.plugMeter();
        rig.plugListener();
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK);
        assertThat(rig.arrived.getFirst().getInterfaceGuid()).isEqualTo(METER);
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        IWDFIoRequest request = rig.listener.device().createRequest(null, null);
        var memory = rig.listener.driver().createWdfMemory(8, null, rig.listener.device());
        rig.target().formatRequestForRead(request, null, memory, null, 3L);
        request.setCompletionCallback((_, _, params, _) -> bench.trace().mark("done " + params.getInformation()), null);
        request.send(rig.target(), Set.of(), 0);
        bench.quiet();
        assertThat(bench.held().get("r3").unmarkCancelable()).isTrue();
        bench.held().take("r3").completeWithInformation(HResult.S_OK, 5);
        assertThat(bench.trace().of("done")).containsExactly("done 5");
    }

    @Schedules(60)
    @Rule({"IF-1", "PNP-11"})
    void anInterfaceThatComesLaterArrivesWhenItsDeviceCanBeOpened(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        bench.quiet();
        assertThat(rig.heard()).isEmpty();
        rig.plugMeter();
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK);
        assertThat(bench.trace().of("opened")).hasSize(1);
    }

    @Schedules(20)
    @Rule("IF-1")
    void onlyInterfacesOfTheClassAndOnlyLaterOnesIfSoAsked(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).onlyHears();
        rig.listener.afterDevice(device -> device.registerRemoteInterfaceNotification(METER, false));
        rig.meter.afterDevice(device -> {
            device.createDeviceInterface(METER, null);
            device.createDeviceInterface(METER, "second");
            device.createDeviceInterface(READING, null);
        });
        rig.plugMeter();
        rig.plugListener();
        bench.quiet();
        assertThat(rig.heard()).isEmpty();
        rig.meter.device().assignDeviceInterfaceState(METER, "second", false);
        rig.meter.device().assignDeviceInterfaceState(READING, null, false);
        rig.meter.device().assignDeviceInterfaceState(METER, "second", true);
        rig.meter.device().assignDeviceInterfaceState(READING, null, true);
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK + "\\second");
        rig.listener.device().registerRemoteInterfaceNotification(METER, true);
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK + "\\second", "arrived " + LINK);
    }

    @Schedules(3)
    @Rule("IF-1")
    void aDeviceWithoutTheCallbackCannotRegister(DriverBench bench) {
        ScriptedDriver driver = bench.driver().without(IPnpCallbackRemoteInterfaceNotification.class);
        bench.plug(driver);
        fails(HResult.E_NOINTERFACE, () -> driver.device().registerRemoteInterfaceNotification(METER, true));
    }

    @Schedules(20)
    @Rule("IF-3")
    void aRemoteInterfaceIsMadeInTheCallbackOnly(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).onlyHears().plugListener();
        rig.plugMeter();
        bench.quiet();
        fails(
                HResult.ERROR_INVALID_OPERATION,
                () -> rig.listener.device().createRemoteInterface(rig.arrived.getFirst(), null));
    }

    @Schedules(60)
    @Rule({"IF-4", "TGT-7"})
    void aDisabledInterfaceIsRemovedAndWhatIsOpenStaysOpen(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        rig.plugMeter();
        bench.quiet();
        rig.meter.device().assignDeviceInterfaceState(METER, null, false);
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK, "removed");
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        fails(HResult.STATUS_DELETE_PENDING, () -> rig.listener
                .device()
                .createRemoteTarget(null, null)
                .openRemoteInterface(rig.interfaces.getFirst(), null, READ_WRITE, null));
        rig.meter.device().assignDeviceInterfaceState(METER, null, true);
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK, "removed", "arrived " + LINK);
        assertThat(rig.targets).hasSize(2);
    }

    @Schedules(20)
    @Rule({"IF-4", "IF-5", "TGT-9"})
    void withoutARemovalCallbackTheFrameworkDeletesTheObject(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench);
        bench.expectViolation("TGT-9");
        List<IWDFRemoteInterface> made = new ArrayList<>();
        rig.listener.onArrival(init -> {
            IWDFRemoteInterface remote = rig.listener.device().createRemoteInterface(init, (IObjectCleanup)
                    _ -> bench.trace().mark("cleanup"));
            made.add(remote);
            rig.meter.device().assignDeviceInterfaceState(METER, null, false);
            var target = rig.listener.device().createRemoteTarget(null, null);
            fails(HResult.ERROR_FILE_NOT_FOUND, () -> target.openRemoteInterface(remote, null, READ_WRITE, null));
            fails(
                    HResult.E_INVALIDARG,
                    () -> target.openRemoteInterface(
                            remote, null, READ_WRITE, new UMDF_IO_TARGET_OPEN_PARAMS(0, 1, 0)));
        });
        rig.plugListener();
        rig.plugMeter();
        bench.quiet();
        assertThat(bench.trace().of("cleanup")).hasSize(1);
        fails(HResult.STATUS_DELETE_PENDING, () -> made.getFirst().assignContext(null, null));
    }

    @Schedules(20)
    @Rule({"IF-5", "OBJ-11"})
    void theReferenceStringAndTheRelativeNameAreTheNameOfTheFile(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench);
        List<String> names = new ArrayList<>();
        rig.meter
                .queue("C", WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL)
                .configuredFor(WDF_REQUEST_TYPE.CREATE)
                .onCreateFile((_, request, file) -> {
                    names.add(file.retrieveFileName());
                    request.complete(HResult.S_OK);
                });
        rig.meter.afterDevice(device -> device.createDeviceInterface(METER, "left"));
        rig.listener.onArrival(init -> {
            var device = rig.listener.device();
            IWDFRemoteInterface remote = device.createRemoteInterface(init, null);
            for (String below : new String[] {null, "calibration", "\\calibration"}) {
                var target = device.createRemoteTarget(null, null);
                target.openRemoteInterface(remote, below, READ_WRITE, null);
                target.close();
            }
            var target = device.createRemoteTarget(null, null);
            target.openFileByName(init.retrieveSymbolicLink(), READ_WRITE, null);
            target.close();
        });
        rig.plugListener();
        rig.plugMeter();
        bench.quiet();
        assertThat(names).containsExactly("\\left", "\\left\\calibration", "\\left\\calibration", "\\left");
    }

    @Schedules(60)
    @Rule("IF-6")
    void eventsAreHeardInOrderWhileATargetIsOpen(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        rig.plugMeter();
        bench.quiet();
        for (int i = 1; i <= 3; i++) {
            rig.post(i);
        }
        bench.quiet();
        rig.target().close();
        rig.post(4);
        bench.quiet();
        assertThat(bench.trace().of("event")).containsExactly("event 1", "event 2", "event 3");
        rig.target().openRemoteInterface(rig.interfaces.getFirst(), null, READ_WRITE, null);
        rig.post(5);
        bench.quiet();
        assertThat(bench.trace().of("event")).last().isEqualTo("event 5");
    }

    @Schedules(10)
    @Rule({"IF-6", "OBJ-10"})
    void aSlowListenerLosesTheOldestEventsAndNobodyWaitsForIt(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench);
        rig.plugListener();
        rig.plugMeter();
        bench.quiet();
        // While the listening driver is in a callback, events wait.
        rig.listener.onArrival(_ -> {
            for (int i = 0; i < NameSubscription.MOST_EVENTS + 3; i++) {
                rig.meter.device().postEvent(READING, WDF_EVENT_TYPE.BROADCAST, InterfaceRig.bytes(i));
            }
        });
        rig.meter.device().createDeviceInterface(METER, "second");
        rig.meter.device().assignDeviceInterfaceState(METER, "second", true);
        bench.quiet();
        assertThat(bench.trace().of("event")).hasSize(NameSubscription.MOST_EVENTS);
        assertThat(bench.trace().of("event").getFirst()).isEqualTo("event 3");
        assertThat(bench.record().events().toString()).contains("events of remote devices lost");
    }

    @Schedules(100)
    @Rule({"IF-4", "TGT-8"})
    void aSurpriseRemovalIsHeardAndEverySentRequestComesBackOnce(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        DeviceStack meter = rig.plugMeter();
        bench.quiet();
        Activity sends = bench.begin("sends", () -> send(rig, 4));
        meter.surpriseRemove();
        meter.remove();
        sends.await();
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK, "removed");
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED);
        assertThat(bench.trace().of("done")).hasSize(4);
        assertThat(meter.state()).isEqualTo(StackState.GONE);
    }

    @Schedules(100)
    @Rule({"IF-4", "TGT-8"})
    void anOrderlyRemovalClosesTheTargetFirst(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        DeviceStack meter = rig.plugMeter();
        bench.quiet();
        Activity sends = bench.begin("sends", () -> send(rig, 3));
        assertThat(meter.queryRemove()).isEqualTo(HResult.S_OK);
        meter.remove();
        sends.await();
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK, "removed");
        assertThat(bench.trace().of("done")).hasSize(3);
        assertThat(meter.state()).isEqualTo(StackState.GONE);
    }

    @Schedules(60)
    @Rule({"IF-4", "TGT-8"})
    void afterACanceledRemovalTheInterfaceIsOpenedAgainAndEventsGoOn(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        DeviceStack meter = rig.plugMeter();
        bench.quiet();
        meter.queryRemove();
        rig.post(1);
        bench.quiet();
        assertThat(bench.trace().of("event")).isEmpty();
        meter.cancelRemove();
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        rig.post(2);
        bench.quiet();
        assertThat(rig.heard()).containsExactly("arrived " + LINK, "event 2");
    }

    private static void send(InterfaceRig rig, int count) {
        for (int i = 0; i < count; i++) {
            IWDFIoRequest request = rig.listener.device().createRequest(null, null);
            try {
                rig.target().formatRequestForFlush(request, null);
                request.setCompletionCallback((_, _, _, _) -> rig.bench.trace().mark("done"), null);
                request.send(rig.target(), Set.<WDF_REQUEST_SEND_OPTIONS_FLAGS>of(), 0);
            } catch (WdfException closed) {
                rig.bench.trace().mark("done, " + closed.status());
            }
        }
    }

    @Schedules(150)
    @Rule({"IF-2", "IF-4"})
    void aRemovalDuringTheNotificationIsHeardAfterIt(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        bench.allowViolation("TGT-9");
        DeviceStack meter = rig.plugMeter();
        meter.surpriseRemove();
        meter.remove();
        bench.quiet();
        // Taken back before it was told, or told whole.
        assertThat(rig.heard()).isIn(List.of(), List.of("arrived " + LINK, "removed"));
        assertThat(meter.state()).isEqualTo(StackState.GONE);
        rig.targets.forEach(target -> assertThat(target.getState()).isEqualTo(WDF_IO_TARGET_STATE.CLOSED));
    }

    @Schedules(150)
    @Rule("IF-7")
    void aNotificationWhileTheListeningDeviceIsRemoved(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        bench.allowViolation("TGT-9");
        Activity removal = bench.begin("removal of the listener", bench::remove);
        rig.plugMeter();
        removal.await();
        int heard = rig.heard().size();
        rig.meter.device().assignDeviceInterfaceState(METER, null, false);
        bench.quiet();
        assertThat(rig.heard()).hasSize(heard);
        assertThat(bench.stack().state()).isEqualTo(StackState.GONE);
        assertThat(bench.trace().events()).last().satisfies(last -> assertThat(last)
                .doesNotContain("arrived"));
    }

    @Explore(schedules = 4000, seconds = 8)
    @Rule({"IF-2", "IF-4", "IF-7"})
    void theMeterComesAndGoesWhileTheListeningDeviceDoes(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench).plugListener();
        bench.allowViolation("TGT-9");
        rig.plugMeter();
        Activity removal = bench.begin("removal of the listener", bench::surpriseRemove);
        rig.meter.device().assignDeviceInterfaceState(METER, null, false);
        rig.meter.device().assignDeviceInterfaceState(METER, null, true);
        rig.post(1);
        removal.await();
        bench.remove();
        bench.quiet();
        assertThat(bench.stack().state()).isEqualTo(StackState.GONE);
        assertThat(bench.trace().of("arrived").size()
                        - bench.trace().of("removed").size())
                .isBetween(0, 1);
    }

    @Schedules(60)
    @Rule({"IF-7", "HOST-3"})
    void aListeningDeviceThatIsTerminatedInItsCallbackHearsNothingMore(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench);
        bench.expectViolation("HOST-11");
        rig.listener.onArrival(_ -> {
            bench.trace().mark("arrived");
            throw new IllegalStateException("a fault of the driver");
        });
        rig.plugListener();
        rig.plugMeter();
        rig.meter.device().assignDeviceInterfaceState(METER, null, false);
        rig.meter.device().assignDeviceInterfaceState(METER, null, true);
        bench.quiet();
        assertThat(bench.trace().of("arrived").size()).isLessThanOrEqualTo(1);
        assertThat(bench.trace().of("removed")).isEmpty();
    }

    @Schedules(60)
    @Rule("IF-1")
    void aDeviceThatListensToItselfGoesAllTheSame(DriverBench bench) {
        InterfaceRig rig = new InterfaceRig(bench);
        rig.listener
                .queue("L", WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL)
                .asDefault()
                .onRead((_, request, _) -> request.complete(HResult.S_OK));
        rig.listener.afterDevice(device -> {
            device.createDeviceInterface(METER, null);
            device.registerRemoteInterfaceNotification(METER, true);
        });
        rig.plugListener();
        bench.quiet();
        assertThat(bench.trace().of("opened")).hasSize(1);
        bench.remove();
        bench.quiet();
        assertThat(bench.stack().state()).isEqualTo(StackState.GONE);
    }
}
