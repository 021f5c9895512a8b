package org.umdf4j.framework.interfaces;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_EVENT_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.DevicePort;

/**
 * The device interfaces and symbolic links of one stack, shared by its drivers as on one device object. They are there
 * from {@link #enable} to {@link #end}, a device interface only while its driver wants it (OBJ-11, PNP-11). Any thread.
 */
public final class StackInterfaces {
    /** 0xFFFF without what stands before the data in a TARGET_DEVICE_CUSTOM_NOTIFICATION of 64 bits. */
    public static final int MOST_EVENT_BYTES = 0xFFFF - 36;

    private final DeviceInterfaces system;
    private final DevicePort port;
    private final Consumer<DeviceEvent> posted;

    /** Guarded by the system's lock, as the phase. */
    private final Map<SystemName, Offer> offers = new LinkedHashMap<>();

    private Phase phase = Phase.ADDED;

    private enum Phase {
        ADDED,
        ENABLED,
        ENDED
    }

    private static final class Offer {
        boolean wanted;

        @Nullable
        PresentName present;
    }

    StackInterfaces(DeviceInterfaces system, DevicePort port, Consumer<DeviceEvent> posted) {
        this.system = system;
        this.port = port;
        this.posted = posted;
    }

    /**
     * CreateDeviceInterface.
     *
     * @throws WdfException see {@link org.umdf4j.ddi.IWDFDevice#createDeviceInterface}
     */
    public void create(UUID classGuid, @Nullable String reference) {
        var name = new InterfaceName(port.name(), classGuid, checked(reference));
        system.change(_ -> {
            requireNotEndedLocked();
            Offer offer = new Offer();
            offer.wanted = phase == Phase.ADDED;
            offers.putIfAbsent(name, offer);
        });
    }

    /**
     * AssignDeviceInterfaceState.
     *
     * @throws WdfException with ERROR_FILE_NOT_FOUND if there is no such instance
     */
    public void assign(UUID classGuid, @Nullable String reference, boolean enable) {
        var name = new InterfaceName(port.name(), classGuid, Optional.ofNullable(reference));
        system.change(untold -> {
            Offer offer = offers.get(name);
            if (offer == null) {
                throw new WdfException(
                        HResult.ERROR_FILE_NOT_FOUND, "the driver has not created the device interface " + name.text());
            }
            offer.wanted = enable;
            settleLocked(name, offer, untold);
        });
    }

    /**
     * CreateSymbolicLink and CreateSymbolicLinkWithReferenceString.
     *
     * @throws WdfException see {@link org.umdf4j.ddi.IWDFDevice#createSymbolicLinkWithReferenceString}
     */
    public void link(String text, @Nullable String reference) {
        LinkName name = LinkName.of(port.name(), text, checked(reference));
        system.change(untold -> {
            requireNotEndedLocked();
            if (name.text().equalsIgnoreCase(port.name()) || !system.takeLocked(name)) {
                throw new WdfException(
                        HResult.ERROR_ALREADY_EXISTS, "the symbolic link '" + name.text() + "' is taken");
            }
            Offer offer = new Offer();
            offer.wanted = true;
            offers.put(name, offer);
            settleLocked(name, offer, untold);
        });
    }

    private static Optional<String> checked(@Nullable String reference) {
        return Optional.ofNullable(reference).map(text -> LinkName.checked("reference string", text));
    }

    private void requireNotEndedLocked() {
        if (phase == Phase.ENDED) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_STATE, "device " + port.name() + " is going, it gets no new names");
        }
    }

    /** Whether a driver has created the instance. */
    public boolean isCreated(UUID classGuid, Optional<String> reference) {
        return states().containsKey(new InterfaceName(port.name(), classGuid, reference));
    }

    /** The names, each with whether it is there now, in the order of their creation. */
    public Map<SystemName, Boolean> states() {
        Map<SystemName, Boolean> states = new LinkedHashMap<>();
        system.change(_ -> offers.forEach((name, offer) -> states.put(name, offer.present != null)));
        return states;
    }

    /** The device can be opened: what its drivers want is there from now on (PNP-11). */
    public void enable() {
        enter(Phase.ENABLED);
    }

    /** The device goes: nothing of it is there any more, for good, and its links are free. Again is no mistake. */
    public void end() {
        enter(Phase.ENDED);
    }

    private void enter(Phase newPhase) {
        system.change(untold -> {
            if (phase == Phase.ENDED) {
                return;
            }
            phase = newPhase;
            offers.forEach((name, offer) -> {
                settleLocked(name, offer, untold);
                if (newPhase == Phase.ENDED && name instanceof LinkName link) {
                    system.giveBackLocked(link);
                }
            });
        });
    }

    private void settleLocked(SystemName name, Offer offer, List<NameSubscription> untold) {
        boolean there = phase == Phase.ENABLED && offer.wanted;
        PresentName present = offer.present;
        if (there && present == null) {
            PresentName arrived = new PresentName(name, port, this);
            offer.present = arrived;
            system.addLocked(arrived, untold);
        } else if (!there && present != null) {
            offer.present = null;
            system.removeLocked(present, untold);
        }
    }

    /**
     * PostEvent (OBJ-10).
     *
     * @throws WdfException see {@link org.umdf4j.ddi.IWDFDevice#postEvent}
     */
    public void post(UUID event, WDF_EVENT_TYPE type, @Nullable MemorySegment data) {
        if (type != WDF_EVENT_TYPE.BROADCAST) {
            throw new WdfException(HResult.E_INVALIDARG, "events are broadcast, not " + type + " (OBJ-10)");
        }
        MemorySegment bytes = data == null ? MemorySegment.NULL : data;
        if (bytes.byteSize() > MOST_EVENT_BYTES) {
            throw new WdfException(
                    HResult.ERROR_NOT_ENOUGH_MEMORY,
                    "%d bytes with an event, %d are allowed (OBJ-10)".formatted(bytes.byteSize(), MOST_EVENT_BYTES));
        }
        byte[] copy = bytes.toArray(ValueLayout.JAVA_BYTE);
        post(new DeviceEvent(port.name(), event, MemorySegment.ofArray(copy).asReadOnly()));
    }

    /** HOST-4: the device's drivers have been ended. */
    public void postHostProblem() {
        post(new DeviceEvent(
                port.name(),
                DeviceEvent.HOST_PROBLEM,
                MemorySegment.ofArray(new byte[0]).asReadOnly()));
    }

    private void post(DeviceEvent event) {
        posted.accept(event);
        system.change(untold -> system.postLocked(this, event, untold));
    }
}
