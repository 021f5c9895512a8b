package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** IWDFDriver. */
public interface IWDFDriver extends IWDFObject {
    IWDFDevice createDevice(IWDFDeviceInitialize deviceInit, @Nullable Object callbackInterface);

    IWDFObject createWdfObject(@Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    IWDFMemory createPreallocatedWdfMemory(
            MemorySegment buffer, @Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    IWDFMemory createWdfMemory(long bufferSize, @Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    boolean isVersionAvailable(UMDF_VERSION_DATA minimumVersion);

    String retrieveVersionString();
}
