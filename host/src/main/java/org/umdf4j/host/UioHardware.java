package org.umdf4j.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.CM_SHARE_DISPOSITION;
import org.umdf4j.ddi.KINTERRUPT_MODE;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.hardware.MappedRegisters;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.host.HardwareSource.OpenHardware;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.linux.Linux;

/**
 * A device that Linux hands to user space: {@code /dev/uioN}, with its register ranges as sysfs lists them. Its resources
 * are those ranges in their order, then one interrupt, which the kernel masks until it has been served.
 */
final class UioHardware {
    /** UIO does not tell the interrupt's vector, and 0 would mean none. */
    private static final int VECTOR = 1;

    private UioHardware() {}

    /**
     * The hardware behind a device file.
     *
     * @param sysfs where the kernel describes UIO devices, {@code /sys/class/uio}
     */
    static HardwareSource at(Path device, Path sysfs) {
        return (scheduler, gone) -> open(device, sysfs, scheduler, gone);
    }

    private static OpenHardware open(Path device, Path sysfs, Scheduler scheduler, Runnable gone) throws HostException {
        int descriptor = Linux.open(device.toString(), Linux.O_RDWR | Linux.O_NONBLOCK | Linux.O_CLOEXEC);
        if (descriptor < 0) {
            throw new HostException(Kind.SETUP, "%s cannot be opened: errno %d".formatted(device, -descriptor));
        }
        try {
            List<UioMap> maps = UioMap.all(sysfs.resolve(device.getFileName()));
            OpenHardware opened = of(descriptor, descriptor, maps, scheduler, gone);
            return new OpenHardware(opened.hardware(), () -> {
                opened.end().run();
                var _ = Linux.close(descriptor);
            });
        } catch (IOException | HostException failure) {
            var _ = Linux.close(descriptor);
            throw new HostException(Kind.SETUP, device + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * The hardware behind descriptors that are open, and remain the caller's.
     *
     * @param events where interrupts are read; not blocking
     * @param memory what the registers are mapped from; with UIO the same
     */
    static OpenHardware of(int events, int memory, List<UioMap> maps, Scheduler scheduler, Runnable gone)
            throws HostException {
        Arena arena = Arena.ofShared();
        try {
            List<Hardware.Resource> resources = new ArrayList<>();
            for (UioMap map : maps) {
                resources.add(registers(memory, map, arena));
            }
            UioInterrupt line = UioInterrupt.listen(events, scheduler, gone);
            var interrupt = new CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt(
                    CM_SHARE_DISPOSITION.UNDETERMINED, KINTERRUPT_MODE.LEVEL_SENSITIVE, false, 0, VECTOR, -1);
            resources.add(new Hardware.InterruptResource(interrupt, interrupt, line));
            List<Hardware.Resource> all = List.copyOf(resources);
            return new OpenHardware(() -> all, () -> {
                line.close();
                arena.close();
            });
        } catch (IOException | HostException failure) {
            arena.close();
            throw new HostException(Kind.SETUP, "the registers cannot be used: " + failure.getMessage(), failure);
        }
    }

    private static Hardware.MemoryResource registers(int memory, UioMap map, Arena arena) throws IOException {
        long page = Linux.getpagesize();
        long bytes = (map.offset() + map.size() + page - 1) / page * page;
        MemorySegment pages = Linux.mmapShared(memory, map.index() * page, bytes, arena);
        var descriptor = new CM_PARTIAL_RESOURCE_DESCRIPTOR.Memory(
                CM_SHARE_DISPOSITION.DEVICE_EXCLUSIVE, map.address(), map.size());
        return new Hardware.MemoryResource(
                descriptor, descriptor, new MappedRegisters(pages.asSlice(map.offset(), map.size())));
    }
}
