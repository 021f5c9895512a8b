package org.umdf4j.testkit.zoo;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;

/** What every driver of the zoo does alike: one device, which is its own callback object. */
abstract class SmallDriver implements IDriverEntry {
    private @Nullable IWDFDevice device;

    /** Whatever has to be said before the device is created. */
    void initialize(IWDFDeviceInitialize init) {}

    /** Creates the queues. */
    abstract void createQueues(IWDFDevice newDevice);

    final IWDFDevice device() {
        IWDFDevice created = device;
        if (created == null) {
            throw new IllegalStateException("no device has been added");
        }
        return created;
    }

    /** For calls from outside the framework, such as the hardware's: runs with the callback lock held. */
    final void locked(Runnable action) {
        device().acquireLock();
        try {
            action.run();
        } finally {
            device().releaseLock();
        }
    }

    @Override
    public final HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public final HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        initialize(wdfDeviceInit);
        IWDFDevice created = wdfDriver.createDevice(wdfDeviceInit, this);
        device = created;
        createQueues(created);
        return HResult.S_OK;
    }

    @Override
    public final void onDeinitialize(IWDFDriver wdfDriver) {}
}
