package org.umdf4j.ddi;

/**
 * As {@link IPnpCallbackHardware}, for a driver that reaches its hardware itself: it is given the resources.
 * Implemented by the device callback object. If that implements both, only this one is called. Outside the callback
 * lock; never overlaps a power callback of the device.
 *
 * <p>Rules: HW-1. Source: wudfddi, IPnpCallbackHardware2.
 */
public interface IPnpCallbackHardware2 {
    /**
     * As {@link IPnpCallbackHardware#onPrepareHardware}; the place to map registers with {@link IWDFDevice#mapIoSpace}
     * and to make interrupts for the resources at hand.
     *
     * <p>Rules: PNP-8, PNP-15, FAIL-1, HW-1. Source: wudfddi, IPnpCallbackHardware2::OnPrepareHardware.
     *
     * @param resourcesRaw the resources as the bus knows them
     * @param resourcesTranslated the same as this machine knows them
     */
    HResult onPrepareHardware(
            IWDFDevice wdfDevice, IWDFCmResourceList resourcesRaw, IWDFCmResourceList resourcesTranslated);

    /**
     * As {@link IPnpCallbackHardware#onReleaseHardware}. Registers that are still mapped are unmapped when it has
     * returned, and interrupts made in {@link #onPrepareHardware} end then.
     *
     * <p>Rules: PNP-4, PNP-22, HW-5. Source: wudfddi, IPnpCallbackHardware2::OnReleaseHardware.
     *
     * @param resourcesTranslated the resources; empty if none have been prepared
     */
    HResult onReleaseHardware(IWDFDevice wdfDevice, IWDFCmResourceList resourcesTranslated);
}
