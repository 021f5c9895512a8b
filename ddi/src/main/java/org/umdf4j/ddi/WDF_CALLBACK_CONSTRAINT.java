package org.umdf4j.ddi;

/**
 * How far the framework serializes the I/O callbacks of a device: the callback lock.
 *
 * <p>Chosen once, before the device exists, with {@link IWDFDeviceInitialize#setLockingConstraint}. Under
 * {@link #DEVICE_LEVEL} these never overlap for one device, whatever its queues: onCreateFile, onRead,
 * onWrite, onDeviceIoControl, onDefaultIoHandler, onStateChange, onCancel, onIoCanceledOnQueue, onIoStop,
 * onIoResume, onCleanupFile, onCloseFile. All others are outside the lock.
 *
 * <p>Rules: LCK-1 to LCK-5. Source: wudfddi_types, WDF_CALLBACK_CONSTRAINT; guide page Specifying a Callback
 * Synchronization Mode.
 */
public enum WDF_CALLBACK_CONSTRAINT {
    /**
     * None: The framework serializes nothing but sequential queues; the driver synchronizes itself (LCK-3).
     */
    NONE(0),
    /**
     * WdfDeviceLevel: At most one of the callbacks named above runs at a time for a device. The default
     * (LCK-1, LCK-2).
     */
    DEVICE_LEVEL(1),
    /** WdfLevelReserved: Reserved. */
    LEVEL_RESERVED(2),
    /** WdfLevelMaximum: Upper bound, not a mode. */
    LEVEL_MAXIMUM(3);

    private final int value;

    WDF_CALLBACK_CONSTRAINT(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
