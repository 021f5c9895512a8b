package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The files of a session's one directory, in the order of their ids. Looking one up takes no lock. Any thread. */
final class Directory {
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private long lastId = FuseProtocol.ROOT_ID;

    /** Replaced under the lock, never changed. */
    private volatile DeviceNode[] nodes = {};

    /** An id that no node has had. */
    long newId() {
        lock.lock();
        try {
            return ++lastId;
        } finally {
            lock.unlock();
        }
    }

    /** Shows a file. Its name is not there yet. */
    void add(DeviceNode node) {
        lock.lock();
        try {
            DeviceNode[] more = Arrays.copyOf(nodes, nodes.length + 1);
            more[nodes.length] = node;
            Arrays.sort(more, (a, b) -> Long.compare(a.id(), b.id()));
            nodes = more;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a file away: it cannot be found any more, and its handles are dead. */
    void remove(DeviceNode node) {
        node.setGone();
        lock.lock();
        try {
            nodes = Arrays.stream(nodes).filter(other -> other != node).toArray(DeviceNode[]::new);
        } finally {
            lock.unlock();
        }
    }

    /** Takes all files away. */
    void removeAll() {
        for (DeviceNode node : nodes) {
            remove(node);
        }
    }

    /** The files there are now. */
    DeviceNode[] nodes() {
        return nodes;
    }

    /** The file of this name, or null. */
    @Nullable
    DeviceNode byName(String name) {
        for (DeviceNode node : nodes) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        return null;
    }

    /** The file with this id, or null. */
    @Nullable
    DeviceNode byId(long id) {
        for (DeviceNode node : nodes) {
            if (node.id() == id) {
                return node;
            }
        }
        return null;
    }
}
