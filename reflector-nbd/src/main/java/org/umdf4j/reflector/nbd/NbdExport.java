package org.umdf4j.reflector.nbd;

import org.umdf4j.framework.irp.DevicePort;

/**
 * A device as clients of an {@link NbdServer} see it. Ends with {@link #close}, with its server, or when its device is
 * removed. Any thread.
 */
public final class NbdExport implements AutoCloseable {
    private final NbdServer server;
    private final DevicePort port;
    private final ExportFacts facts;
    private volatile boolean available = true;
    private volatile boolean refusesZeroing;

    NbdExport(NbdServer server, DevicePort port, ExportFacts facts) {
        this.server = server;
        this.port = port;
        this.facts = facts;
    }

    /** The name clients ask for: the device's. */
    public String name() {
        return facts.name();
    }

    /** The device's size in bytes when it was exported. */
    public long size() {
        return facts.size();
    }

    /** Whether the device is write protected. */
    public boolean readOnly() {
        return facts.readOnly();
    }

    /** How a client reaches it: {@code nbd+unix:///disk?socket=/path} or {@code nbd://host:port/disk}. */
    public String uri() {
        return server.address().uri(name());
    }

    /** Whether it can be opened: false once the device has been removed. */
    public boolean isAvailable() {
        return available;
    }

    /** No client can open it any more; those that have are disconnected. Returns before they are. */
    @Override
    public void close() {
        server.remove(this);
    }

    DevicePort port() {
        return port;
    }

    ExportFacts facts() {
        return facts;
    }

    ExportFacts factsWithSize(long size) {
        return new ExportFacts(facts.name(), facts.description(), size, facts.readOnly(), facts.flushes());
    }

    void setUnavailable() {
        available = false;
    }

    boolean refusesZeroing() {
        return refusesZeroing;
    }

    void setRefusesZeroing() {
        refusesZeroing = true;
    }
}
