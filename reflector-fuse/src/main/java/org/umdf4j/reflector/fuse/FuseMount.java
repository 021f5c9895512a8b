package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.linux.Linux;

/**
 * A directory in which devices are files. A device's file is there while the device is available, named after it. Any
 * thread may use a mount; whoever made it closes it, also when the process is told to end: nothing else takes the mount
 * away. After a crash the next mount on the same directory cleans up.
 */
public final class FuseMount implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger("org.umdf4j.reflector.fuse");

    /** The names {@link DevicePort#name} allows, without the two that mean directories. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");

    /** How long {@link #add} waits: a size query of an unwilling driver, and some more. */
    private static final long ADD_WAIT_MILLIS = 15_000;

    /** How long {@link #close} waits for cancelled requests and then for readers. */
    private static final long CLOSE_WAIT_MILLIS = 5_000;

    private final MountPoint mountPoint;
    private final FuseOptions options;
    private final FuseSession session;
    private final int root;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, DeviceEntry> entries = new HashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    private FuseMount(MountPoint mountPoint, FuseOptions options, FuseSession session, int root) {
        this.mountPoint = mountPoint;
        this.options = options;
        this.session = session;
        this.root = root;
    }

    /**
     * Mounts on a directory, as root directly, otherwise by {@code fusermount3}. The directory must be empty and not
     * mounted on; it is created, and removed by {@link #close}, if it is missing in an existing one. What a crashed host
     * left mounted there is taken away first.
     *
     * @throws IOException if that is not possible, with a message for the user; nothing has been changed then
     */
    public static FuseMount mount(Path directory, FuseOptions options) throws IOException {
        if (options.transport() == FuseTransport.URING && !Rings.absence().isEmpty()) {
            throw new IOException(Rings.absence());
        }
        MountPoint mountPoint = MountPoint.prepare(directory, options);
        int fd;
        try {
            fd = mountPoint.mount(options);
        } catch (IOException failure) {
            suppressing(failure, mountPoint::giveBack);
            throw failure;
        }
        FuseSession session = new FuseSession(fd, options);
        session.start();
        // Opened without asking the session anything. Keeps the mount reachable for close().
        int root = Linux.open(mountPoint.directory().toString(), Linux.O_PATH | Linux.O_CLOEXEC);
        FuseMount mount = new FuseMount(mountPoint, options, session, root);
        try {
            Optional<String> absence = session.awaitTransport(ADD_WAIT_MILLIS);
            if (absence.isPresent() && options.transport() == FuseTransport.URING) {
                throw new IOException("no FUSE over io_uring: " + absence.get());
            }
            absence.ifPresent(why -> LOGGER.log(Level.DEBUG, "FUSE without io_uring: {0}", why));
            return mount;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            IOException failure = new IOException(directory + ": the wait for the kernel was interrupted", stop);
            suppressing(failure, mount::close);
            throw failure;
        } catch (IOException failure) {
            suppressing(failure, mount::close);
            throw failure;
        }
    }

    /** The directory, absolute and without symbolic links. */
    public Path directory() {
        return mountPoint.directory();
    }

    /**
     * Shows a device and returns when its file is there. From then on the file comes and goes with {@link
     * DevicePort#isAvailable}. A device whose name another one had that has gone away takes its place.
     *
     * @return the device's file
     * @throws IOException if the device does not become available within 15 seconds, goes away again before it is shown, or
     *     the wait is interrupted; it is not shown then
     * @throws IllegalArgumentException if the name is not one a device may have, or a device of that name is here
     * @throws IllegalStateException if the mount is closed
     */
    public Path add(DevicePort port) throws IOException {
        DeviceEntry entry = register(port);
        String absence;
        try {
            entry.listen();
            absence = entry.awaitShown(ADD_WAIT_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            absence = "the wait for it was interrupted";
        }
        if (absence != null) {
            unregister(entry);
            throw new IOException("device " + port.name() + " is not available: " + absence);
        }
        return directory().resolve(port.name());
    }

    private DeviceEntry register(DevicePort port) {
        String name = port.name();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a device name: '" + name + "'");
        }
        DeviceEntry entry = new DeviceEntry(port, session.directory(), options.fileMode(), InstantSource.system());
        DeviceEntry old;
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException(directory() + " is closed");
            }
            old = entries.get(name);
            if (old != null && (old.isShown() || old.port().isAvailable())) {
                throw new IllegalArgumentException("a device '" + name + "' is here already");
            }
            entries.put(name, entry);
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
        }
        return entry;
    }

    private void unregister(DeviceEntry entry) {
        lock.lock();
        try {
            entries.remove(entry.port().name(), entry);
        } finally {
            lock.unlock();
        }
        entry.close();
    }

    /**
     * Takes the devices and the mount away: requests in flight are cancelled and given five seconds to end, programs that
     * have files open get ENODEV or ENOTCONN from then on. What a driver does not let go of is logged and ends with it.
     * Closing again does nothing.
     *
     * @throws IOException if the mount could not be taken away
     */
    @Override
    public void close() throws IOException {
        Map<String, DeviceEntry> open;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            open = Map.copyOf(entries);
            entries.clear();
        } finally {
            lock.unlock();
        }
        open.values().forEach(DeviceEntry::close);
        if (!session.drain(CLOSE_WAIT_MILLIS)) {
            LOGGER.log(Level.WARNING, "FUSE: a driver holds on to cancelled requests of {0}", directory());
        }
        session.stopReaders();
        IOException failure = null;
        try {
            mountPoint.unmount();
        } catch (IOException stillMounted) {
            failure = stillMounted;
        }
        endSession();
        Linux.close(root);
        if (failure != null) {
            throw failure;
        }
        mountPoint.giveBack();
    }

    /**
     * Ends the readers, then the session. After a forced unmount they have all been woken; otherwise the connection may live on in
     * open files, and each reader waits for a request, so it gets one: a question about the file system.
     */
    private void endSession() {
        // Asks in a thread of its own, as the last question may find no reader left: then the end of the session is
        // its answer.
        Thread asker = Thread.ofPlatform().daemon().name("umdf4j-fuse-unmount").start(() -> {
            while (!session.awaitReaders(0) && Linux.fstatfs(root) == 0) {
                Thread.onSpinWait();
            }
        });
        if (!session.awaitReaders(CLOSE_WAIT_MILLIS)) {
            LOGGER.log(Level.WARNING, "FUSE: a driver does not return from a callback of {0}", directory());
        }
        session.close();
        join(asker);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Cleanup {
        void run() throws IOException;
    }

    private static void suppressing(IOException failure, Cleanup cleanup) {
        try {
            cleanup.run();
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }
}
