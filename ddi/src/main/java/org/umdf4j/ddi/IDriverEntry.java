package org.umdf4j.ddi;

/**
 * A driver's entry points. The framework finds the implementation as a {@link java.util.ServiceLoader}
 * provider. Called outside every callback lock.
 *
 * <p>Rules: PNP-1 to PNP-6. Source: wudfddi, IDriverEntry.
 */
public interface IDriverEntry {
    /**
     * Called once when the driver is loaded, before anything else. A failure means that the driver is not
     * loaded and none of its callbacks is ever called, {@link #onDeinitialize} included (PNP-1).
     *
     * <p>Source: wudfddi, IDriverEntry::OnInitialize.
     */
    HResult onInitialize(IWDFDriver wdfDriver);

    /**
     * Called for each new device stack the driver belongs to (PNP-2). The driver configures
     * {@code wdfDeviceInit} and gives it to {@link IWDFDriver#createDevice}, then usually creates the
     * device's queues.
     *
     * <p>A failure tears down the whole stack (PNP-4). Success without a created device is a verifier
     * violation (PNP-3). After success {@link IPnpCallbackHardware#onReleaseHardware} always comes once the
     * stack is torn down (PNP-4).
     *
     * <p>Source: wudfddi, IDriverEntry::OnDeviceAdd.
     */
    HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit);

    /**
     * Called once after the last device of the driver is gone, just before the driver is unloaded (PNP-6).
     *
     * <p>Source: wudfddi, IDriverEntry::OnDeinitialize.
     */
    void onDeinitialize(IWDFDriver wdfDriver);
}
