package org.umdf4j.reflector.fuse;

import org.umdf4j.framework.irp.DevicePort;

/**
 * A device's file, from the device becoming available until it is not. When it comes back it gets a new node, so that
 * old handles stay dead. Any thread.
 */
final class DeviceNode {
    private final long id;
    private final String name;
    private final DevicePort port;
    private final long sizeBytes;
    private final long bornSeconds;
    private volatile Access access;
    private volatile boolean gone;

    /** @param sizeBytes the device's size, negative for a stream */
    DeviceNode(long id, DevicePort port, long sizeBytes, long bornSeconds, Access access) {
        this.id = id;
        this.name = port.name();
        this.port = port;
        this.sizeBytes = sizeBytes;
        this.bornSeconds = bornSeconds;
        this.access = access;
    }

    /** Who may open the file; the kernel checks it. */
    record Access(int mode, int userId, int groupId) {}

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    DevicePort port() {
        return port;
    }

    boolean isStream() {
        return sizeBytes < 0;
    }

    /** The size a program sees: 0 for a stream. */
    long sizeBytes() {
        return Math.max(0, sizeBytes);
    }

    long bornSeconds() {
        return bornSeconds;
    }

    Access access() {
        return access;
    }

    void setAccess(Access newAccess) {
        access = newAccess;
    }

    /** Whether the device has gone away; its handles are dead then. */
    boolean isGone() {
        return gone;
    }

    void setGone() {
        gone = true;
    }
}
