package org.umdf4j.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.umdf4j.host.HostException.Kind;

/**
 * The directory of one user's hosts: control sockets, default mount points and sockets. Nobody else may enter it (0700).
 * Immutable; any thread.
 *
 * @param path {@code $UMDF4J_RUNTIME_DIR}, else {@code $XDG_RUNTIME_DIR/umdf4j}, else {@code /tmp/umdf4j-UID}
 */
public record RuntimeDirectory(Path path) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final String SOCKET_SUFFIX = ".control";

    /**
     * Creates the directory if it is not there and checks that it is this user's alone: in {@code /tmp} another user
     * could have put it there first.
     *
     * @param environment the process's environment
     * @throws HostException of kind SETUP if it cannot be made or is not private
     */
    public static RuntimeDirectory open(Map<String, String> environment) throws HostException {
        Path path = locate(environment).toAbsolutePath().normalize();
        try {
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE));
            } catch (FileAlreadyExistsException _) {
                // Checked below like one of our own making.
            }
            check(path);
            return new RuntimeDirectory(path);
        } catch (IOException failure) {
            // The message of these is only the path again.
            String why = failure instanceof AccessDeniedException ? "permission denied" : failure.getMessage();
            throw new HostException(
                    Kind.SETUP,
                    "cannot use %s: %s; set UMDF4J_RUNTIME_DIR to a directory of yours".formatted(path, why),
                    failure);
        }
    }

    private static Path locate(Map<String, String> environment) {
        String own = environment.getOrDefault("UMDF4J_RUNTIME_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String session = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return session.isEmpty() ? Path.of("/tmp/umdf4j-" + userId()) : Path.of(session, "umdf4j");
    }

    private static void check(Path path) throws IOException, HostException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new HostException(Kind.SETUP, path + " is not a directory");
        }
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != userId()) {
            throw new HostException(
                    Kind.SETUP, path + " belongs to another user; set UMDF4J_RUNTIME_DIR to a directory of yours");
        }
        if (!Files.getPosixFilePermissions(path).equals(PRIVATE)) {
            Files.setPosixFilePermissions(path, PRIVATE);
        }
    }

    private static int userId() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException withoutProc) {
            throw new IllegalStateException("/proc is not mounted", withoutProc);
        }
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
