package org.umdf4j.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.reflector.fuse.FuseMount;
import org.umdf4j.reflector.fuse.FuseOptions;
import org.umdf4j.reflector.nbd.NbdServer;

/**
 * An exposure in operation.
 *
 * @param location what a program uses to reach the device: a path or an NBD URI
 * @param end takes it away again
 */
record OpenExposure(String location, Closing end) {
    /** Something that can be taken away. */
    interface Closing {
        void close() throws IOException;
    }

    /**
     * Makes a device reachable.
     *
     * @throws HostException of kind SETUP if the place is taken or the device is not fit for it; nothing is left then
     */
    static OpenExposure open(Exposure exposure, DevicePort port) throws HostException {
        return switch (exposure) {
            case Exposure.Fuse fuse -> mount(fuse, port);
            case Exposure.Nbd nbd -> serve(nbd, port);
        };
    }

    private static OpenExposure mount(Exposure.Fuse fuse, DevicePort port) throws HostException {
        if (!Files.exists(Path.of("/dev/fuse"))) {
            throw new HostException(
                    Kind.SETUP, "there is no /dev/fuse here (kernel module 'fuse'); use --nbd unix:PATH instead");
        }
        try {
            FuseMount mount =
                    FuseMount.mount(fuse.directory(), FuseOptions.defaults().withTransport(fuse.transport()));
            try {
                return new OpenExposure(mount.add(port).toString(), mount::close);
            } catch (IOException | RuntimeException failure) {
                closeOnto(failure, mount::close);
                throw failure;
            }
        } catch (IOException failure) {
            throw new HostException(Kind.SETUP, String.valueOf(failure.getMessage()), failure);
        }
    }

    private static OpenExposure serve(Exposure.Nbd nbd, DevicePort port) throws HostException {
        try {
            NbdServer server = NbdServer.listen(nbd.address());
            try {
                return new OpenExposure(server.export(port).uri(), server::close);
            } catch (IOException | RuntimeException failure) {
                closeOnto(failure, server::close);
                throw failure;
            }
        } catch (IOException failure) {
            throw new HostException(Kind.SETUP, String.valueOf(failure.getMessage()), failure);
        }
    }

    private static void closeOnto(Exception failure, Closing end) {
        try {
            end.close();
        } catch (IOException | RuntimeException closing) {
            failure.addSuppressed(closing);
        }
    }
}
