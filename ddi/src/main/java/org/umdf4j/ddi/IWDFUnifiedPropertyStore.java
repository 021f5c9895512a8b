package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a device or one of its interfaces, by key and language. Any thread.
 *
 * <p>Source: wudfddi, IWDFUnifiedPropertyStore.
 */
public interface IWDFUnifiedPropertyStore {
    /** PLUGPLAY_PROPERTY_PERSISTENT: the property outlasts the host. */
    int PLUGPLAY_PROPERTY_PERSISTENT = 0x1;

    /**
     * Sets a property.
     *
     * <p>Source: wudfddi, IWDFUnifiedPropertyStore::SetPropertyData.
     *
     * @param lcid the language, 0 for none
     * @param flags {@link #PLUGPLAY_PROPERTY_PERSISTENT}, or 0 for one that ends with the host
     * @param propertyType the DEVPROPTYPE of {@code propertyData}
     * @param propertyData the value; null deletes the property
     * @throws WdfException {@link HResult#E_INVALIDARG} for other flags, a key that is none or data that does not have
     *     the type; {@link HResult#ERROR_IO_DEVICE} if it cannot be kept
     */
    void setPropertyData(
            DEVPROPKEY propertyKey, int lcid, int flags, int propertyType, @Nullable MemorySegment propertyData);

    /**
     * The value of a property; empty if it has none.
     *
     * <p>Source: wudfddi, IWDFUnifiedPropertyStore::GetPropertyData.
     *
     * @param lcid the language, 0 for none
     * @param flags 0
     * @throws WdfException {@link HResult#E_INVALIDARG} for other flags; {@link HResult#ERROR_IO_DEVICE} if it cannot be
     *     read
     */
    Optional<DevicePropertyData> getPropertyData(DEVPROPKEY propertyKey, int lcid, int flags);
}
