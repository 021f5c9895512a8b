package org.umdf4j.ddi;

/** IPnpCallback. */
public interface IPnpCallback {
    HResult onD0Entry(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE previousState);

    HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState);

    void onSurpriseRemoval(IWDFDevice wdfDevice);

    HResult onQueryRemove(IWDFDevice wdfDevice);

    HResult onQueryStop(IWDFDevice wdfDevice);
}
