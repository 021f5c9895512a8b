package org.umdf4j.framework.target;

import java.util.UUID;
import org.umdf4j.ddi.IWDFRemoteInterfaceInitialize;
import org.umdf4j.framework.interfaces.InterfaceName;
import org.umdf4j.framework.interfaces.PresentName;

/** A device interface as the driver that listens is told of it. */
record ArrivedInterface(InterfaceName name, PresentName present) implements IWDFRemoteInterfaceInitialize {
    @Override
    public UUID getInterfaceGuid() {
        return name.classGuid();
    }

    @Override
    public String retrieveSymbolicLink() {
        return name.text();
    }
}
