package org.umdf4j.framework.interfaces;

import java.util.Optional;
import java.util.UUID;

/**
 * An instance of a device interface class.
 *
 * @param device the device
 * @param classGuid the class
 * @param reference the reference string; empty for the device itself
 */
public record InterfaceName(String device, UUID classGuid, Optional<String> reference) implements SystemName {
    /** What the texts of all of them begin with. */
    static final String PREFIX = "\\\\?\\UMDF4J#";

    @Override
    public String text() {
        return PREFIX + device + "#{" + classGuid + "}" + fileName();
    }
}
