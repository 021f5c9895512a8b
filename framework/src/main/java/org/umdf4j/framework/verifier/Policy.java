package org.umdf4j.framework.verifier;

import java.util.Set;
import org.umdf4j.ddi.HResult;

/** What a violation does to the device. */
public enum Policy {
    /** The device stops, as when its driver crashes (VER-1, HOST-3). The default. */
    STOP,
    /**
     * The violation is reported and recorded; the call fails with a {@link ContractViolationException}, changes nothing,
     * and the device goes on (VER-2). Violations that leave nothing to go on with stop it all the same.
     * Others stop it with neither policy: the call does what is documented for it.
     */
    REPORT;

    /**
     * What the engine itself calls fatal (section 18) or what U1 calls a driver stop; faults that leave a callback
     * unfinished (HOST-1, HOST-11), no device (PNP-3), or the framework itself in doubt.
     */
    private static final Set<String> ALWAYS_FATAL =
            Set.of("REQ-5", "OBJ-2", "SDP-3", "SND-10", "MEM-8", "PNP-3", "HOST-1", "HOST-11", "framework");

    /** Rows of section 18 marked "continues", and failures that a verifier reports besides answering them. */
    private static final Set<String> NEVER_FATAL = Set.of("RET-7", "Q-12", "MEM-5", "TGT-9");

    /** What a call that breaks a rule fails with (VER-2): section 18, and FWD-2's own recommendation. */
    static HResult statusOf(String rule) {
        return switch (rule) {
            case "REQ-6" -> HResult.STATUS_INTERNAL_ERROR;
            case "FWD-2" -> HResult.ERROR_INVALID_OPERATION;
            default -> HResult.STATUS_INVALID_DEVICE_REQUEST;
        };
    }

    /** Whether a violation of this rule stops the device. */
    public boolean stops(String rule) {
        return !NEVER_FATAL.contains(rule) && (this == STOP || ALWAYS_FATAL.contains(rule));
    }
}
