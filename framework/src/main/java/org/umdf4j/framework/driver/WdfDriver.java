package org.umdf4j.framework.driver;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.UMDF_VERSION_DATA;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.device.WdfDevice;
import org.umdf4j.framework.device.WdfDeviceInitialize;
import org.umdf4j.framework.impersonation.Impersonation;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.object.PlainObject;
import org.umdf4j.framework.object.WdfMemory;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.StackDevice;
import org.umdf4j.framework.stack.StackDriver;
import org.umdf4j.framework.stack.StackServices;
import org.umdf4j.framework.verifier.Verifier;

/**
 * A loaded driver, root of its objects. Devices may be added from any thread, one at a time for each stack.
 *
 * <p>Life: {@link #load} calls OnInitialize, {@link #addDevice} calls OnDeviceAdd for each stack, {@link #unload} calls
 * OnDeinitialize after the last device is gone (PNP-1, PNP-2, PNP-6).
 */
@SuppressWarnings("exports") // the base class is nobody's business outside the framework
public final class WdfDriver extends WdfObject implements IWDFDriver, StackDriver {
    /** The version of the interface this framework offers. */
    private static final UMDF_VERSION_DATA VERSION = new UMDF_VERSION_DATA(1, 11, 0);

    /** A driver apart from its devices does little: load and unload. */
    private static final int LOAD_EVENTS = 16;
    /** OnInitialize and its like have no request to act for. */
    private static final Impersonation NOT_ALLOWED = new Impersonation(Impersonator.NONE, Optional.empty());

    private final String name;
    private final IDriverEntry entry;
    private final List<StackControl> stacks;

    private WdfDriver(String name, IDriverEntry entry, ObjectSpace space, List<StackControl> stacks) {
        super(space, null);
        this.name = name;
        this.entry = entry;
        this.stacks = stacks;
        join(null);
    }

    /**
     * Loads a driver: calls its OnInitialize.
     *
     * @param name the driver's name, for people
     * @throws WdfException with OnInitialize's status; the driver is not loaded then (PNP-1)
     */
    public static WdfDriver load(String name, IDriverEntry entry, Scheduler scheduler) {
        var stacks = new CopyOnWriteArrayList<StackControl>();
        // What a driver breaks outside any device, it breaks for all of its devices.
        var recorder = new FlightRecord(scheduler::nanoTime, LOAD_EVENTS).recorder(name);
        var verifier = new Verifier(
                "(driver)", name, recorder, violation -> stacks.forEach(stack -> stack.violation(violation)));
        var calls = new DriverCalls(scheduler, verifier, () -> {});
        var space = new ObjectSpace(
                scheduler.newLock("objects of " + name), calls, Optional.empty(), () -> IoTypes.DEFAULT, NOT_ALLOWED);
        var driver = new WdfDriver(name, entry, space, stacks);
        HResult status = calls.callForStatus("OnInitialize", () -> entry.onInitialize(driver));
        if (status.failed()) {
            throw new WdfException(status, "driver '" + name + "': OnInitialize failed");
        }
        return driver;
    }

    /** Unloads the driver: calls OnDeinitialize and ends its objects. All its devices are gone. */
    public void unload() {
        space().calls().call("OnDeinitialize", () -> entry.onDeinitialize(this));
        dispose();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<StackDevice> addDevice(DeviceContext context) {
        var verifier = new Verifier(
                context.name(), name, context.verifier().record().recorder(name), context.control()::violation);
        var calls = new DriverCalls(context.scheduler(), verifier, context.control()::progress);
        var settings = new AddedDevice(context, calls);
        stacks.add(context.control());
        HResult status = calls.callForStatus("OnDeviceAdd", () -> entry.onDeviceAdd(this, settings.initialize));
        Optional<WdfDevice> device = settings.created();
        if (status.failed()) {
            device.ifPresent(WdfDevice::dispose);
            stacks.remove(context.control());
            throw new WdfException(status, "driver '" + name + "': OnDeviceAdd failed for device " + context.name());
        }
        if (device.isEmpty()) {
            reportNoDevice(verifier);
        }
        return device.map(StackDevice.class::cast);
    }

    private static void reportNoDevice(Verifier verifier) {
        verifier.violation(
                "PNP-3",
                "OnDeviceAdd",
                "the callback answered success without having created a device",
                "Call IWDFDriver.createDevice, or answer a failure.",
                "no request");
    }

    /** The device being added, between OnDeviceAdd and CreateDevice. */
    private final class AddedDevice {
        final WdfDeviceInitialize initialize;
        private final DriverCalls calls;
        private final StackControl control;
        private final StackServices services;
        private @Nullable WdfDevice device;

        AddedDevice(DeviceContext context, DriverCalls calls) {
            this.initialize = new WdfDeviceInitialize(context, name, this::create);
            this.calls = calls;
            this.control = context.control();
            this.services = context.services();
        }

        private WdfDevice create(@Nullable Object callbackInterface) {
            var space = new ObjectSpace(
                    calls.scheduler().newLock("objects of " + calls.verifier().device()),
                    calls,
                    WdfDevice.callbackLockFor(initialize),
                    control::ioTypes,
                    new Impersonation(services.impersonator(), services.policy().impersonationLevel()));
            var created =
                    new WdfDevice(WdfDriver.this, space, initialize, callbackInterface, () -> stacks.remove(control));
            device = created;
            return created;
        }

        Optional<WdfDevice> created() {
            return Optional.ofNullable(device);
        }
    }

    // ------------------------------------------------------------------------------------------- IWDFDriver

    @Override
    public IWDFDevice createDevice(IWDFDeviceInitialize deviceInit, @Nullable Object callbackInterface) {
        if (!(deviceInit instanceof WdfDeviceInitialize settings)) {
            throw new WdfException(HResult.E_INVALIDARG, "createDevice takes the object that OnDeviceAdd was given");
        }
        return settings.createDevice(callbackInterface);
    }

    @Override
    public IWDFObject createWdfObject(@Nullable Object callbackInterface, @Nullable IWDFObject parentObject) {
        WdfObject parent = parentOrSelf(parentObject);
        return new PlainObject(parent.space(), parent, callbackInterface);
    }

    @Override
    public IWDFMemory createPreallocatedWdfMemory(
            MemorySegment buffer, @Nullable Object callbackInterface, @Nullable IWDFObject parentObject) {
        WdfObject parent = parentOrSelf(parentObject);
        return WdfMemory.over(parent.space(), parent, buffer, callbackInterface);
    }

    @Override
    public IWDFMemory createWdfMemory(
            long bufferSize, @Nullable Object callbackInterface, @Nullable IWDFObject parentObject) {
        WdfObject parent = parentOrSelf(parentObject);
        return WdfMemory.allocate(parent.space(), parent, bufferSize, callbackInterface);
    }

    private WdfObject parentOrSelf(@Nullable IWDFObject parentObject) {
        if (parentObject == null) {
            return this;
        }
        if (parentObject instanceof WdfObject parent) {
            return parent;
        }
        throw new WdfException(HResult.E_INVALIDARG, "the parent object does not belong to this framework");
    }

    @Override
    public boolean isVersionAvailable(UMDF_VERSION_DATA minimumVersion) {
        return minimumVersion.majorNumber() == VERSION.majorNumber()
                && (minimumVersion.minorNumber() < VERSION.minorNumber()
                        || (minimumVersion.minorNumber() == VERSION.minorNumber()
                                && minimumVersion.serviceNumber() <= VERSION.serviceNumber()));
    }

    @Override
    public String retrieveVersionString() {
        return "%d.%d.%d".formatted(VERSION.majorNumber(), VERSION.minorNumber(), VERSION.serviceNumber());
    }

    @Override
    protected String describe() {
        return "driver " + name;
    }

    @Override
    protected boolean isDeletable() {
        return false;
    }
}
