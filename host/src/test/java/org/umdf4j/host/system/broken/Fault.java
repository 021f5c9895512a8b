package org.umdf4j.host.system.broken;

/** What the broken driver does wrong. */
public enum Fault {
    ON_DEVICE_ADD(When.PLUG, "OnDeviceAdd", "HOST-11"),
    NO_DEVICE(When.PLUG, "OnDeviceAdd", "PNP-3"),
    ON_PREPARE_HARDWARE(When.PLUG, "OnPrepareHardware", "HOST-11"),
    ON_D0_ENTRY(When.PLUG, "OnD0Entry", "HOST-11"),
    /** The host itself opens a device before it shows it to programs. */
    ON_CREATE_FILE(When.PLUG, "OnCreateFile", "HOST-11"),
    ON_READ(When.READ, "OnRead", "HOST-11"),
    ON_WRITE(When.WRITE, "OnWrite", "HOST-11"),
    ON_DEVICE_IO_CONTROL(When.CONTROL, "OnDeviceIoControl", "HOST-11"),
    ON_CLEANUP_FILE(When.FIRST_CLOSE, "OnCleanupFile", "HOST-11"),
    ON_CLOSE_FILE(When.FIRST_CLOSE, "OnCloseFile", "HOST-11"),
    ON_CANCEL(When.KILL, "OnCancel", "HOST-11"),
    ON_IO_STOP(When.SLEEP, "OnIoStop", "HOST-11"),
    ON_IO_RESUME(When.WAKE, "OnIoResume", "HOST-11"),
    ON_D0_EXIT(When.SLEEP, "OnD0Exit", "HOST-11"),
    ON_QUERY_REMOVE(When.UNPLUG, "OnQueryRemove", "HOST-11"),
    ON_SURPRISE_REMOVAL(When.SURPRISE, "OnSurpriseRemoval", "HOST-11"),
    ON_RELEASE_HARDWARE(When.UNPLUG, "OnReleaseHardware", "HOST-11"),
    /** The request that is in the callback keeps the device from leaving D0. */
    BLOCKS_IN_ON_READ(When.SLEEP, "has not returned: OnRead for the r\\d+ READ request", "HOST-1"),
    BLOCKS_IN_ON_D0_EXIT(When.SLEEP, "OnD0Exit", "HOST-1"),
    COMPLETES_TWICE(When.READ, "IWDFIoRequest.complete", "REQ-6"),
    COMPLETES_TOO_MUCH(When.READ, "IWDFIoRequest.complete", "REQ-5");

    /** What brings the fault to light. */
    public enum When {
        PLUG,
        /** The host's own, after it has asked for the size: just before or after the device is shown to programs. */
        FIRST_CLOSE,
        READ,
        WRITE,
        CONTROL,
        KILL,
        SLEEP,
        WAKE,
        UNPLUG,
        SURPRISE
    }

    private final When when;
    private final String place;
    private final String rule;

    Fault(When when, String place, String rule) {
        this.when = when;
        this.place = place;
        this.rule = rule;
    }

    /** What brings it to light. */
    public When when() {
        return when;
    }

    /** The callback or DDI method a violation names. */
    public String place() {
        return place;
    }

    /** The rule it breaks. */
    public String rule() {
        return rule;
    }

    /** Whether a read of this driver's device waits in the driver until somebody ends it. */
    public boolean keepsReads() {
        return this == ON_CANCEL || this == ON_IO_STOP || this == ON_IO_RESUME || this == BLOCKS_IN_ON_READ;
    }
}
