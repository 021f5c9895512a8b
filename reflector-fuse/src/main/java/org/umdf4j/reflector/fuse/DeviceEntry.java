package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.linux.Linux;

/**
 * A device added to a mount: shows its file while the device is available. The size is asked for once each time it
 * becomes available, on a thread of its own, before the file is there; so no program ever waits for it. Any thread.
 */
final class DeviceEntry implements DevicePort.Listener, AutoCloseable {
    private static final long QUERY_WAIT_MILLIS = 4000;

    private final DevicePort port;
    private final Directory directory;
    private final int fileMode;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition shown = lock.newCondition();

    /** Counts the device's comings and goings, so that a late answer about an earlier coming is known as such. */
    @GuardedBy("lock")
    private int turn;

    @GuardedBy("lock")
    private @Nullable DeviceNode node;

    @GuardedBy("lock")
    private DevicePort.@Nullable Registration registration;

    @GuardedBy("lock")
    private String absence = "it has not started";

    /** The device was available and is no more: its drivers may have failed at the very first open, the size query. */
    @GuardedBy("lock")
    private boolean lost;

    @GuardedBy("lock")
    private boolean closed;

    DeviceEntry(DevicePort port, Directory directory, int fileMode, InstantSource clock) {
        this.port = port;
        this.directory = directory;
        this.fileMode = fileMode;
        this.clock = clock;
    }

    DevicePort port() {
        return port;
    }

    /** Begins to follow the device. Called once. */
    void listen() {
        DevicePort.Registration mine = port.listen(this);
        boolean late;
        lock.lock();
        try {
            registration = mine;
            late = closed;
        } finally {
            lock.unlock();
        }
        if (late) {
            mine.close();
        }
    }

    @Override
    public void onAvailable() {
        int now;
        lock.lock();
        try {
            now = ++turn;
            lost = false;
        } finally {
            lock.unlock();
        }
        Thread.ofPlatform().daemon().name("umdf4j-fuse-announce-" + port.name()).start(() -> show(now));
    }

    @Override
    public void onUnavailable(String reason) {
        DeviceNode old;
        lock.lock();
        try {
            lost = turn > 0;
            turn++;
            absence = reason;
            old = node;
            node = null;
            shown.signalAll();
        } finally {
            lock.unlock();
        }
        if (old != null) {
            directory.remove(old);
        }
    }

    private void show(int mine) {
        long size = SizeQuery.run(port, QUERY_WAIT_MILLIS);
        var access = new DeviceNode.Access(fileMode, Linux.geteuid(), Linux.getegid());
        DeviceNode born =
                new DeviceNode(directory.newId(), port, size, clock.instant().getEpochSecond(), access);
        lock.lock();
        try {
            if (turn == mine && !closed) {
                node = born;
                directory.add(born);
                shown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the file is there now. */
    boolean isShown() {
        lock.lock();
        try {
            return node != null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the file is there. Returns the reason if it is not in time, or the device went again; null if it is. */
    @Nullable
    String awaitShown(long waitMillis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        lock.lock();
        try {
            while (node == null && !lost && !closed && left > 0) {
                left = shown.awaitNanos(left);
            }
            return node == null ? absence : null;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the file away and follows the device no longer. */
    @Override
    public void close() {
        DevicePort.Registration old;
        lock.lock();
        try {
            closed = true;
            old = registration;
            shown.signalAll();
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
        }
        onUnavailable("its file has been removed");
    }
}
