package org.umdf4j.host.system.broken;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IFileCallbackCleanup;
import org.umdf4j.ddi.IFileCallbackClose;
import org.umdf4j.ddi.IPnpCallback;
import org.umdf4j.ddi.IPnpCallbackHardware;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;

/** The device's callbacks. */
final class BrokenDevice implements IPnpCallback, IPnpCallbackHardware, IFileCallbackCleanup, IFileCallbackClose {
    private final Fault fault;

    BrokenDevice(Fault fault) {
        this.fault = fault;
    }

    private HResult succeedUnless(Fault here) {
        Breaking.throwIf(fault == here, fault);
        return HResult.S_OK;
    }

    @Override
    public HResult onPrepareHardware(IWDFDevice wdfDevice) {
        return succeedUnless(Fault.ON_PREPARE_HARDWARE);
    }

    @Override
    public HResult onReleaseHardware(IWDFDevice wdfDevice) {
        return succeedUnless(Fault.ON_RELEASE_HARDWARE);
    }

    @Override
    public HResult onD0Entry(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE previousState) {
        return succeedUnless(Fault.ON_D0_ENTRY);
    }

    @Override
    public HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState) {
        if (fault == Fault.BLOCKS_IN_ON_D0_EXIT) {
            Breaking.blockForEver();
        }
        return succeedUnless(Fault.ON_D0_EXIT);
    }

    @Override
    public void onSurpriseRemoval(IWDFDevice wdfDevice) {
        Breaking.throwIf(fault == Fault.ON_SURPRISE_REMOVAL, fault);
    }

    @Override
    public HResult onQueryRemove(IWDFDevice wdfDevice) {
        return succeedUnless(Fault.ON_QUERY_REMOVE);
    }

    @Override
    public HResult onQueryStop(IWDFDevice wdfDevice) {
        return HResult.S_OK;
    }

    @Override
    public void onCleanupFile(IWDFFile wdfFileObject) {
        Breaking.throwIf(fault == Fault.ON_CLEANUP_FILE, fault);
    }

    @Override
    public void onCloseFile(IWDFFile wdfFileObject) {
        Breaking.throwIf(fault == Fault.ON_CLOSE_FILE, fault);
    }
}
