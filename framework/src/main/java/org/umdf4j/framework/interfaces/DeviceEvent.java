package org.umdf4j.framework.interfaces;

import java.lang.foreign.MemorySegment;
import java.util.UUID;

/**
 * An event of a device.
 *
 * @param device the device that posted it, or with which it happened
 * @param event what has happened
 * @param data what belongs to it; read-only, nobody else's
 */
public record DeviceEvent(String device, UUID event, MemorySegment data) {
    /** The device's driver was ended (HOST-4): GUID_WUDF_DEVICE_HOST_PROBLEM. */
    public static final UUID HOST_PROBLEM = UUID.fromString("c43d25bd-9346-40ee-a2d2-d70c15f8b75b");
}
