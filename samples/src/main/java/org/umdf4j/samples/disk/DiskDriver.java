package org.umdf4j.samples.disk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFNamedPropertyStore;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;

/** The entry of the disk driver: reads a device's settings and makes its {@link DiskDevice}. */
public final class DiskDriver implements IDriverEntry {
    static final Logger LOG = System.getLogger("org.umdf4j.samples.disk");

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        // A device without settings may have no store: an empty one will do.
        IWDFNamedPropertyStore store = wdfDeviceInit
                .retrieveDevicePropertyStore(null, WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_VOLATILE)
                .store();
        DiskSettings settings;
        try {
            settings = DiskSettings.from(store);
        } catch (IllegalArgumentException wrongSetting) {
            // A status has no room for the reason: the log has.
            LOG.log(Level.ERROR, wrongSetting.getMessage());
            return HResult.E_INVALIDARG;
        }

        // Nobody above or below decides when the disk may rest.
        wdfDeviceInit.setPowerPolicyOwnership(true);

        // Transfers do not touch each other, so they may run at the same time (LCK-3).
        wdfDeviceInit.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE);
        DiskDevice disk;
        try {
            disk = new DiskDevice(settings);
        } catch (OutOfMemoryError tooLarge) {
            LOG.log(Level.ERROR, () -> "no room for the disk: " + tooLarge.getMessage());
            return HResult.E_OUTOFMEMORY;
        }
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, disk);
        disk.createQueue(device);
        disk.allowIdle(device);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}
}
