package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * What a device will be, before it exists. The framework makes it for {@link IDriverEntry#onDeviceAdd}; only
 * that callback may use it, and only until {@link IWDFDriver#createDevice} has taken it: a later call is a
 * verifier violation (LCK-1).
 *
 * <p>Source: wudfddi, IWDFDeviceInitialize, IWDFDeviceInitialize2.
 */
public interface IWDFDeviceInitialize extends IWDFPropertyStoreFactory, IWDFUnifiedPropertyStoreFactory {
    /**
     * Makes the driver a filter: what its queues do not take is passed down instead of failed.
     *
     * <p>Rules: RT-3, RT-4, FIL-8. Source: wudfddi, IWDFDeviceInitialize::SetFilter.
     */
    void setFilter();

    /**
     * Chooses how the device's I/O callbacks are serialized; {@link WDF_CALLBACK_CONSTRAINT#DEVICE_LEVEL}
     * without this call.
     *
     * <p>Rules: LCK-1 to LCK-3. Source: wudfddi, IWDFDeviceInitialize::SetLockingConstraint.
     *
     * @param lockType {@code DEVICE_LEVEL} or {@code NONE}
     */
    void setLockingConstraint(WDF_CALLBACK_CONSTRAINT lockType);

    /**
     * The driver's property store for the device, as {@link IWDFDevice#retrieveDevicePropertyStore} gives it.
     *
     * <p>Source: wudfddi, IWDFDeviceInitialize::RetrieveDevicePropertyStore.
     *
     * @throws WdfException as there
     */
    RetrievedPropertyStore retrieveDevicePropertyStore(
            @Nullable String serviceName, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags);

    /**
     * Says whether the driver decides over the device's power: one driver of a stack does. It does not
     * without this call.
     *
     * <p>Rules: PWR-8. Source: wudfddi, IWDFDeviceInitialize::SetPowerPolicyOwnership.
     */
    void setPowerPolicyOwnership(boolean owner);

    /**
     * Says whether create, cleanup and close of file objects are passed to the next lower driver. By default
     * a filter does and a function driver does not.
     *
     * <p>Rules: FIL-2, FIL-8 to FIL-10. Source: wudfddi, IWDFDeviceInitialize::AutoForwardCreateCleanupClose.
     */
    void autoForwardCreateCleanupClose(WDF_TRI_STATE state);

    /**
     * The id under which the PnP manager knows the device; unique, and the same after a restart.
     *
     * <p>Source: wudfddi, IWDFDeviceInitialize::RetrieveDeviceInstanceId.
     */
    String retrieveDeviceInstanceId();

    /**
     * Sets what the PnP manager is told of a capability; {@link WDF_TRI_STATE#USE_DEFAULT} without this call.
     *
     * <p>Rules: DEV-5. Source: wudfddi, IWDFDeviceInitialize::SetPnpCapability.
     */
    void setPnpCapability(WDF_PNP_CAPABILITY capability, WDF_TRI_STATE value);

    /**
     * What was set for a capability.
     *
     * <p>Rules: DEV-5. Source: wudfddi, IWDFDeviceInitialize::GetPnpCapability.
     */
    WDF_TRI_STATE getPnpCapability(WDF_PNP_CAPABILITY capability);

    /**
     * Wishes for a way to reach the data of requests; the whole stack decides. Buffered and immediate without
     * this call. Direct access needs deferred retrieval.
     *
     * <p>Rules: MEM-8, MEM-9. Source: wudfddi, IWDFDeviceInitialize2::SetIoTypePreference.
     *
     * @param readWritePreference for reads and writes
     * @param ioControlPreference for device control requests
     */
    void setIoTypePreference(
            WDF_DEVICE_IO_BUFFER_RETRIEVAL retrievalMode,
            WDF_DEVICE_IO_TYPE readWritePreference,
            WDF_DEVICE_IO_TYPE ioControlPreference);
}
