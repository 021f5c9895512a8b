package org.umdf4j.testkit.zoo;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IPnpCallback;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;

/** The answers of a driver that has nothing to say to most of this. */
interface PnpDefaults extends IPnpCallback {
    @Override
    default HResult onD0Entry(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE previousState) {
        return HResult.S_OK;
    }

    @Override
    default HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState) {
        return HResult.S_OK;
    }

    @Override
    default void onSurpriseRemoval(IWDFDevice wdfDevice) {}

    @Override
    default HResult onQueryRemove(IWDFDevice wdfDevice) {
        return HResult.S_OK;
    }

    @Override
    default HResult onQueryStop(IWDFDevice wdfDevice) {
        return HResult.S_OK;
    }
}
