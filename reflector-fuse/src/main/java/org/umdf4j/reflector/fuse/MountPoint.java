package org.umdf4j.reflector.fuse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/** A directory, made ready, mounted on and given back. Used by one thread at a time. */
final class MountPoint {
    /** What the mount table names as the source of our mounts. */
    static final String SOURCE = "umdf4j";

    private static final String TYPE = "fuse.umdf4j";
    private static final String DEVICE = "/dev/fuse";

    private final Path directory;
    private final boolean made;
    private final boolean byFusermount;

    private MountPoint(Path directory, boolean made, boolean byFusermount) {
        this.directory = directory;
        this.made = made;
        this.byFusermount = byFusermount;
    }

    /**
     * Makes a directory ready: cleans up after a host that died, creates it if only its last part is missing.
     *
     * @throws IOException if it cannot be mounted on, with a message for the user
     */
    static MountPoint prepare(Path wanted, FuseOptions options) throws IOException {
        boolean byFusermount = options.fusermount() || Linux.geteuid() != 0;
        Path directory = real(wanted);
        Optional<MountTable.Entry> mounted = MountTable.find(directory);
        if (mounted.isPresent() && mounted.get().isOurs() && isDead(directory)) {
            unmount(directory, byFusermount, false);
            mounted = MountTable.find(directory);
        }
        if (mounted.isPresent()) {
            throw new IOException(
                    wanted + ": in use, a file system of type " + mounted.get().type() + " is mounted there");
        }
        boolean made = !Files.exists(directory);
        if (made) {
            Files.createDirectory(directory);
        } else if (!Files.isDirectory(directory)) {
            throw new IOException(wanted + ": not a directory");
        } else {
            requireEmpty(wanted, directory);
        }
        return new MountPoint(directory, made, byFusermount);
    }

    /** The directory, absolute and without symbolic links. */
    Path directory() {
        return directory;
    }

    /**
     * Mounts.
     *
     * @return the descriptor of the connection, the caller's
     */
    int mount(FuseOptions options) throws IOException {
        String common = options.allowOther() ? "default_permissions,allow_other" : "default_permissions";
        if (byFusermount) {
            return Fusermount.mount(directory.toString(), common + ",fsname=" + SOURCE + ",subtype=" + SOURCE);
        }
        int fd = Linux.open(DEVICE, Linux.O_RDWR | Linux.O_CLOEXEC);
        if (fd < 0) {
            throw new IOException(
                    fd == -Errno.ENOENT || fd == -Errno.ENODEV || fd == -Errno.ENXIO
                            ? DEVICE + " is missing: this kernel has no FUSE"
                            : DEVICE + " cannot be opened: errno " + -fd);
        }
        String data = "fd=" + fd + ",rootmode=40000,user_id=" + Linux.geteuid() + ",group_id=" + Linux.getegid() + ","
                + common;
        int result = Linux.mount(SOURCE, directory.toString(), TYPE, Linux.MS_NOSUID | Linux.MS_NODEV, data);
        if (result < 0) {
            Linux.close(fd);
            throw new IOException(directory + ": mount failed with errno " + -result);
        }
        return fd;
    }

    /**
     * Takes the mount away. As root the connection ends with it; otherwise it may live on in files that programs have
     * open.
     */
    void unmount() throws IOException {
        unmount(directory, byFusermount, true);
    }

    /** Removes the directory if {@link #prepare} made it. */
    void giveBack() throws IOException {
        if (made) {
            Files.deleteIfExists(directory);
        }
    }

    private static void unmount(Path directory, boolean byFusermount, boolean force) throws IOException {
        if (byFusermount) {
            Fusermount.unmount(directory.toString());
            return;
        }
        // FORCE aborts the connection, so that readers and programs wake up; DETACH hides the mount even if it is in
        // use.
        int result = Linux.umount2(directory.toString(), Linux.MNT_DETACH | (force ? Linux.MNT_FORCE : 0));
        // EINVAL: not a mount point any more, somebody was faster.
        if (result < 0 && result != -Errno.EINVAL) {
            throw new IOException(directory + ": unmounting failed with errno " + -result);
        }
    }

    /** Resolves the parent only: the directory itself may be a dead mount, which nobody can look into. */
    private static Path real(Path wanted) throws IOException {
        Path absolute = wanted.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null) {
            throw new IOException(wanted + ": the root directory cannot be a mount point");
        }
        try {
            Path inRealParent = parent.toRealPath().resolve(name);
            return Files.isSymbolicLink(inRealParent) ? inRealParent.toRealPath() : inRealParent;
        } catch (NoSuchFileException missing) {
            throw new IOException(wanted + ": " + missing.getFile() + " does not exist", missing);
        }
    }

    /** Whether the host behind a mount is gone: then every access fails with ENOTCONN. */
    private static boolean isDead(Path directory) {
        int fd = Linux.open(directory.toString(), Linux.O_RDONLY | Linux.O_CLOEXEC);
        if (fd >= 0) {
            Linux.close(fd);
        }
        return fd == -Errno.ENOTCONN;
    }

    private static void requireEmpty(Path wanted, Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            if (files.iterator().hasNext()) {
                throw new IOException(wanted + ": not empty, a mount would hide what is there");
            }
        }
    }
}
