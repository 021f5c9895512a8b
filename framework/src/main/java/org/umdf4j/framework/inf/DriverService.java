package org.umdf4j.framework.inf;

import java.util.Optional;
import org.umdf4j.ddi.UMDF_VERSION_DATA;

/**
 * A driver of a stack.
 *
 * @param name the service's name, at most {@value #LONGEST_NAME} characters
 * @param binary what the package brings for it; empty for a driver that comes with the system, which is found by the
 *     service's name
 */
public record DriverService(String name, Optional<Binary> binary) {
    /** Of a service's name. */
    public static final int LONGEST_NAME = 31;

    /**
     * A driver's code.
     *
     * @param jar {@code ServiceBinary}: the name of the jar it is in, which is the package itself
     * @param entryClass {@code DriverCLSID}: the binary name of its {@link org.umdf4j.ddi.IDriverEntry} class. A class id
     *     is what the host asks the driver's module for, and in Java a class is asked for by its name.
     * @param libraryVersion {@code UmdfLibraryVersion}: the framework it was built for
     */
    public record Binary(String jar, String entryClass, UMDF_VERSION_DATA libraryVersion) {}
}
