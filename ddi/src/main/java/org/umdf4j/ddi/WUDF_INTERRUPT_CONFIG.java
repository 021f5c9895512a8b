package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * What an interrupt does. Source: wudfinterrupt, WUDF_INTERRUPT_CONFIG.
 *
 * @param shareVector whether other devices may have the line too; by default what the bus says for a level-triggered
 *     line, and no for others
 * @param automaticSerialization whether the work item runs under the callback lock; needs a work item and a device
 *     that has the lock
 * @param onInterruptIsr the service routine
 * @param onInterruptEnable has the device begin to interrupt; null if there is nothing to do
 * @param onInterruptDisable has the device interrupt no more; null if there is nothing to do
 * @param onInterruptWorkItem what is left to do after the service routine; null if nothing is
 * @param interruptRaw the raw resource, for an interrupt made in {@link IPnpCallbackHardware2#onPrepareHardware}; null in
 *     {@link IDriverEntry#onDeviceAdd}
 * @param interruptTranslated the translated resource, likewise
 */
public record WUDF_INTERRUPT_CONFIG(
        WDF_TRI_STATE shareVector,
        boolean automaticSerialization,
        IInterruptIsrCallback onInterruptIsr,
        @Nullable IInterruptEnableCallback onInterruptEnable,
        @Nullable IInterruptDisableCallback onInterruptDisable,
        @Nullable IInterruptWorkItemCallback onInterruptWorkItem,
        CM_PARTIAL_RESOURCE_DESCRIPTOR.@Nullable Interrupt interruptRaw,
        CM_PARTIAL_RESOURCE_DESCRIPTOR.@Nullable Interrupt interruptTranslated) {
    /**
     * As WUDF_INTERRUPT_CONFIG_INIT sets it: default sharing, no automatic serialization, nothing but these two callbacks,
     * no resource.
     */
    public WUDF_INTERRUPT_CONFIG(
            IInterruptIsrCallback onInterruptIsr, @Nullable IInterruptWorkItemCallback onInterruptWorkItem) {
        this(WDF_TRI_STATE.USE_DEFAULT, false, onInterruptIsr, null, null, onInterruptWorkItem, null, null);
    }

    /** The same with callbacks that have the device begin and stop to interrupt. */
    public WUDF_INTERRUPT_CONFIG withEnableAndDisable(
            IInterruptEnableCallback newEnable, IInterruptDisableCallback newDisable) {
        return new WUDF_INTERRUPT_CONFIG(
                shareVector,
                automaticSerialization,
                onInterruptIsr,
                newEnable,
                newDisable,
                onInterruptWorkItem,
                interruptRaw,
                interruptTranslated);
    }

    /** The same with the work item under the callback lock. */
    public WUDF_INTERRUPT_CONFIG withAutomaticSerialization() {
        return new WUDF_INTERRUPT_CONFIG(
                shareVector,
                true,
                onInterruptIsr,
                onInterruptEnable,
                onInterruptDisable,
                onInterruptWorkItem,
                interruptRaw,
                interruptTranslated);
    }

    /** The same for an interrupt resource, as {@link IPnpCallbackHardware2#onPrepareHardware} was given it. */
    public WUDF_INTERRUPT_CONFIG withResource(
            CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt raw, CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt translated) {
        return new WUDF_INTERRUPT_CONFIG(
                shareVector,
                automaticSerialization,
                onInterruptIsr,
                onInterruptEnable,
                onInterruptDisable,
                onInterruptWorkItem,
                raw,
                translated);
    }
}
