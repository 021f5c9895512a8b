package org.umdf4j.host;

import org.umdf4j.framework.verifier.Violation;

/** Hears what happens to a host's devices without being asked for. Called on any thread; must not wait for a device. */
public interface HostObserver {
    /** Hears nothing. */
    HostObserver NONE = new HostObserver() {};

    /** A driver broke the contract; its device is stopped, the others run on. At most once for each time plugged in. */
    default void violated(Violation violation) {}

    /**
     * A device failed otherwise.
     *
     * @param why one sentence
     */
    default void failed(String device, String why) {}
}
