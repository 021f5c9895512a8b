package org.umdf4j.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.umdf4j.host.HostException.Kind;

/** Directories of this user alone (0700). Stateless. */
final class PrivateDirectory {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private PrivateDirectory() {}

    /**
     * Creates the directory if it is not there and checks that it is this user's alone: in {@code /tmp} another user
     * could have put it there first.
     *
     * @param variable what the user may set to have another one
     * @throws HostException of kind SETUP if it cannot be made or is not private
     */
    static Path open(Path location, String variable) throws HostException {
        Path path = location.toAbsolutePath().normalize();
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
            check(path, variable);
            return path;
        } catch (IOException failure) {
            // The message of these is only the path again.
            String why = failure instanceof AccessDeniedException ? "permission denied" : failure.getMessage();
            throw new HostException(
                    Kind.SETUP,
                    "cannot use %s: %s; set %s to a directory of yours".formatted(path, why, variable),
                    failure);
        }
    }

    private static void check(Path path, String variable) throws IOException, HostException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new HostException(Kind.SETUP, path + " is not a directory");
        }
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != userId()) {
            throw new HostException(
                    Kind.SETUP, path + " belongs to another user; set " + variable + " to a directory of yours");
        }
        if (!Files.getPosixFilePermissions(path).equals(PRIVATE)) {
            Files.setPosixFilePermissions(path, PRIVATE);
        }
    }

    /** The user this process is. */
    static int userId() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException withoutProc) {
            throw new IllegalStateException("/proc is not mounted", withoutProc);
        }
    }
}
