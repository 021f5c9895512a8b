package org.umdf4j.ddi;

import java.util.Optional;

/**
 * Named values, kept across restarts unless the store was created volatile. The case of names does not matter. Any
 * thread; each change is whole or not at all, whatever happens to the machine.
 *
 * <p>Values that the user gives when starting the device ({@code --set key=value}) are named values of the driver's
 * own store and go before what is kept there, until the driver sets or deletes them.
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
     * @throws WdfException {@link HResult#E_INVALIDARG} for an empty name or one of more than 255 characters; {@link
     *     HResult#ERROR_NOT_ENOUGH_MEMORY} if the store gets too large; {@link HResult#ERROR_ACCESS_DENIED} if it was
     *     opened to read only; {@link HResult#ERROR_IO_DEVICE} if it cannot be written. Nothing has changed then
     */
    void setNamedValue(String name, PropVariant value);

    /**
     * Deletes the value of that name; a name without one is none to delete.
     *
     * <p>Source: wudfddi, IWDFNamedPropertyStore2::DeleteNamedValue.
     *
     * @throws WdfException {@link HResult#ERROR_FILE_NOT_FOUND} if there is no such value; or if the store cannot be
     *     written
     */
    void deleteNamedValue(String name);

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
