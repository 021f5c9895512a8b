package org.umdf4j.framework.interfaces;

import java.util.Optional;

/** A name of a device in its system, besides the device's own. Immutable. */
public sealed interface SystemName permits InterfaceName, LinkName {
    /** The device. */
    String device();

    /** The name as drivers and programs write it. */
    String text();

    /** What tells this name from others of the device's. */
    Optional<String> reference();

    /** The name of a file that is opened by it: the reference string behind a backslash, or nothing. */
    default String fileName() {
        return reference().map(reference -> "\\" + reference).orElse("");
    }
}
