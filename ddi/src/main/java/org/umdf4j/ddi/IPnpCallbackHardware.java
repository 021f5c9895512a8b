package org.umdf4j.ddi;

/** IPnpCallbackHardware. */
public interface IPnpCallbackHardware {
    HResult onPrepareHardware(IWDFDevice wdfDevice);

    HResult onReleaseHardware(IWDFDevice wdfDevice);
}
