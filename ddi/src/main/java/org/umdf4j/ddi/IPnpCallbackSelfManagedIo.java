package org.umdf4j.ddi;

/** IPnpCallbackSelfManagedIo. */
public interface IPnpCallbackSelfManagedIo {
    void onSelfManagedIoCleanup(IWDFDevice wdfDevice);

    void onSelfManagedIoFlush(IWDFDevice wdfDevice);

    HResult onSelfManagedIoInit(IWDFDevice wdfDevice);

    HResult onSelfManagedIoSuspend(IWDFDevice wdfDevice);

    HResult onSelfManagedIoRestart(IWDFDevice wdfDevice);

    default HResult onSelfManagedIoStop(IWDFDevice wdfDevice) {
        return HResult.S_OK;
    }
}
