package org.umdf4j.ddi;

/** IPnpCallbackHardwareInterrupt. */
public interface IPnpCallbackHardwareInterrupt {
    HResult onD0EntryPostInterruptsEnabled(IWDFDevice device, WDF_POWER_DEVICE_STATE previousState);

    HResult onD0ExitPreInterruptsDisabled(IWDFDevice device, WDF_POWER_DEVICE_STATE targetState);
}
