package org.umdf4j.ddi;

/**
 * Hears of device interfaces that other drivers offer. Implemented by the device callback object; for the classes the
 * driver names with {@link IWDFDevice#registerRemoteInterfaceNotification}.
 *
 * <p>Source: wudfddi, IPnpCallbackRemoteInterfaceNotification.
 */
public interface IPnpCallbackRemoteInterfaceNotification {
    /**
     * An interface can be used, or could already when the driver registered. Not under the callback lock, in any power
     * state of the device. One call at a time for a device, in the order of what happened, together with those of {@link
     * IRemoteInterfaceCallbackEvent} and {@link IRemoteInterfaceCallbackRemoval}; so a callback that blocks holds up the
     * others. None begins once the device's queues have been purged for its removal.
     *
     * <p>Source: wudfddi, IPnpCallbackRemoteInterfaceNotification::OnRemoteInterfaceArrival.
     */
    void onRemoteInterfaceArrival(IWDFRemoteInterfaceInitialize wdfRemoteInterfaceInit);
}
