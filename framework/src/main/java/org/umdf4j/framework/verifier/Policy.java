package org.umdf4j.framework.verifier;

import java.util.Set;

/** What a violation does to the device. */
public enum Policy {
    /** The device stops, as when its driver crashes (VER-1, HOST-3). The default. */
    STOP,
    /**
     * The violation is reported and recorded; the call fails with a {@link ContractViolationException}, changes nothing,
     * and the device goes on (VER-2). Violations that leave nothing to go on with stop it all the same.
     */
    REPORT;

    /**
     * What the engine itself calls fatal (section 18) or what U1 calls a driver stop; faults that leave a callback
     * unfinished (HOST-1, HOST-11), no device (PNP-3), or the framework itself in doubt.
     */
    private static final Set<String> ALWAYS_FATAL =
            Set.of("REQ-5", "SDP-3", "SND-10", "MEM-8", "PNP-3", "HOST-1", "HOST-11", "framework");

    /** Whether a violation of this rule stops the device. */
    public boolean stops(String rule) {
        return this == STOP || ALWAYS_FATAL.contains(rule);
    }
}
