package org.umdf4j.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory of one user's hosts: control sockets, default mount points and sockets. Nobody else may enter it (0700).
 * Immutable; any thread.
 *
 * @param path {@code $UMDF4J_RUNTIME_DIR}, else {@code $XDG_RUNTIME_DIR/umdf4j}, else {@code /tmp/umdf4j-UID}
 */
public record RuntimeDirectory(Path path) {
    private static final String SOCKET_SUFFIX = ".control";

    /**
     * Creates the directory if it is not there and checks that it is this user's alone: in {@code /tmp} another user
     * could have put it there first.
     *
     * @param environment the process's environment
     * @throws HostException of kind SETUP if it cannot be made or is not private
     */
    public static RuntimeDirectory open(Map<String, String> environment) throws HostException {
        return new RuntimeDirectory(PrivateDirectory.open(locate(environment), "UMDF4J_RUNTIME_DIR"));
    }

    private static Path locate(Map<String, String> environment) {
        String own = environment.getOrDefault("UMDF4J_RUNTIME_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String session = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return session.isEmpty() ? Path.of("/tmp/umdf4j-" + PrivateDirectory.userId()) : Path.of(session, "umdf4j");
    }

    /** Where this process's control socket goes. */
    public Path ownControlSocket() {
        return path.resolve("host-" + ProcessHandle.current().pid() + SOCKET_SUFFIX);
    }

    /** The control sockets there are, of living hosts and dead ones. */
    public List<Path> controlSockets() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry -> entry.getFileName().toString().endsWith(SOCKET_SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Where a device is mounted when the user names no directory. */
    public Path mountPoint(DeviceName device) {
        return path.resolve(device.text());
    }
}
