package org.umdf4j.testkit.contract;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRemoteInterfaceCallbackEvent;
import org.umdf4j.ddi.IRemoteInterfaceCallbackRemoval;
import org.umdf4j.ddi.IWDFRemoteInterface;
import org.umdf4j.ddi.IWDFRemoteInterfaceInitialize;
import org.umdf4j.ddi.IWDFRemoteTarget;
import org.umdf4j.ddi.WDF_EVENT_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/**
 * The set-up of the tests of remote interfaces: a device that listens for a class and opens what arrives, and one called
 * "meter" that offers it and keeps, cancelable, the requests it gets. What the listening driver hears is traced as {@code
 * "arrived meter"}, {@code "event 1"}, {@code "removed meter"}.
 */
final class InterfaceRig {
    static final UUID METER = UUID.fromString("6f7a2b10-57d5-4c8e-9d1b-0d5c6e0a7f01");
    static final UUID READING = UUID.fromString("6f7a2b10-57d5-4c8e-9d1b-0d5c6e0a7f02");
    static final int READ_WRITE = 0xC000_0000;

    final DriverBench bench;
    final ScriptedDriver listener;
    final ScriptedDriver meter;
    final List<IWDFRemoteInterfaceInitialize> arrived = new ArrayList<>();
    final List<IWDFRemoteInterface> interfaces = new ArrayList<>();
    final List<IWDFRemoteTarget> targets = new ArrayList<>();
    private boolean opens = true;
    private boolean fails;

    InterfaceRig(DriverBench bench) {
        this.bench = bench;
        listener = bench.driver();
        listener.onArrival(this::arrived);
        listener.afterDevice(device -> device.registerRemoteInterfaceNotification(METER, true));
        meter = bench.driver("meter");
        ScriptedQueue queue = meter.queue("M", PARALLEL).asDefault();
        queue.onCancel(request -> {
            bench.held().take(bench.trace().nameOf(request));
            request.complete(HResult.ERROR_OPERATION_ABORTED);
        });
        queue.onDefaultIoHandler((_, request) -> {
            if (fails) {
                throw new IllegalStateException("a fault of the driver");
            }
            bench.hold(request);
            request.markCancelable(queue.cancel());
        });
        meter.afterDevice(device -> device.createDeviceInterface(METER, null));
    }

    /** The listening driver makes no object of what arrives. */
    InterfaceRig onlyHears() {
        opens = false;
        return this;
    }

    /** From now on the meter's driver throws when it gets a request. */
    void failing() {
        fails = true;
    }

    InterfaceRig plugListener() {
        bench.plug(listener);
        return this;
    }

    DeviceStack plugMeter() {
        return bench.plugNeighbour("meter", meter);
    }

    private void arrived(IWDFRemoteInterfaceInitialize init) {
        arrived.add(init);
        bench.trace().mark("arrived " + init.retrieveSymbolicLink());
        if (opens) {
            try {
                open(init);
                bench.trace().mark("opened");
            } catch (WdfException eitherDeviceIsGoing) {
                bench.trace().mark("refused " + eitherDeviceIsGoing.status());
            }
        }
    }

    private void open(IWDFRemoteInterfaceInitialize init) {
        IWDFRemoteInterface remote = listener.device().createRemoteInterface(init, new Heard());
        interfaces.add(remote);
        IWDFRemoteTarget target = listener.device().createRemoteTarget(null, null);
        targets.add(target);
        target.openRemoteInterface(remote, null, READ_WRITE, null);
    }

    IWDFRemoteTarget target() {
        return targets.getLast();
    }

    /** The meter posts an event with one byte. */
    void post(int number) {
        meter.device().postEvent(READING, WDF_EVENT_TYPE.BROADCAST, bytes(number));
    }

    static MemorySegment bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return MemorySegment.ofArray(bytes);
    }

    /** What the listening driver has heard, in order. */
    List<String> heard() {
        return bench.trace().of("arrived", "event", "removed");
    }

    /** Traces events and removal, and deletes the remote interface as it should. */
    final class Heard implements IRemoteInterfaceCallbackEvent, IRemoteInterfaceCallbackRemoval {
        @Override
        public void onRemoteInterfaceEvent(
                IWDFRemoteInterface remote, UUID eventGuid, MemorySegment data, int nameBufferOffset) {
            assert nameBufferOffset == data.byteSize();
            bench.trace().mark("event " + (data.byteSize() == 0 ? eventGuid : data.get(ValueLayout.JAVA_BYTE, 0)));
        }

        @Override
        public void onRemoteInterfaceRemoval(IWDFRemoteInterface remote) {
            bench.trace().mark("removed");
            remote.deleteWdfObject();
        }
    }
}
