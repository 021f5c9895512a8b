package org.umdf4j.ddi;

import java.util.Optional;

/**
 * Named values kept for a driver and its device. Values that the user gives when starting the device
 * ({@code --set key=value}) are named values of the store.
 *
 * <p>Source: wudfddi, IWDFNamedPropertyStore.
 */
public interface IWDFNamedPropertyStore {
    /**
     * The value of that name; empty if there is none.
     *
     * <p>Source: wudfddi, IWDFNamedPropertyStore::GetNamedValue.
     *
     * @throws WdfException if the store cannot be read
     */
    Optional<PropVariant> getNamedValue(String name);

    /**
     * Sets the value of that name, whether there is one or not.
     *
     * <p>Source: wudfddi, IWDFNamedPropertyStore::SetNamedValue.
     *
     * @throws WdfException if the store cannot be written
     */
    void setNamedValue(String name, PropVariant value);

    /**
     * How many values there are.
     *
     * <p>Source: wudfddi, IWDFNamedPropertyStore::GetNameCount.
     *
     * @throws WdfException if the store cannot be read
     */
    int getNameCount();

    /**
     * The name at a position.
     *
     * <p>Source: wudfddi, IWDFNamedPropertyStore::GetNameAt.
     *
     * @param index from 0, below {@link #getNameCount}
     * @throws WdfException {@link HResult#E_INVALIDARG} for another index; or if the store cannot be read
     */
    String getNameAt(int index);
}
