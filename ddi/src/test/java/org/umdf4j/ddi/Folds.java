package org.umdf4j.ddi;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the header's interfaces, methods and types become ours, and which of them come with a later release. */
final class Folds {
    private Folds() {}

    /** Interfaces whose methods are methods of another: later versions, and what QueryInterface reaches. */
    static final Map<String, String> INTERFACES = Map.ofEntries(
            Map.entry("IWDFDevice2", "IWDFDevice"),
            Map.entry("IWDFDevice3", "IWDFDevice"),
            Map.entry("IWDFDeviceInitialize2", "IWDFDeviceInitialize"),
            Map.entry("IWDFFile2", "IWDFFile"),
            Map.entry("IWDFFile3", "IWDFFile"),
            Map.entry("IWDFIoRequest2", "IWDFIoRequest"),
            Map.entry("IWDFIoRequest3", "IWDFIoRequest"),
            Map.entry("IWDFFileHandleTargetFactory", "IWDFDevice"),
            Map.entry("IWDFIoTarget2", "IWDFIoTarget"),
            Map.entry("IWDFIoTargetStateManagement", "IWDFIoTarget"),
            Map.entry("IWDFNamedPropertyStore2", "IWDFNamedPropertyStore"));

    /** What QueryInterface on an interface reaches and several have: an interface of its own that they extend. */
    static final Map<String, List<String>> FACTORIES = Map.of(
            "IWDFDevice", List.of("IWDFPropertyStoreFactory", "IWDFUnifiedPropertyStoreFactory"),
            "IWDFDeviceInitialize", List.of("IWDFPropertyStoreFactory", "IWDFUnifiedPropertyStoreFactory"));

    /** C types of {@code in} parameters and of results. A framework interface X* is X, folded; an enum is itself. */
    static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("void", "void"),
            Map.entry("BOOL", "boolean"),
            Map.entry("ULONG", "int"),
            Map.entry("DWORD", "int"),
            Map.entry("LONGLONG", "long"),
            Map.entry("PLONGLONG", "Long"),
            Map.entry("SIZE_T", "long"),
            Map.entry("ULONG_PTR", "long"),
            Map.entry("LPGUID", "UUID"),
            Map.entry("LPCGUID", "UUID"),
            Map.entry("REFGUID", "UUID"),
            Map.entry("PCWSTR", "String"),
            Map.entry("LPCWSTR", "String"),
            Map.entry("PWSTR", "String"),
            Map.entry("HRESULT", "HResult"),
            // A file that the framework opens for the driver: Java code has no descriptors.
            Map.entry("HANDLE", "String"),
            Map.entry("IUnknown*", "Object"),
            Map.entry("void*", "Object"),
            Map.entry("const PROPVARIANT*", "PropVariant"),
            Map.entry("PWDFMEMORY_OFFSET", "WDFMEMORY_OFFSET"),
            Map.entry("PUMDF_IO_TARGET_OPEN_PARAMS", "UMDF_IO_TARGET_OPEN_PARAMS"),
            Map.entry("BOOLEAN", "boolean"),
            Map.entry("KAFFINITY", "long"),
            Map.entry("PCM_PARTIAL_RESOURCE_DESCRIPTOR", "CM_PARTIAL_RESOURCE_DESCRIPTOR"),
            Map.entry("PWDF_INTERRUPT_EXTENDED_POLICY", "WDF_INTERRUPT_EXTENDED_POLICY"),
            Map.entry("PWUDF_INTERRUPT_CONFIG", "WUDF_INTERRUPT_CONFIG"),
            Map.entry("UMDF_VERSION_DATA*", "UMDF_VERSION_DATA"),
            Map.entry("PWUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS", "WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS"),
            Map.entry("PWUDF_WORKITEM_CONFIG", "WUDF_WORKITEM_CONFIG"));

    /**
     * Methods that the general rules do not give. Those rules: an HRESULT of a framework method becomes an exception, the
     * one out-parameter becomes the result, a caller's buffer for a string with its length becomes a String, an optional
     * in-parameter becomes a nullable one, which is shown as {@code ?}.
     */
    static final Map<String, String> METHODS = Map.ofEntries(
            // Ordinary outcomes of an HRESULT, and HRESULTs that are the answer.
            Map.entry("IWDFIoQueue::RetrieveNextRequest", "RetrievedRequest retrieveNextRequest()"),
            Map.entry(
                    "IWDFIoQueue::RetrieveNextRequestByFileObject",
                    "RetrievedRequest retrieveNextRequestByFileObject(IWDFFile)"),
            Map.entry("IWDFIoRequest::UnmarkCancelable", "boolean unmarkCancelable()"),
            Map.entry("IWDFIoRequest2::GetStatus", "HResult getStatus()"),
            Map.entry("IWDFRequestCompletionParams::GetCompletionStatus", "HResult getCompletionStatus()"),
            Map.entry("IWDFDevice2::StopIdle", "boolean stopIdle(boolean)"),
            // Results that may be absent.
            Map.entry("IWDFDevice::GetDefaultIoQueue", "Optional<IWDFIoQueue> getDefaultIoQueue()"),
            Map.entry("IWDFIoRequest::GetOutputMemory", "Optional<IWDFMemory> getOutputMemory()"),
            Map.entry("IWDFIoRequest::GetInputMemory", "Optional<IWDFMemory> getInputMemory()"),
            Map.entry("IWDFIoRequest::GetFileObject", "Optional<IWDFFile> getFileObject()"),
            Map.entry("IWDFIoRequest::GetIoQueue", "Optional<IWDFIoQueue> getIoQueue()"),
            Map.entry("IWDFIoRequest3::RetrieveActivityId", "Optional<UUID> retrieveActivityId()"),
            Map.entry("IWDFFile2::GetRelatedFileObject", "Optional<IWDFFile> getRelatedFileObject()"),
            Map.entry("IWDFFile2::RetrieveCountedFileName", "Optional<String> retrieveCountedFileName()"),
            Map.entry("IWDFIoTarget::GetTargetFile", "Optional<IWDFFile> getTargetFile()"),
            Map.entry("IWDFNamedPropertyStore::GetNamedValue", "Optional<PropVariant> getNamedValue(String)"),
            Map.entry("IWDFObject::RetrieveContext", "Object? retrieveContext()"),
            // Several out-parameters are a record.
            Map.entry(
                    "IWDFDevice::RetrieveDevicePropertyStore",
                    "RetrievedPropertyStore retrieveDevicePropertyStore(String?, WDF_PROPERTY_STORE_RETRIEVE_FLAGS)"),
            Map.entry(
                    "IWDFDeviceInitialize::RetrieveDevicePropertyStore",
                    "RetrievedPropertyStore retrieveDevicePropertyStore(String?, WDF_PROPERTY_STORE_RETRIEVE_FLAGS)"),
            Map.entry(
                    "IWDFDevice2::GetDeviceStackIoTypePreference",
                    "StackIoTypePreference getDeviceStackIoTypePreference()"),
            Map.entry(
                    "IWDFPropertyStoreFactory::RetrieveDevicePropertyStore",
                    "RetrievedPropertyStore retrieveDevicePropertyStore(WDF_PROPERTY_STORE_ROOT, "
                            + "WDF_PROPERTY_STORE_RETRIEVE_FLAGS, int, String?)"),
            Map.entry(
                    "IWDFUnifiedPropertyStoreFactory::RetrieveUnifiedDevicePropertyStore",
                    "IWDFUnifiedPropertyStore retrieveUnifiedDevicePropertyStore(WDF_PROPERTY_STORE_ROOT)"),
            Map.entry(
                    "IWDFUnifiedPropertyStore::SetPropertyData",
                    "void setPropertyData(DEVPROPKEY, int, int, int, MemorySegment?)"),
            Map.entry(
                    "IWDFUnifiedPropertyStore::GetPropertyData",
                    "Optional<DevicePropertyData> getPropertyData(DEVPROPKEY, int, int)"),
            Map.entry("IWDFIoQueue::GetState", "IoQueueState getState()"),
            Map.entry("IWDFIoRequest::GetCreateParameters", "CreateParameters getCreateParameters()"),
            Map.entry("IWDFIoRequest2::GetCreateParametersEx", "CreateParameters getCreateParameters()"),
            Map.entry("IWDFIoRequest::GetReadParameters", "TransferParameters getReadParameters()"),
            Map.entry("IWDFIoRequest::GetWriteParameters", "TransferParameters getWriteParameters()"),
            Map.entry(
                    "IWDFIoRequest::GetDeviceIoControlParameters",
                    "DeviceIoControlParameters getDeviceIoControlParameters()"),
            Map.entry(
                    "IWDFIoRequest2::GetQueryInformationParameters",
                    "InformationParameters getQueryInformationParameters()"),
            Map.entry(
                    "IWDFIoRequest2::GetSetInformationParameters",
                    "InformationParameters getSetInformationParameters()"),
            Map.entry("IWDFIoRequestCompletionParams::GetReadParameters", "TransferResult getReadParameters()"),
            Map.entry("IWDFIoRequestCompletionParams::GetWriteParameters", "TransferResult getWriteParameters()"),
            Map.entry("IWDFIoRequestCompletionParams::GetIoctlParameters", "IoctlResult getIoctlParameters()"),
            // A pointer with its size is a segment.
            Map.entry(
                    "IWDFDriver::CreatePreallocatedWdfMemory",
                    "IWDFMemory createPreallocatedWdfMemory(MemorySegment, Object?, IWDFObject?)"),
            Map.entry("IWDFIoRequest2::RetrieveInputBuffer", "MemorySegment retrieveInputBuffer(long)"),
            Map.entry("IWDFIoRequest2::RetrieveOutputBuffer", "MemorySegment retrieveOutputBuffer(long)"),
            Map.entry("IWDFDevice::PostEvent", "void postEvent(UUID, WDF_EVENT_TYPE, MemorySegment?)"),
            Map.entry(
                    "IRemoteInterfaceCallbackEvent::OnRemoteInterfaceEvent",
                    "void onRemoteInterfaceEvent(IWDFRemoteInterface, UUID, MemorySegment, int)"),
            Map.entry("IWDFRemoteInterfaceInitialize::GetInterfaceGuid", "UUID getInterfaceGuid()"),
            Map.entry("IWDFMemory::CopyToBuffer", "void copyToBuffer(long, MemorySegment, long)"),
            Map.entry("IWDFMemory::CopyFromBuffer", "void copyFromBuffer(long, MemorySegment, long)"),
            Map.entry("IWDFMemory::GetDataBuffer", "MemorySegment getDataBuffer()"),
            Map.entry("IWDFMemory::SetBuffer", "void setBuffer(MemorySegment)"),
            // Addresses are numbers: a register's is not one of the process's memory.
            Map.entry("IWDFDevice3::MapIoSpace", "long mapIoSpace(long, long, MEMORY_CACHING_TYPE)"),
            Map.entry("IWDFDevice3::UnmapIoSpace", "void unmapIoSpace(long, long)"),
            Map.entry(
                    "IWDFDevice3::GetHardwareRegisterMappedAddress",
                    "Optional<MemorySegment> getHardwareRegisterMappedAddress(long)"),
            Map.entry(
                    "IWDFDevice3::ReadFromHardware",
                    "long readFromHardware(WDF_DEVICE_HWACCESS_TARGET_TYPE, WDF_DEVICE_HWACCESS_TARGET_SIZE, long,"
                            + " MemorySegment?, int)"),
            Map.entry(
                    "IWDFDevice3::WriteToHardware",
                    "void writeToHardware(WDF_DEVICE_HWACCESS_TARGET_TYPE, WDF_DEVICE_HWACCESS_TARGET_SIZE, long, long,"
                            + " MemorySegment?, int)"),
            // A structure that the caller has filled is a record.
            Map.entry("IWDFInterrupt::GetInfo", "WDF_INTERRUPT_INFO getInfo()"),
            // Masks are sets.
            Map.entry("IWDFIoRequest::Send", "void send(IWDFIoTarget, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS>, long)"),
            Map.entry(
                    "IQueueCallbackIoStop::OnIoStop",
                    "void onIoStop(IWDFIoQueue, IWDFIoRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS>)"),
            Map.entry(
                    "IQueueCallbackStateChange::OnStateChange",
                    "void onStateChange(IWDFIoQueue, Set<WDF_IO_QUEUE_STATE>)"),
            // A process id is a number, not bits; null is a value although the header does not say so.
            Map.entry("IWDFIoRequest::GetRequestorProcessId", "long getRequestorProcessId()"),
            Map.entry("IWDFFile3::GetInitiatorProcessId", "long getInitiatorProcessId()"),
            Map.entry(
                    "IWDFIoRequest::SetCompletionCallback",
                    "void setCompletionCallback(IRequestCallbackRequestCompletion?, Object?)"),
            Map.entry(
                    "IRequestCallbackRequestCompletion::OnCompletion",
                    "void onCompletion(IWDFIoRequest, IWDFIoTarget, IWDFRequestCompletionParams, Object?)"));

    /** Public interfaces of ours that the header has as a function type or a tagged union. */
    static final Set<String> OWN_INTERFACES = Set.of(
            "CM_PARTIAL_RESOURCE_DESCRIPTOR",
            "IInterruptDisableCallback",
            "IInterruptEnableCallback",
            "IInterruptIsrCallback",
            "IInterruptWorkItemCallback",
            "IWorkItemCallback",
            "PropVariant");

    /** What the members of an enum have before their name; the first that fits is left out. */
    static final Map<String, List<String>> MEMBER_PREFIXES = Map.ofEntries(
            Map.entry("DEVICE_POWER_STATE", List.of("PowerDevice")),
            Map.entry("SECURITY_IMPERSONATION_LEVEL", List.of("Security")),
            Map.entry("CM_SHARE_DISPOSITION", List.of("CmResourceShare")),
            Map.entry("MEMORY_CACHING_TYPE", List.of("Mm")),
            Map.entry("WDF_DEVICE_HWACCESS_TARGET_SIZE", List.of("WdfDeviceHwAccessTargetSize")),
            Map.entry("WDF_DEVICE_HWACCESS_TARGET_TYPE", List.of("WdfDeviceHwAccessTargetType")),
            Map.entry("WDF_INTERRUPT_POLARITY", List.of("WdfInterruptPolarity", "WdfInterrupt")),
            Map.entry("WDF_INTERRUPT_POLICY", List.of("WdfIrqPolicy")),
            Map.entry("WDF_INTERRUPT_PRIORITY", List.of("WdfIrqPriority")),
            Map.entry("POWER_ACTION", List.of("PowerAction")),
            Map.entry("WDF_CALLBACK_CONSTRAINT", List.of("Wdf", "")),
            Map.entry("WDF_DEVICE_IO_BUFFER_RETRIEVAL", List.of("WdfDeviceIoBufferRetrieval")),
            Map.entry("WDF_DEVICE_IO_TYPE", List.of("WdfDeviceIo")),
            Map.entry("WDF_EVENT_TYPE", List.of("WdfEvent")),
            Map.entry("WDF_FILE_INFORMATION_CLASS", List.of("WdfFileInformation")),
            Map.entry("WDF_IO_QUEUE_DISPATCH_TYPE", List.of("WdfIoQueueDispatch")),
            Map.entry("WDF_IO_QUEUE_STATE", List.of("WdfIoQueue")),
            Map.entry("WDF_IO_TARGET_SENT_IO_ACTION", List.of("WdfIoTarget")),
            Map.entry("WDF_IO_TARGET_STATE", List.of("WdfIoTarget")),
            Map.entry("WDF_KPROCESSOR_MODE", List.of("WdfKProcessorMode", "Wdf")),
            Map.entry("WDF_PNP_CAPABILITY", List.of("WdfPnpCap")),
            Map.entry("WDF_PNP_STATE", List.of("WdfPnpState")),
            Map.entry("WDF_POWER_DEVICE_STATE", List.of("WdfPowerDevice")),
            Map.entry("WDF_POWER_POLICY_IDLE_TIMEOUT_CONSTANTS", List.of("IdleTimeout")),
            Map.entry("WDF_POWER_POLICY_S0_IDLE_CAPABILITIES", List.of("Idle")),
            Map.entry("WDF_POWER_POLICY_S0_IDLE_USER_CONTROL", List.of("Idle")),
            Map.entry("WDF_POWER_POLICY_SX_WAKE_USER_CONTROL", List.of("Wake")),
            Map.entry("WDF_PROPERTY_STORE_DISPOSITION", List.of("")),
            Map.entry("WDF_PROPERTY_STORE_ROOT_CLASS", List.of("WdfPropertyStoreRootClass")),
            Map.entry("WDF_PROPERTY_STORE_RETRIEVE_FLAGS", List.of("WdfPropertyStore")),
            Map.entry("WDF_REQUEST_SEND_OPTIONS_FLAGS", List.of("WDF_REQUEST_SEND_OPTION_")),
            Map.entry("WDF_REQUEST_STOP_ACTION_FLAGS", List.of("WdfRequestStopAction", "WdfRequestStop")),
            Map.entry("WDF_REQUEST_TYPE", List.of("WdfRequest")),
            Map.entry("WDF_TRI_STATE", List.of("Wdf")));

    /** Enums of the header that come with a later release. */
    static final Set<String> LATER_ENUMS = Set.of("WDF_USB_REQUEST_TYPE");

    /** Structures as records. The size that a structure of C carries, and what it reserves, are left out. */
    static final Map<String, List<String>> STRUCTURES = Map.of(
            "UMDF_IO_TARGET_OPEN_PARAMS",
                    List.of(
                            "DWORD dwShareMode: int shareMode",
                            "DWORD dwCreationDisposition: int creationDisposition",
                            "DWORD dwFlagsAndAttributes: int flagsAndAttributes"),
            "WDF_INTERRUPT_EXTENDED_POLICY",
                    List.of(
                            "WDF_INTERRUPT_POLICY Policy: WDF_INTERRUPT_POLICY policy",
                            "WDF_INTERRUPT_PRIORITY Priority: WDF_INTERRUPT_PRIORITY priority",
                            "GROUP_AFFINITY TargetProcessorSetAndGroup: GROUP_AFFINITY targetProcessorSetAndGroup"),
            "WDF_INTERRUPT_INFO",
                    List.of(
                            "KAFFINITY TargetProcessorSet: long targetProcessorSet",
                            "ULONG MessageNumber: int messageNumber",
                            "ULONG Vector: int vector",
                            "KIRQL Irql: int irql",
                            "KINTERRUPT_MODE Mode: KINTERRUPT_MODE mode",
                            "WDF_INTERRUPT_POLARITY Polarity: WDF_INTERRUPT_POLARITY polarity",
                            "BOOLEAN MessageSignaled: boolean messageSignaled",
                            "UCHAR ShareDisposition: CM_SHARE_DISPOSITION shareDisposition",
                            "USHORT Group: int group"),
            "WUDF_INTERRUPT_CONFIG",
                    List.of(
                            "WDF_TRI_STATE ShareVector: WDF_TRI_STATE shareVector",
                            "BOOLEAN AutomaticSerialization: boolean automaticSerialization",
                            "PFN_WUDF_INTERRUPT_ISR OnInterruptIsr: IInterruptIsrCallback onInterruptIsr",
                            "PFN_WUDF_INTERRUPT_ENABLE OnInterruptEnable: IInterruptEnableCallback onInterruptEnable",
                            "PFN_WUDF_INTERRUPT_DISABLE OnInterruptDisable: IInterruptDisableCallback onInterruptDisable",
                            "PFN_WUDF_INTERRUPT_WORKITEM OnInterruptWorkItem: IInterruptWorkItemCallback"
                                    + " onInterruptWorkItem",
                            "PCM_PARTIAL_RESOURCE_DESCRIPTOR InterruptRaw: Interrupt interruptRaw",
                            "PCM_PARTIAL_RESOURCE_DESCRIPTOR InterruptTranslated: Interrupt interruptTranslated"),
            "UMDF_VERSION_DATA",
                    List.of(
                            "ULONG MajorNumber: int majorNumber",
                            "ULONG MinorNumber: int minorNumber",
                            "ULONG ServiceNumber: int serviceNumber"),
            "WDFMEMORY_OFFSET",
                    List.of("ULONG_PTR BufferOffset: long bufferOffset", "ULONG_PTR BufferLength: long bufferLength"),
            "WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS",
                    List.of(
                            "WDF_POWER_POLICY_S0_IDLE_CAPABILITIES IdleCaps:"
                                    + " WDF_POWER_POLICY_S0_IDLE_CAPABILITIES idleCaps",
                            "DEVICE_POWER_STATE DxState: DEVICE_POWER_STATE dxState",
                            "ULONG IdleTimeout: int idleTimeout",
                            "WDF_POWER_POLICY_S0_IDLE_USER_CONTROL UserControlOfIdleSettings:"
                                    + " WDF_POWER_POLICY_S0_IDLE_USER_CONTROL userControlOfIdleSettings",
                            "WDF_TRI_STATE Enabled: WDF_TRI_STATE enabled",
                            "WDF_TRI_STATE PowerUpIdleDeviceOnSystemWake: WDF_TRI_STATE powerUpIdleDeviceOnSystemWake",
                            "WDF_TRI_STATE ExcludeD3Cold: WDF_TRI_STATE excludeD3Cold"),
            "WUDF_WORKITEM_CONFIG",
                    List.of(
                            "PFN_WUDF_WORKITEM OnWorkItemFunc: IWorkItemCallback onWorkItem",
                            "BOOLEAN AutomaticSerialization: boolean automaticSerialization"));
}
