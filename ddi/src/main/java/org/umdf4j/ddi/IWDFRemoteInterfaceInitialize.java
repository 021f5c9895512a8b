package org.umdf4j.ddi;

import java.util.UUID;

/**
 * A device interface that has arrived. Its two methods may be called at any time; {@link
 * IWDFDevice#createRemoteInterface} takes it only until the callback that brought it returns.
 *
 * <p>Source: wudfddi, IWDFRemoteInterfaceInitialize.
 */
public interface IWDFRemoteInterfaceInitialize {
    /**
     * The class of the interface, one that the driver has registered for.
     *
     * <p>Source: wudfddi, IWDFRemoteInterfaceInitialize::GetInterfaceGuid.
     */
    UUID getInterfaceGuid();

    /**
     * The interface's name in the system, with the reference string, if it has one, behind a last backslash. {@link
     * IWDFRemoteTarget#openFileByName} takes it too.
     *
     * <p>Source: wudfddi, IWDFRemoteInterfaceInitialize::RetrieveSymbolicLink.
     */
    String retrieveSymbolicLink();
}
