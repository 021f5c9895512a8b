package org.umdf4j.host;

import java.util.LinkedHashMap;
import java.util.Map;
import org.umdf4j.host.HostException.Kind;

/**
 * Which devices are plugged in in this process, so that one whose package says {@code ProcessSharingDisabled} has it for
 * itself. Any thread.
 */
final class ProcessSharing {
    /** Plugged devices, and whether each shares. Guarded by itself. */
    private final Map<String, Boolean> plugged = new LinkedHashMap<>();

    /**
     * A device is about to be plugged in.
     *
     * @throws HostException of kind SETUP if it or another wants the process for itself
     */
    void enter(String device, boolean shares) throws HostException {
        synchronized (plugged) {
            for (Map.Entry<String, Boolean> other : plugged.entrySet()) {
                if (!shares || !other.getValue()) {
                    throw new HostException(
                            Kind.SETUP,
                            "the package of device '%s' says UmdfHostProcessSharing=ProcessSharingDisabled, and device"
                                            .formatted(shares ? other.getKey() : device)
                                    + " '%s' would share its process: run it by an 'umdf4j run' of its own"
                                            .formatted(shares ? device : other.getKey()));
                }
            }
            plugged.put(device, shares);
        }
    }

    /** The device is gone. Once or more. */
    void leave(String device) {
        synchronized (plugged) {
            plugged.remove(device);
        }
    }
}
