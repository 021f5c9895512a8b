package org.umdf4j.host;

import java.nio.file.Path;
import org.umdf4j.reflector.fuse.FuseOptions;
import org.umdf4j.reflector.fuse.FuseTransport;
import org.umdf4j.reflector.nbd.NbdAddress;

/** A way for programs to reach a device. */
public sealed interface Exposure {
    /**
     * A file named after the device.
     *
     * @param directory where it appears: an empty directory, or a new one in an existing one
     * @param transport how the kernel's requests come
     */
    record Fuse(Path directory, FuseTransport transport) implements Exposure {
        /** By the transport that is best for most devices, {@link FuseOptions#defaults}'. */
        public Fuse(Path directory) {
            this(directory, FuseOptions.defaults().transport());
        }
    }

    /**
     * An NBD export named after the device, on a server of its own. The device must have a size.
     *
     * @param address where the server listens
     */
    record Nbd(NbdAddress address) implements Exposure {}
}
