package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A driver's device in a stack: has queues, a default target and a PnP state. Made by
 * {@link IWDFDriver#createDevice}; the framework ends it when the device has been removed, a driver cannot
 * delete it.
 *
 * <p>Source: wudfddi, IWDFDevice, IWDFDevice2, IWDFDevice3.
 */
public interface IWDFDevice extends IWDFObject, IWDFPropertyStoreFactory, IWDFUnifiedPropertyStoreFactory {
    /**
     * The driver's property store for the device: named values that outlast it. Values that the user gives
     * with {@code --set key=value} are among them.
     *
     * <p>Source: wudfddi, IWDFDevice::RetrieveDevicePropertyStore.
     *
     * @param serviceName which of the driver's stores; null for the one named after the driver
     * @return the store, and whether the call has created it
     * @throws WdfException if there is none and {@code flags} does not ask to create it, or it cannot be
     *     opened
     */
    RetrievedPropertyStore retrieveDevicePropertyStore(
            @Nullable String serviceName, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags);

    /**
     * The driver whose device this is.
     *
     * <p>Source: wudfddi, IWDFDevice::GetDriver.
     */
    IWDFDriver getDriver();

    /**
     * The id under which the PnP manager knows the device; unique, and the same after a restart.
     *
     * <p>Source: wudfddi, IWDFDevice::RetrieveDeviceInstanceId.
     */
    String retrieveDeviceInstanceId();

    /**
     * The target that leads to the next lower driver of the stack.
     *
     * <p>Rules: TGT-1. Source: wudfddi, IWDFDevice::GetDefaultIoTarget.
     */
    IWDFIoTarget getDefaultIoTarget();

    /**
     * The queue for requests that have no queue of their own; empty if the driver has created none.
     *
     * <p>Rules: RT-2. Source: wudfddi, IWDFDevice::GetDefaultIoQueue.
     */
    Optional<IWDFIoQueue> getDefaultIoQueue();

    /**
     * Makes a queue. It delivers at once, or once the device is in D0 if it is power-managed.
     *
     * <p>Rules, DSP-8. Source: wudfddi, IWDFDevice::CreateIoQueue.
     *
     * @param callbackInterface asked for the queue callbacks. A sequential or parallel queue needs at
     *     least one of {@link IQueueCallbackCreate}, {@link IQueueCallbackRead}, {@link IQueueCallbackWrite},
     *     {@link IQueueCallbackDeviceIoControl}, {@link IQueueCallbackDefaultIoHandler} and no
     *     {@link IQueueCallbackStateChange}; a manual queue has none of the five, and may have no callback
     *     object
     * @param defaultQueue whether it gets what has no queue of its own; one queue, made before the device
     *     starts
     * @param powerManaged whether it holds requests while the device is not in D0
     * @param allowZeroLengthRequests whether reads and writes of no bytes are delivered; otherwise the
     *     framework completes them successfully when their turn comes (DSP-8)
     * @throws WdfException {@link HResult#ERROR_BAD_CONFIGURATION} if callbacks and dispatch type do not go
     *     together; {@link HResult#STATUS_INVALID_DEVICE_STATE} for a default queue once the
     *     device has started; {@link HResult#STATUS_UNSUCCESSFUL} for a second default queue;
     *     {@link HResult#E_INVALIDARG} for a dispatch type that is none
     */
    IWDFIoQueue createIoQueue(
            @Nullable Object callbackInterface,
            boolean defaultQueue,
            WDF_IO_QUEUE_DISPATCH_TYPE dispatchType,
            boolean powerManaged,
            boolean allowZeroLengthRequests);

    /**
     * The name of the device through which programs reach the stack, for people and logs.
     *
     * <p>Source: wudfddi, IWDFDevice::RetrieveDeviceName.
     */
    String retrieveDeviceName();

    /**
     * Has requests of a type come to a queue instead of the default queue. Before the device starts (RT-9).
     *
     * <p>Rules: RT-1, RT-2, RT-7 to RT-9. Source: wudfddi, IWDFDevice::ConfigureRequestDispatching.
     *
     * @param requestType create, read, write or device control
     * @param forward false takes it back, as if it had never been configured (RT-8)
     * @throws WdfException {@link HResult#E_INVALIDARG} for another type (RT-1);
     *     {@link HResult#STATUS_WDF_BUSY} if another queue has the type;
     *     {@link HResult#STATUS_INVALID_DEVICE_REQUEST} if the queue is the default queue, of another device,
     *     or has no callback for the type (RT-7); {@link HResult#STATUS_INVALID_DEVICE_STATE} once the device
     *     has been started (RT-9)
     */
    void configureRequestDispatching(IWDFIoQueue queue, WDF_REQUEST_TYPE requestType, boolean forward);

    /**
     * Sets a PnP property of the device; nobody is told before {@link #commitPnpState}.
     *
     * <p>Rules: DEV-1, PNP-12. Source: wudfddi, IWDFDevice::SetPnpState.
     */
    void setPnpState(WDF_PNP_STATE state, WDF_TRI_STATE value);

    /**
     * What was last set for a PnP property, committed or not; {@link WDF_TRI_STATE#USE_DEFAULT} if nothing
     * was.
     *
     * <p>Rules: DEV-1, PNP-12. Source: wudfddi, IWDFDevice::GetPnpState.
     */
    WDF_TRI_STATE getPnpState(WDF_PNP_STATE state);

    /**
     * Tells the PnP manager what {@link #setPnpState} has set. It acts later: a power transition under way
     * finishes first (DEV-3). A committed {@link WDF_PNP_STATE#FAILED} leads through the teardown of a
     * surprise removal (DEV-2).
     *
     * <p>Rules: DEV-1 to DEV-4. Source: wudfddi, IWDFDevice::CommitPnpState.
     */
    void commitPnpState();

    /**
     * How the stack as it is now reaches the data of requests; final once all its drivers are loaded.
     *
     * <p>Rules: MEM-9. Source: wudfddi, IWDFDevice2::GetDeviceStackIoTypePreference.
     */
    StackIoTypePreference getDeviceStackIoTypePreference();

    /**
     * Why the system changes power, only for callbacks that run while the device enters or leaves D0;
     * {@link POWER_ACTION#NONE} if only the device does.
     *
     * <p>Rules: PWR-9. Source: wudfddi, IWDFDevice2::GetSystemPowerAction.
     */
    POWER_ACTION getSystemPowerAction();

    /**
     * Makes a work item; it does nothing until {@link IWDFWorkItem#enqueue}.
     *
     * <p>Rules: OBJ-9, io-contract section 13. Source: wudfddi, IWDFDevice3::CreateWorkItem.
     *
     * @param parentObject with which the item goes, an object of this device's tree; null for the device
     * @throws WdfException {@link HResult#E_INVALIDARG} for a parent outside the device's tree (OBJ-7)
     */
    IWDFWorkItem createWorkItem(WUDF_WORKITEM_CONFIG config, @Nullable IWDFObject parentObject);

    /**
     * Opens the next lower device for the driver itself: sends it a create and waits for the answer. Allowed
     * from OnPrepareHardware on. Any thread.
     *
     * <p>Rules: FIL-11. Source: wudfddi, IWDFDevice::CreateWdfFile.
     *
     * @param fileName the path below that device, without separators; null for the device itself
     * @return the file, which the driver closes
     * @throws WdfException with the status of the lower driver; {@link HResult#E_INVALIDARG} for a name with a
     *     separator; {@link HResult#STATUS_INVALID_DEVICE_REQUEST} if nothing lies below
     */
    IWDFDriverCreatedFile createWdfFile(@Nullable String fileName);

    /**
     * Makes a request of the driver's own, to be sent to I/O targets. It is never completed: the driver
     * reuses it or deletes it (REQ-9). Any thread.
     *
     * <p>Rules: REQ-9, REQ-14, OBJ-7. Source: wudfddi, IWDFDevice::CreateRequest.
     *
     * @param callbackInterface asked for {@link IObjectCleanup}
     * @param parentObject whose end ends the request; null for the device
     * @throws WdfException {@link HResult#E_INVALIDARG} if the parent is not in the device's tree
     */
    IWDFIoRequest createRequest(@Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    /**
     * Makes a target for another device or a file, closed at first. Any thread.
     *
     * <p>Rules: OBJ-7, TGT-2. Source: wudfddi, IWDFDevice2::CreateRemoteTarget.
     *
     * @param callbackInterface asked for {@link IRemoteTargetCallbackRemoval} and {@link IObjectCleanup}
     * @param parentObject whose end ends the target; null for the device
     * @throws WdfException {@link HResult#E_INVALIDARG} if the parent is not in the device's tree
     */
    IWDFRemoteTarget createRemoteTarget(@Nullable Object callbackInterface, @Nullable IWDFObject parentObject);

    /**
     * Offers an instance of a device interface class. It is disabled at first. The framework enables it when the device
     * has started, unless the driver has disabled it meanwhile, and disables it when the device goes; an instance made
     * later stays disabled until {@link #assignDeviceInterfaceState}. Offering the same instance again does nothing. Any
     * thread.
     *
     * <p>Rules: OBJ-11, PNP-11, PNP-20. Source: wudfddi, IWDFDevice::CreateDeviceInterface.
     *
     * @param deviceInterfaceGuid the class
     * @param referenceString tells instances of one class apart, without separators; who opens the instance opens a
     *     file of that name behind a backslash ({@link IWDFFile#retrieveFileName}). Null for the device itself
     * @throws WdfException {@link HResult#E_INVALIDARG} for a reference string that is empty or has a separator; {@link
     *     HResult#STATUS_INVALID_DEVICE_STATE} if the device is going
     */
    void createDeviceInterface(UUID deviceInterfaceGuid, @Nullable String referenceString);

    /**
     * Enables or disables an instance by hand. One that is enabled before the device has started is so when it has. Who
     * has the instance open keeps it open. Any thread.
     *
     * <p>Rules: OBJ-11, PNP-11. Source: wudfddi, IWDFDevice::AssignDeviceInterfaceState.
     *
     * @throws WdfException {@link HResult#ERROR_FILE_NOT_FOUND} if the driver has not created the instance
     */
    void assignDeviceInterfaceState(UUID deviceInterfaceGuid, @Nullable String referenceString, boolean enable);

    /**
     * Gives the device a further name, until it is removed. As {@link #createSymbolicLinkWithReferenceString} with null.
     *
     * <p>Source: wudfddi, IWDFDevice::CreateSymbolicLink.
     */
    void createSymbolicLink(String symbolicLink);

    /**
     * Gives the device a further name, until it is removed, expected or not. Any thread.
     *
     * <p>Source: wudfddi, IWDFDevice2::CreateSymbolicLinkWithReferenceString.
     *
     * @param symbolicLink the name, with or without {@code \\DosDevices\} or {@code \\??\} before it
     * @param referenceString what a file opened by this name is called, behind a backslash; null for nothing
     * @throws WdfException {@link HResult#E_INVALIDARG} if a string is empty, too long, or has separators or control
     *     characters; {@link HResult#ERROR_ALREADY_EXISTS} if the name is taken; {@link
     *     HResult#STATUS_INVALID_DEVICE_STATE} if the device is going
     */
    void createSymbolicLinkWithReferenceString(String symbolicLink, @Nullable String referenceString);

    /**
     * Tells everybody who listens to the device that something has happened: drivers that have a remote interface of it
     * open, and programs. Returns before they have heard of it; success does not promise that they will. Any thread.
     *
     * <p>Rules: OBJ-10. Source: wudfddi, IWDFDevice::PostEvent.
     *
     * @param eventGuid what has happened, as the driver and the listeners have agreed
     * @param eventType {@link WDF_EVENT_TYPE#BROADCAST}
     * @param data what belongs to it, at most 65,499 bytes, copied; null for nothing
     * @throws WdfException {@link HResult#E_INVALIDARG} for another type, {@link HResult#ERROR_NOT_ENOUGH_MEMORY} for
     *     more data
     */
    void postEvent(UUID eventGuid, WDF_EVENT_TYPE eventType, @Nullable MemorySegment data);

    /**
     * Has the device hear of the interfaces of a class. Once for a class is enough. Any thread.
     *
     * <p>Source: wudfddi, IWDFDevice2::RegisterRemoteInterfaceNotification.
     *
     * @param includeExistingInterfaces whether also of those that are there already
     * @throws WdfException {@link HResult#E_NOINTERFACE} if the device callback object is no {@link
     *     IPnpCallbackRemoteInterfaceNotification}
     */
    void registerRemoteInterfaceNotification(UUID deviceInterfaceGuid, boolean includeExistingInterfaces);

    /**
     * Makes an object for an interface that has arrived. In OnRemoteInterfaceArrival.
     *
     * <p>Source: wudfddi, IWDFDevice2::CreateRemoteInterface.
     *
     * @param remoteInterfaceInit what the callback was given
     * @param callbackInterface asked for {@link IRemoteInterfaceCallbackEvent}, {@link IRemoteInterfaceCallbackRemoval}
     *     and {@link IObjectCleanup}
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} after that callback
     */
    IWDFRemoteInterface createRemoteInterface(
            IWDFRemoteInterfaceInitialize remoteInterfaceInit, @Nullable Object callbackInterface);

    /**
     * Makes a target over a file, such as an image or a device node, and starts it. Where the header takes an open
     * handle, this takes the file's path; the framework has it open until the target is deleted. Any thread.
     *
     * <p>Rules: FIL-14. Source: wudfddi, IWDFFileHandleTargetFactory::CreateFileHandleTarget.
     *
     * @param target the file's path
     * @throws WdfException with the reason why it cannot be opened for reading and writing
     */
    IWDFIoTarget createFileHandleTarget(String target);

    /**
     * Makes registers of the device reachable for {@link #readFromHardware}, {@link #writeToHardware} and
     * {@link HardwareAccess}. Between OnPrepareHardware and OnReleaseHardware.
     *
     * <p>Rules: HW-2, HW-5. Source: wudfddi, IWDFDevice3::MapIoSpace.
     *
     * @param physicalAddress inside one memory resource of the device, see {@link IPnpCallbackHardware2}
     * @param numberOfBytes at least 1, inside the same resource
     * @param cacheType a wish; registers are never cached
     * @return the base address: those methods take it, or it plus an offset. It is no address of the process's memory
     * @throws WdfException {@link HResult#E_INVALIDARG} if the range is not of one memory resource of the device;
     *     {@link HResult#STATUS_INVALID_DEVICE_STATE} at the wrong time
     */
    long mapIoSpace(long physicalAddress, long numberOfBytes, MEMORY_CACHING_TYPE cacheType);

    /**
     * Ends a mapping. Using its addresses later is a verifier violation, and so is another base or size than
     * {@link #mapIoSpace} had.
     *
     * <p>Rules: HW-4, HW-5. Source: wudfddi, IWDFDevice3::UnmapIoSpace.
     */
    void unmapIoSpace(long pseudoBaseAddress, long numberOfBytes);

    /**
     * The mapped registers as memory, for a driver that wants them without a call for each access: with volatile accesses
     * of the registers' own widths. Empty where registers are not memory, as in a simulation.
     *
     * <p>Rules: HW-6. Source: wudfddi, IWDFDevice3::GetHardwareRegisterMappedAddress.
     *
     * @param pseudoBaseAddress what {@link #mapIoSpace} returned
     * @throws WdfException {@link HResult#STATUS_NOT_SUPPORTED} if the driver's package does not say
     *     {@code UmdfRegisterAccessMode=RegisterAccessUsingUserModeMapping}
     */
    Optional<MemorySegment> getHardwareRegisterMappedAddress(long pseudoBaseAddress);

    /**
     * Reads registers or a port, each with one access of exactly the size, in program order. {@link HardwareAccess} has
     * a method for each type and size. An address outside the driver's mappings and the device's ports, or one that is no
     * multiple of the size, is a verifier violation.
     *
     * <p>Rules: HW-3, HW-4. Source: wudfddi, IWDFDevice3::ReadFromHardware.
     *
     * @param address in a range that {@link #mapIoSpace} gave, or a port's number
     * @param buffer for the buffer types, what takes the values; else null
     * @param count for the buffer types, how many values; else without meaning
     * @return the value, unsigned; 0 for the buffer types
     */
    long readFromHardware(
            WDF_DEVICE_HWACCESS_TARGET_TYPE type,
            WDF_DEVICE_HWACCESS_TARGET_SIZE size,
            long address,
            @Nullable MemorySegment buffer,
            int count);

    /**
     * As {@link #readFromHardware}, writing.
     *
     * <p>Rules: HW-3, HW-4. Source: wudfddi, IWDFDevice3::WriteToHardware.
     *
     * @param value what is written; without meaning for the buffer types
     * @param buffer for the buffer types, what has the values; else null
     */
    void writeToHardware(
            WDF_DEVICE_HWACCESS_TARGET_TYPE type,
            WDF_DEVICE_HWACCESS_TARGET_SIZE size,
            long address,
            long value,
            @Nullable MemorySegment buffer,
            int count);

    /**
     * Makes an interrupt. In {@link IDriverEntry#onDeviceAdd}, without a resource: the device's interrupts go to those made
     * there in their order. Or in {@link IPnpCallbackHardware2#onPrepareHardware} for a resource, until
     * {@link IPnpCallbackHardware2#onReleaseHardware} has returned.
     *
     * <p>Rules: INT-1, INT-2. Source: wudfddi, IWDFDevice3::CreateInterrupt.
     *
     * @throws WdfException {@link HResult#STATUS_INVALID_DEVICE_STATE} anywhere else; {@link HResult#E_INVALIDARG} for a
     *     resource in OnDeviceAdd, for none, a foreign or a taken one in OnPrepareHardware, and for automatic serialization
     *     without a work item or a callback lock
     */
    IWDFInterrupt createInterrupt(WUDF_INTERRUPT_CONFIG configuration);

    /**
     * As {@link #assignS0IdleSettingsEx}, with the members later versions added left to their defaults.
     *
     * <p>Rules: PWR-12, PWR-20, PWR-21. Source: wudfddi, IWDFDevice2::AssignS0IdleSettings.
     */
    void assignS0IdleSettings(
            WDF_POWER_POLICY_S0_IDLE_CAPABILITIES idleCaps,
            DEVICE_POWER_STATE dxState,
            int idleTimeout,
            WDF_POWER_POLICY_S0_IDLE_USER_CONTROL userControlOfIdleSettings,
            WDF_TRI_STATE enabled);

    /**
     * Has the device go to a low-power state when it has been idle for a while with the system working. The power policy
     * owner calls it, from OnDeviceAdd on and again as it likes; what the driver decides last counts. Turned off while the
     * device idles, the device returns to D0 (PWR-22).
     *
     * <p>Rules: PWR-11, PWR-12, PWR-20 to PWR-22. Source: wudfddi, IWDFDevice3::AssignS0IdleSettingsEx.
     *
     * @throws WdfException {@link HResult#E_INVALIDARG} for a value no setting may have, or for a change between
     *     CanWakeFromS0 and UsbSelectiveSuspend; {@link HResult#STATUS_INVALID_DEVICE_REQUEST} if the driver is not power
     *     policy owner; {@link HResult#STATUS_POWER_STATE_INVALID} for D0, for D3 of a USB device, and for a state from
     *     which the bus cannot wake a device that is to wake itself
     */
    void assignS0IdleSettingsEx(WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS idleSettings);

    /**
     * Has the device wake the sleeping system by its signal. The power policy owner calls it, from OnDeviceAdd on and again
     * as it likes; who may decide, only the first call settles.
     *
     * <p>Rules: PWR-5, PWR-20, PWR-21. Source: wudfddi, IWDFDevice2::AssignSxWakeSettings.
     *
     * @param dxState where the device sleeps, not D0; {@link DEVICE_POWER_STATE#MAXIMUM} leaves it to the bus
     * @param enabled by default it wakes the system unless the user or the INF says otherwise
     * @throws WdfException as {@link #assignS0IdleSettingsEx}
     */
    void assignSxWakeSettings(
            DEVICE_POWER_STATE dxState,
            WDF_POWER_POLICY_SX_WAKE_USER_CONTROL userControlOfWakeSettings,
            WDF_TRI_STATE enabled);

    /**
     * Keeps the device in D0, or brings it there, until {@link #resumeIdle}; a sleeping system comes first. Calls add up:
     * each needs its own {@link #resumeIdle}. Only the power policy owner may call it, after the start of the device has
     * begun to power it up.
     *
     * <p>Rules: PWR-17 to PWR-19. Source: wudfddi, IWDFDevice2::StopIdle.
     *
     * @param waitForD0 whether to block until the device is in D0. A violation from a callback of a power-managed queue and
     *     from a power callback: leaving D0 waits for those (PWR-19)
     * @return true if the device is in D0; false if it is on its way there (the header's STATUS_PENDING), never so if
     *     {@code waitForD0}. In both cases the device is kept
     * @throws WdfException {@link HResult#STATUS_INVALID_DEVICE_REQUEST} if the driver is not power policy owner;
     *     {@link HResult#STATUS_POWER_STATE_INVALID} if the device has failed, is going, or has not been powered up yet.
     *     In both cases there is nothing to resume
     */
    boolean stopIdle(boolean waitForD0);

    /**
     * Takes back one {@link #stopIdle}. Without one it is a violation.
     *
     * <p>Rules: PWR-18. Source: wudfddi, IWDFDevice2::ResumeIdle.
     */
    void resumeIdle();
}
