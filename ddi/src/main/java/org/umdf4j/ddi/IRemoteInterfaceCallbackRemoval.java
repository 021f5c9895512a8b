package org.umdf4j.ddi;

/**
 * Hears that a remote interface has gone. Given to {@link IWDFDevice#createRemoteInterface}; without it the framework
 * deletes the remote interface.
 *
 * <p>Source: wudfddi, IRemoteInterfaceCallbackRemoval.
 */
public interface IRemoteInterfaceCallbackRemoval {
    /**
     * The interface has been disabled, by its driver or because its device goes. The driver deletes the object here.
     * Targets that are open stay open until their device goes, which {@link IRemoteTargetCallbackRemoval} is told of.
     * Called as {@link IPnpCallbackRemoteInterfaceNotification#onRemoteInterfaceArrival}.
     *
     * <p>Source: wudfddi, IRemoteInterfaceCallbackRemoval::OnRemoteInterfaceRemoval.
     */
    void onRemoteInterfaceRemoval(IWDFRemoteInterface wdfRemoteInterface);
}
