package org.umdf4j.host.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.RuntimeDirectory;

/**
 * A device's name, good for one running process of this user, because commands name a device without its host. A lock on
 * one byte of a file they share, the byte chosen by the name: two processes that start at once cannot both have it, and
 * the system gives it up when its holder dies. Locks of one process do not exclude each other reliably; take one.
 */
final class NameClaim implements AutoCloseable {
    /** Device names do not begin with a dot, so this is nobody's mount point. */
    private static final String FILE = ".names";

    private final FileChannel file;

    private NameClaim(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the name until {@link #close}.
     *
     * @throws HostException of kind SETUP if another process has it
     */
    static NameClaim take(RuntimeDirectory directory, DeviceName name) throws HostException {
        Path path = directory.path().resolve(FILE);
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file, name) != null) {
                return new NameClaim(file);
            }
            file.close();
        } catch (IOException failure) {
            throw new HostException(Kind.SETUP, "cannot lock " + path + ": " + failure.getMessage(), failure);
        }
        throw new HostException(
                Kind.SETUP, "a device called '" + name + "' is running already; use --name for another one");
    }

    private static @Nullable FileLock lock(FileChannel file, DeviceName name) throws IOException {
        byte[] text = name.text().getBytes(StandardCharsets.UTF_8);
        // A well-mixed 62-bit position: different names meet so rarely that it does not matter.
        long position = UUID.nameUUIDFromBytes(text).getMostSignificantBits() >>> 2;
        try {
            return file.tryLock(position, 1, false);
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
