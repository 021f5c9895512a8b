package org.umdf4j.framework.verifier;

/** What a violation does to the device. */
public enum Policy {
    /** The device stops, as when its driver crashes (VER-1, HOST-3). The default. */
    STOP,
    /** The violation is reported and recorded; the call fails or does nothing, the device goes on (VER-2). */
    REPORT
}
