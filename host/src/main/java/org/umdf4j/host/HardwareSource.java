package org.umdf4j.host;

import java.nio.file.Path;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.scheduler.Scheduler;

/** Where a device's hardware comes from; opened each time the device is plugged in. Any thread. */
@FunctionalInterface
public interface HardwareSource {
    /** A device that is software only. */
    HardwareSource NONE = (_, _) -> new OpenHardware(Hardware.NONE, () -> {});

    /** A device that Linux hands to user space, such as {@code /dev/uio0}. */
    static HardwareSource uio(Path device) {
        return UioHardware.at(device, Path.of("/sys/class/uio"));
    }

    /**
     * Opens the hardware.
     *
     * @param scheduler runs what listens to it
     * @param gone called once, on a thread of the scheduler, if the hardware goes away by itself
     * @throws HostException of kind SETUP if it cannot be opened
     */
    OpenHardware open(Scheduler scheduler, Runnable gone) throws HostException;

    /**
     * Opened hardware.
     *
     * @param hardware what the stack is given
     * @param end closes it; the stack no longer uses it
     */
    record OpenHardware(Hardware hardware, Runnable end) {}
}
