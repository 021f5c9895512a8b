package org.umdf4j.framework.interfaces;

import org.umdf4j.framework.irp.DevicePort;

/**
 * A name for the time that it is there, from its arrival to its removal; when it comes again it is another one. Compared
 * by identity.
 */
public final class PresentName {
    private final SystemName name;
    private final DevicePort port;
    private final StackInterfaces stack;

    PresentName(SystemName name, DevicePort port, StackInterfaces stack) {
        this.name = name;
        this.port = port;
        this.stack = stack;
    }

    /** The name. */
    public SystemName name() {
        return name;
    }

    /** The device behind it. */
    public DevicePort port() {
        return port;
    }

    /** The stack that offers it. */
    public StackInterfaces stack() {
        return stack;
    }

    @Override
    public String toString() {
        return name.text();
    }
}
