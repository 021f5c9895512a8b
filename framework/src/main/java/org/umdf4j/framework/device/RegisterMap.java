package org.umdf4j.framework.device;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_SIZE;
import org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.hardware.Hardware.MemoryResource;
import org.umdf4j.framework.hardware.Hardware.PortResource;
import org.umdf4j.framework.hardware.RegisterSpace;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.framework.verifier.Verifier;

/**
 * The registers one driver has mapped and the ports its device has (HW-2 to HW-6). Any thread; takes no lock, so that an
 * access costs little more than itself.
 *
 * <p>Mapped addresses are made up: each mapping has pages of its own with a gap behind it, so that an access beside one is
 * noticed and never meets another. They are aligned within a page as the physical address is.
 */
final class RegisterMap {
    private static final long PAGE = 4096;

    /** Nothing a driver could compute by mistake from small numbers. */
    private static final long FIRST_BASE = 0x1000_0000_0000L;

    private final Scheduler scheduler;
    private final Verifier verifier;
    private final boolean inMemory;
    private final AtomicLong nextBase = new AtomicLong(FIRST_BASE);
    private final ConcurrentNavigableMap<Long, Window> mappings = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, Window> ports = new ConcurrentSkipListMap<>();

    /** Part of a register space, from {@code offset} in it. */
    private record Window(RegisterSpace space, long offset, long bytes) {}

    /** Where an access goes: a register space and the offset in it. */
    private record Target(RegisterSpace space, long offset) {}

    /** @param inMemory whether the driver may have registers as memory (HW-6) */
    public RegisterMap(Scheduler scheduler, Verifier verifier, boolean inMemory) {
        this.scheduler = scheduler;
        this.verifier = verifier;
        this.inMemory = inMemory;
    }

    /** The device has its resources: ports can be reached, memory be mapped. */
    public void assign(Hardware hardware) {
        for (Hardware.Resource resource : hardware.resources()) {
            if (resource instanceof PortResource range) {
                ports.put(
                        range.translated().start(),
                        new Window(range.ports(), 0, range.translated().length()));
            }
        }
    }

    /** The device has no resources any more; what the driver forgot to unmap is unmapped (HW-5). */
    public void release() {
        mappings.clear();
        ports.clear();
    }

    /** MapIoSpace (HW-2). */
    public long map(Hardware hardware, long physicalAddress, long bytes) {
        scheduler.point("device.mapIoSpace");
        for (Hardware.Resource resource : hardware.resources()) {
            if (resource instanceof MemoryResource memory
                    && bytes > 0
                    && physicalAddress >= memory.translated().start()
                    && bytes
                            <= memory.translated().length()
                                    - (physicalAddress - memory.translated().start())) {
                long inPage = physicalAddress % PAGE;
                long pages = (inPage + bytes + PAGE - 1) / PAGE + 1;
                long base = nextBase.getAndAdd(pages * PAGE) + inPage;
                long offset = physicalAddress - memory.translated().start();
                mappings.put(base, new Window(memory.registers(), offset, bytes));
                return base;
            }
        }
        throw new WdfException(
                HResult.E_INVALIDARG,
                "%d bytes from physical address 0x%X are not of one memory resource of the device (HW-2)"
                        .formatted(bytes, physicalAddress));
    }

    /** UnmapIoSpace. */
    public void unmap(long base, long bytes) {
        scheduler.point("device.unmapIoSpace");
        Window window = mappings.get(base);
        if (window == null || window.bytes() != bytes) {
            throw violation(
                    "IWDFDevice.unmapIoSpace",
                    "the driver unmapped %d bytes at 0x%X, which it has not mapped".formatted(bytes, base),
                    "Unmap once what mapIoSpace has returned, with the size that it was given.");
        }
        mappings.remove(base);
    }

    /** GetHardwareRegisterMappedAddress (HW-6). */
    public Optional<MemorySegment> memory(long base) {
        Window window = mappings.get(base);
        if (window == null) {
            throw violation(
                    "IWDFDevice.getHardwareRegisterMappedAddress",
                    "the driver asked for the memory of 0x%X, which it has not mapped".formatted(base),
                    "Pass what mapIoSpace has returned.");
        }
        if (!inMemory) {
            throw new WdfException(
                    HResult.STATUS_NOT_SUPPORTED,
                    "registers are memory only with UmdfRegisterAccessMode=RegisterAccessUsingUserModeMapping in the"
                            + " driver's package (HW-6)");
        }
        return window.space().memory().map(memory -> memory.asSlice(window.offset(), window.bytes()));
    }

    /** ReadFromHardware. */
    public long read(
            WDF_DEVICE_HWACCESS_TARGET_TYPE type,
            WDF_DEVICE_HWACCESS_TARGET_SIZE size,
            long address,
            @Nullable MemorySegment buffer,
            int count) {
        scheduler.point("device.readFromHardware");
        var access = new Access("IWDFDevice.readFromHardware", type, size, address, elements(type, count));
        Target target = access.target();
        if (!access.isBuffer()) {
            return target.space().read(target.offset(), access.width);
        }
        MemorySegment values = access.values(buffer, count);
        for (int i = 0; i < count; i++) {
            long value = target.space().read(target.offset() + access.step(i), access.width);
            put(values, (long) i * access.width, access.width, value);
        }
        return 0;
    }

    /** WriteToHardware. */
    public void write(
            WDF_DEVICE_HWACCESS_TARGET_TYPE type,
            WDF_DEVICE_HWACCESS_TARGET_SIZE size,
            long address,
            long value,
            @Nullable MemorySegment buffer,
            int count) {
        scheduler.point("device.writeToHardware");
        var access = new Access("IWDFDevice.writeToHardware", type, size, address, elements(type, count));
        Target target = access.target();
        if (!access.isBuffer()) {
            target.space().write(target.offset(), access.width, value);
            return;
        }
        MemorySegment values = access.values(buffer, count);
        for (int i = 0; i < count; i++) {
            long next = get(values, (long) i * access.width, access.width);
            target.space().write(target.offset() + access.step(i), access.width, next);
        }
    }

    private static int elements(WDF_DEVICE_HWACCESS_TARGET_TYPE type, int count) {
        return type == WDF_DEVICE_HWACCESS_TARGET_TYPE.REGISTER_BUFFER ? count : 1;
    }

    private static void put(MemorySegment buffer, long offset, int width, long value) {
        switch (width) {
            case 1 -> buffer.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
            case 2 -> buffer.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) value);
            case 4 -> buffer.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) value);
            default -> buffer.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value);
        }
    }

    private static long get(MemorySegment buffer, long offset, int width) {
        return switch (width) {
            case 1 -> buffer.get(ValueLayout.JAVA_BYTE, offset);
            case 2 -> buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
            case 4 -> buffer.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
            default -> buffer.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
        };
    }

    private ContractViolationException violation(String place, String did, String mend) {
        return verifier.violation("HW-4", place, did, mend, "no request");
    }

    /** One call of the driver's. */
    private final class Access {
        final String place;
        final WDF_DEVICE_HWACCESS_TARGET_TYPE type;
        final long address;
        final int width;
        final int elements;

        Access(
                String place,
                WDF_DEVICE_HWACCESS_TARGET_TYPE type,
                WDF_DEVICE_HWACCESS_TARGET_SIZE size,
                long address,
                int elements) {
            this.place = place;
            this.type = type;
            this.address = address;
            this.elements = elements;
            this.width = switch (size) {
                case UCHAR -> 1;
                case USHORT -> 2;
                case ULONG -> 4;
                case ULONG64 -> 8;
                case INVALID, MAXIMUM -> throw refused("with the size " + size);
            };
            if (width == 8 && isPort()) {
                throw refused("with 64 bits, which no port has,");
            }
            if (elements < 0) {
                throw refused(elements + " times");
            }
        }

        boolean isBuffer() {
            return type == WDF_DEVICE_HWACCESS_TARGET_TYPE.REGISTER_BUFFER
                    || type == WDF_DEVICE_HWACCESS_TARGET_TYPE.PORT_BUFFER;
        }

        boolean isPort() {
            return switch (type) {
                case PORT, PORT_BUFFER -> true;
                case REGISTER, REGISTER_BUFFER -> false;
                case INVALID, MAXIMUM -> throw refused("with the type " + type);
            };
        }

        Target target() {
            Map.@Nullable Entry<Long, Window> range = (isPort() ? ports : mappings).floorEntry(address);
            long offset = range == null ? 0 : address - range.getKey();
            if (range == null || offset >= range.getValue().bytes() - ((long) elements * width - 1)) {
                throw refused("outside what it has mapped or been given");
            }
            if (address % width != 0) {
                throw refused("at an address that is no multiple of its size");
            }
            return new Target(range.getValue().space(), range.getValue().offset() + offset);
        }

        /** Registers follow one another; a port is the same each time. */
        long step(int index) {
            return isPort() ? 0 : (long) index * width;
        }

        MemorySegment values(@Nullable MemorySegment buffer, int count) {
            if (buffer == null || count < 0 || (long) count * width > buffer.byteSize()) {
                throw refused("with " + count + " values and a buffer that does not hold as many");
            }
            return buffer;
        }

        ContractViolationException refused(String how) {
            return violation(
                    place,
                    "the driver reached for %s 0x%X %s".formatted(type, address, how),
                    "Stay within what mapIoSpace has mapped or the port resources say, at multiples of the size.");
        }
    }
}
