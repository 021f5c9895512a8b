package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The loaded driver: makes its devices, memory and general objects. The framework makes it before
 * {@link IDriverEntry#onInitialize} and ends it after {@link IDriverEntry#onDeinitialize}; a driver cannot
 * delete it.
 *
 * <p>Source: wudfddi, IWDFDriver.
 */
public interface IWDFDriver extends IWDFObject {
    /**
     * Makes the device that was described by {@code deviceInit}. Only inside
     * {@link IDriverEntry#onDeviceAdd}, once; the initialization object must not be used afterwards.
     *
     * <p>Rules: PNP-3, PNP-5, LCK-1. Source: wudfddi, IWDFDriver::CreateDevice.
     *
     * @param callbackInterface asked for the device callbacks: {@link IPnpCallback},
     *     {@link IPnpCallbackHardware}, {@link IPnpCallbackHardwareInterrupt},
     *     {@link IPnpCallbackSelfManagedIo}, {@link IFileCallbackCleanup}, {@link IFileCallbackClose},
     *     {@link IObjectCleanup}
     * @throws WdfException if the device cannot be made; {@code onDeviceAdd} passes it on
     */
    IWDFDevice createDevice(IWDFDeviceInitialize deviceInit, @Nullable Object callbackInterface);

    /**
     * Makes an object without a meaning of its own: a place for a context, a parent for others.
     *
     * <p>Rules: OBJ-1 to OBJ-3. Source: wudfddi, IWDFDriver::CreateWdfObject.
     *
     * @param callbackInterface asked for {@link IObjectCleanup}
     * @param parentObject with which the object goes; null for the driver
     * @throws WdfException {@link HResult#STATUS_DELETE_PENDING} if the parent is being deleted
     */
    IWDFObject createWdfObject(@Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    /**
     * Makes a memory object over a buffer of the caller's, which stays the caller's and must outlive the
     * object.
     *
     * <p>Rules: MEM-1, MEM-2. Source: wudfddi, IWDFDriver::CreatePreallocatedWdfMemory.
     *
     * @param callbackInterface asked for {@link IObjectCleanup}
     * @param parentObject with which the object goes; null for the driver
     * @throws WdfException {@link HResult#E_INVALIDARG} if the buffer has no bytes or is of a confined arena: a target
     *     may be on another thread; {@link HResult#STATUS_DELETE_PENDING} if the parent is being deleted
     */
    IWDFMemory createPreallocatedWdfMemory(
            MemorySegment buffer, @Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    /**
     * Makes a memory object with a zeroed buffer of its own, which goes with it.
     *
     * <p>Rules: MEM-1. Source: wudfddi, IWDFDriver::CreateWdfMemory.
     *
     * @param bufferSize in bytes, not 0: nothing to transfer is expressed by no memory
     * @param callbackInterface asked for {@link IObjectCleanup}
     * @param parentObject with which the object goes; null for the driver
     * @throws WdfException {@link HResult#E_INVALIDARG} for a size of 0 or less;
     *     {@link HResult#E_OUTOFMEMORY}; {@link HResult#STATUS_DELETE_PENDING} if the parent is being deleted
     */
    IWDFMemory createWdfMemory(long bufferSize, @Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    /**
     * Whether the framework offers at least that version of the interface.
     *
     * <p>Source: wudfddi, IWDFDriver::IsVersionAvailable.
     */
    boolean isVersionAvailable(UMDF_VERSION_DATA minimumVersion);

    /**
     * The version of the interface that the framework offers, for people to read.
     *
     * <p>Source: wudfddi, IWDFDriver::RetrieveVersionString.
     */
    String retrieveVersionString();
}
