package org.umdf4j.framework.stack;

import org.umdf4j.ddi.HResult;

/** A driver's OnDeviceAdd failed; the stack has been torn down again (PNP-4). */
public final class DeviceAddException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String driver;
    private final transient HResult status;

    DeviceAddException(String device, String driver, HResult status, Throwable cause) {
        super("driver '%s' did not add device '%s': %s".formatted(driver, device, describe(status, cause)), cause);
        this.driver = driver;
        this.status = status;
    }

    private static String describe(HResult status, Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isEmpty() ? status.toString() : message;
    }

    /** The driver's name. */
    public String driver() {
        return driver;
    }

    /** Its status. */
    public HResult status() {
        return status;
    }
}
