package org.umdf4j.ddi;

/**
 * Whether a resource is shared.
 *
 * <p>Source: wudfwdm, CM_SHARE_DISPOSITION.
 */
public enum CM_SHARE_DISPOSITION {
    /** CmResourceShareUndetermined: Reserved. */
    UNDETERMINED(0),
    /** CmResourceShareDeviceExclusive: The device alone has it. */
    DEVICE_EXCLUSIVE(1),
    /** CmResourceShareDriverExclusive: The driver alone has it. */
    DRIVER_EXCLUSIVE(2),
    /** CmResourceShareShared: Other devices may have it too. */
    SHARED(3);

    private final int value;

    CM_SHARE_DISPOSITION(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
