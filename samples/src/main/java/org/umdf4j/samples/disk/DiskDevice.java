package org.umdf4j.samples.disk;

import java.io.IOException;
import java.lang.System.Logger.Level;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IObjectCleanup;
import org.umdf4j.ddi.IPnpCallbackHardware;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL;
import org.umdf4j.ddi.WDF_TRI_STATE;

/**
 * One disk, from start to removal. It has no D0 callbacks: an image file needs no power, and what must not happen while
 * the device is off, the power-managed queue holds back.
 */
final class DiskDevice implements IPnpCallbackHardware, IObjectCleanup {
    private final DiskSettings settings;
    private final Medium medium;

    /** @throws OutOfMemoryError if the disk is to be in memory and does not fit */
    DiskDevice(DiskSettings settings) {
        this.settings = settings;
        this.medium = settings.image().isPresent()
                ? new ImageMedium(settings.image().get(), settings.sizeBytes(), settings.readOnly())
                : new MemoryMedium(settings.sizeBytes().orElseThrow());
    }

    void createQueue(IWDFDevice device) {
        DiskCommands commands = new DiskCommands(medium, settings.readOnly());
        DiskQueue queue = new DiskQueue(device, commands, settings.depth());
        device.createIoQueue(queue, true, WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, true, false);
    }

    /** A disk nobody uses powers down; the next request brings it back by itself, so it need not signal. */
    void allowIdle(IWDFDevice device) {
        device.assignS0IdleSettings(
                WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CANNOT_WAKE_FROM_S0,
                DEVICE_POWER_STATE.MAXIMUM,
                settings.idleMillis(),
                WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.ALLOW_USER_CONTROL,
                WDF_TRI_STATE.USE_DEFAULT);
    }

    /** The queue delivers nothing before this has succeeded (PNP-8), so a request never finds the image closed. */
    @Override
    public HResult onPrepareHardware(IWDFDevice wdfDevice) {
        try {
            medium.open();
            return HResult.S_OK;
        } catch (IOException unusable) {
            // Failing is the answer: the device does not start, and onReleaseHardware comes (FAIL-1).
            DiskDriver.LOG.log(Level.ERROR, () -> "cannot open the image: " + unusable);
            return HResult.ERROR_NOT_READY;
        }
    }

    /** All requests are finished or back in the queue by now. May come without onPrepareHardware before (PNP-4). */
    @Override
    public HResult onReleaseHardware(IWDFDevice wdfDevice) {
        try {
            medium.close();
            return HResult.S_OK;
        } catch (IOException notWritten) {
            DiskDriver.LOG.log(Level.ERROR, () -> "cannot close the image: " + notWritten);
            return HResult.ERROR_IO_DEVICE;
        }
    }

    /** The device object ends, after everything else of the device (OBJ-1). */
    @Override
    public void onCleanup(IWDFObject wdfObject) {
        medium.dispose();
    }
}
