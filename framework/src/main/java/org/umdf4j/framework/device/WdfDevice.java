package org.umdf4j.framework.device;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFDriverCreatedFile;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.IWDFRemoteInterface;
import org.umdf4j.ddi.IWDFRemoteInterfaceInitialize;
import org.umdf4j.ddi.IWDFRemoteTarget;
import org.umdf4j.ddi.IWDFUnifiedPropertyStore;
import org.umdf4j.ddi.IWDFWorkItem;
import org.umdf4j.ddi.MEMORY_CACHING_TYPE;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.RetrievedPropertyStore;
import org.umdf4j.ddi.StackIoTypePreference;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_SIZE;
import org.umdf4j.ddi.WDF_DEVICE_HWACCESS_TARGET_TYPE;
import org.umdf4j.ddi.WDF_EVENT_TYPE;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_PNP_STATE;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL;
import org.umdf4j.ddi.WDF_POWER_POLICY_SX_WAKE_USER_CONTROL;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_ROOT;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.CallbackLock;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.object.WdfWorkItem;
import org.umdf4j.framework.pnp.PowerPolicy;
import org.umdf4j.framework.queue.QueueHome;
import org.umdf4j.framework.queue.QueueSet;
import org.umdf4j.framework.queue.WdfIoQueue;
import org.umdf4j.framework.request.CreatedRequest;
import org.umdf4j.framework.stack.HeldRequest;
import org.umdf4j.framework.stack.LowerDevice;
import org.umdf4j.framework.stack.PnpSettings;
import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.framework.stack.StackDevice;
import org.umdf4j.framework.stack.StackDriver.DeviceContext;
import org.umdf4j.framework.target.DeviceTargets;
import org.umdf4j.framework.target.RemoteInterfaces;
import org.umdf4j.framework.verifier.Violation;

/**
 * One driver's device in a stack: what its driver asks of it, and where the machines find the driver's callbacks. IRPs
 * enter by its {@link DeviceEntrance}.
 *
 * <p>Any thread. Has no lock of its own: queues, router and callback lock each guard theirs.
 */
public final class WdfDevice extends WdfObject implements IWDFDevice, StackDevice, QueueHome {
    private static final Set<WDF_PNP_STATE> RESET_AT_START =
            Set.of(WDF_PNP_STATE.FAILED, WDF_PNP_STATE.REMOVED, WDF_PNP_STATE.RESOURCES_CHANGED);

    private final IWDFDriver driver;
    private final DeviceContext context;
    private final WdfDeviceInitialize settings;
    private final DriverCalls calls;
    private final DeviceCallbacks callbacks;
    private final Runnable gone;
    private final RequestRouter router;
    private final QueueSet queues;
    private final DevicePowerPolicy powerPolicy;
    private final DeviceTargets targets;
    private final RemoteInterfaces remoteInterfaces;
    private final DeviceHardware hardware;
    private final DeviceEntrance entrance;
    private final Map<WDF_PNP_STATE, WDF_TRI_STATE> pnpState = new EnumMap<>(WDF_PNP_STATE.class);

    /** What of it the Plug and Play manager knows. Guarded by {@link #pnpState}. */
    private Map<WDF_PNP_STATE, WDF_TRI_STATE> committedPnpState = Map.of();

    /**
     * CreateDevice.
     *
     * @param driver the driver; the stack, not the tree, ends the device before it
     * @param space the objects of the device
     * @param settings what OnDeviceAdd settled; sealed by the caller
     * @param callbackInterface asked for each device-level callback (PNP-5)
     * @param gone told when the device has ended, by disposal or termination
     */
    public WdfDevice(
            IWDFDriver driver,
            ObjectSpace space,
            WdfDeviceInitialize settings,
            @Nullable Object callbackInterface,
            Runnable gone) {
        super(space, null);
        this.gone = gone;
        this.driver = driver;
        this.context = settings.context();
        this.settings = settings;
        this.calls = space.calls();
        this.callbacks = new DeviceCallbacks(this, calls, callbackInterface);
        this.router = new RequestRouter(context.scheduler());
        this.queues = new QueueSet(this, this, context.scheduler());
        this.powerPolicy = new DevicePowerPolicy(this, settings, calls.verifier(), queues);
        this.hardware = new DeviceHardware(this, context, callbacks, queues::isInCallback);
        this.entrance = new DeviceEntrance(this, settings, router, queues, callbackInterface);
        join(callbackInterface);
        this.targets = new DeviceTargets(this, this, context, queues::isInHandler);
        this.remoteInterfaces = new RemoteInterfaces(this, context.services().interfaces(), callbackInterface);
    }

    /** The presentation lock a device with these settings needs; none for constraint None. */
    public static Optional<CallbackLock> callbackLockFor(WdfDeviceInitialize settings) {
        return settings.constraint() == WDF_CALLBACK_CONSTRAINT.DEVICE_LEVEL
                ? Optional.of(new CallbackLock(
                        settings.context().scheduler(), settings.context().name()))
                : Optional.empty();
    }

    static String instanceId(String deviceName) {
        return "UMDF4J\\" + deviceName;
    }

    // ------------------------------------------------------------------------------------------- requests

    @Override
    public void dispatch(Irp irp) {
        entrance.dispatch(irp);
    }

    @Override
    public void cleanupFile(FileObject fileObject, Runnable done) {
        entrance.cleanupFile(fileObject, done);
    }

    @Override
    public void closeFile(FileObject fileObject, Runnable done) {
        entrance.closeFile(fileObject, done);
    }

    /** Its opens. */
    DeviceEntrance entrance() {
        return entrance;
    }

    // ------------------------------------------------------------------------------------------- IWDFDevice

    @Override
    public IWDFDriver getDriver() {
        return driver;
    }

    @Override
    public String retrieveDeviceInstanceId() {
        return instanceId(context.name());
    }

    @Override
    public String retrieveDeviceName() {
        return context.name();
    }

    @Override
    public RetrievedPropertyStore retrieveDevicePropertyStore(
            @Nullable String serviceName, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags) {
        return settings.properties().retrieve(serviceName, flags);
    }

    @Override
    public RetrievedPropertyStore retrieveDevicePropertyStore(
            WDF_PROPERTY_STORE_ROOT rootSpecifier,
            WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags,
            int desiredAccess,
            @Nullable String subkeyPath) {
        return settings.properties().retrieve(rootSpecifier, flags, desiredAccess, subkeyPath);
    }

    @Override
    public IWDFUnifiedPropertyStore retrieveUnifiedDevicePropertyStore(WDF_PROPERTY_STORE_ROOT rootSpecifier) {
        return settings.properties().retrieveUnified(rootSpecifier);
    }

    @Override
    public IWDFIoTarget getDefaultIoTarget() {
        return targets.defaultTarget();
    }

    @Override
    public IWDFDriverCreatedFile createWdfFile(@Nullable String fileName) {
        return targets.createFile(fileName);
    }

    @Override
    public IWDFRemoteTarget createRemoteTarget(@Nullable Object callbackInterface, @Nullable IWDFObject parentObject) {
        return targets.createRemote(parentInTree(parentObject), callbackInterface);
    }

    @Override
    public IWDFIoTarget createFileHandleTarget(String target) {
        return targets.createFileHandle(target);
    }

    @Override
    public IWDFIoRequest createRequest(@Nullable Object callbackInterface, @Nullable IWDFObject parentObject) {
        context.scheduler().point("device.createRequest");
        return new CreatedRequest(parentInTree(parentObject), callbackInterface);
    }

    @Override
    public void createDeviceInterface(UUID deviceInterfaceGuid, @Nullable String referenceString) {
        entry("device.createInterface");
        context.control().interfaces().create(deviceInterfaceGuid, referenceString);
    }

    @Override
    public void assignDeviceInterfaceState(UUID deviceInterfaceGuid, @Nullable String referenceString, boolean enable) {
        entry("device.assignInterfaceState");
        context.control().interfaces().assign(deviceInterfaceGuid, referenceString, enable);
    }

    @Override
    public void createSymbolicLink(String symbolicLink) {
        createSymbolicLinkWithReferenceString(symbolicLink, null);
    }

    @Override
    public void createSymbolicLinkWithReferenceString(String symbolicLink, @Nullable String referenceString) {
        entry("device.createSymbolicLink");
        context.control().interfaces().link(symbolicLink, referenceString);
    }

    @Override
    public void postEvent(UUID eventGuid, WDF_EVENT_TYPE eventType, @Nullable MemorySegment data) {
        entry("device.postEvent");
        context.control().interfaces().post(eventGuid, eventType, data);
    }

    @Override
    public void registerRemoteInterfaceNotification(UUID deviceInterfaceGuid, boolean includeExistingInterfaces) {
        entry("device.registerRemoteInterface");
        remoteInterfaces.register(deviceInterfaceGuid, includeExistingInterfaces);
    }

    @Override
    public IWDFRemoteInterface createRemoteInterface(
            IWDFRemoteInterfaceInitialize remoteInterfaceInit, @Nullable Object callbackInterface) {
        entry("device.createRemoteInterface");
        return remoteInterfaces.create(remoteInterfaceInit, callbackInterface);
    }

    @Override
    public Optional<IWDFIoQueue> getDefaultIoQueue() {
        return Optional.ofNullable(router.defaultQueue());
    }

    @Override
    public IWDFIoQueue createIoQueue(
            @Nullable Object callbackInterface,
            boolean defaultQueue,
            WDF_IO_QUEUE_DISPATCH_TYPE dispatchType,
            boolean powerManaged,
            boolean allowZeroLengthRequests) {
        entry("device.createIoQueue");
        if (defaultQueue) {
            router.requireNoDefaultQueue();
        }
        WdfIoQueue queue =
                queues.create(callbackInterface, defaultQueue, dispatchType, powerManaged, allowZeroLengthRequests);
        if (defaultQueue) {
            setDefaultQueue(queue);
        }
        return queue;
    }

    private void setDefaultQueue(WdfIoQueue queue) {
        try {
            router.setDefaultQueue(queue);
        } catch (WdfException tooLate) {
            queue.dispose();
            throw tooLate;
        }
    }

    @Override
    public void configureRequestDispatching(IWDFIoQueue queue, WDF_REQUEST_TYPE requestType, boolean forward) {
        if (!(queue instanceof WdfIoQueue own) || own.getDevice() != this) {
            throw new WdfException(HResult.STATUS_INVALID_DEVICE_REQUEST, "the queue belongs to another device (RT-7)");
        }
        router.configure(own, requestType, forward);
    }

    @Override
    public void configure(WdfIoQueue queue, WDF_REQUEST_TYPE requestType, boolean forward) {
        router.configure(queue, requestType, forward);
    }

    @Override
    public void setPnpState(WDF_PNP_STATE state, WDF_TRI_STATE value) {
        space().calls().scheduler().access(pnpState, /* write= */ true);
        synchronized (pnpState) {
            pnpState.put(state, value);
        }
    }

    @Override
    public WDF_TRI_STATE getPnpState(WDF_PNP_STATE state) {
        space().calls().scheduler().access(pnpState, /* write= */ false);
        synchronized (pnpState) {
            return pnpState.getOrDefault(state, WDF_TRI_STATE.USE_DEFAULT);
        }
    }

    @Override
    public void commitPnpState() {
        entry("device.commitPnpState");
        synchronized (pnpState) {
            committedPnpState = Map.copyOf(pnpState);
        }
        context.control().setNotDisableable(this, getPnpState(WDF_PNP_STATE.NOT_DISABLEABLE) == WDF_TRI_STATE.TRUE);
        if (getPnpState(WDF_PNP_STATE.FAILED) == WDF_TRI_STATE.TRUE
                || getPnpState(WDF_PNP_STATE.REMOVED) == WDF_TRI_STATE.TRUE) {
            context.control().deviceFailed(this);
        } else if (getPnpState(WDF_PNP_STATE.RESOURCES_CHANGED) == WDF_TRI_STATE.TRUE) {
            context.control().resourcesChanged(this);
        }
    }

    @Override
    public StackIoTypePreference getDeviceStackIoTypePreference() {
        IoTypes agreed = context.control().ioTypes();
        return new StackIoTypePreference(agreed.readWrite(), agreed.ioControl());
    }

    @Override
    public POWER_ACTION getSystemPowerAction() {
        return context.control().systemPowerAction();
    }

    @Override
    public void assignS0IdleSettings(
            WDF_POWER_POLICY_S0_IDLE_CAPABILITIES idleCaps,
            DEVICE_POWER_STATE dxState,
            int idleTimeout,
            WDF_POWER_POLICY_S0_IDLE_USER_CONTROL userControlOfIdleSettings,
            WDF_TRI_STATE enabled) {
        assignS0IdleSettingsEx(new WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS(
                idleCaps,
                dxState,
                idleTimeout,
                userControlOfIdleSettings,
                enabled,
                WDF_TRI_STATE.USE_DEFAULT,
                WDF_TRI_STATE.USE_DEFAULT));
    }

    @Override
    public void assignS0IdleSettingsEx(WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS idleSettings) {
        powerPolicy.assignIdle(idleSettings);
    }

    @Override
    public void assignSxWakeSettings(
            DEVICE_POWER_STATE dxState,
            WDF_POWER_POLICY_SX_WAKE_USER_CONTROL userControlOfWakeSettings,
            WDF_TRI_STATE enabled) {
        powerPolicy.assignWake(dxState, userControlOfWakeSettings, enabled);
    }

    @Override
    public boolean stopIdle(boolean waitForD0) {
        return powerPolicy.stopIdle(waitForD0);
    }

    @Override
    public void resumeIdle() {
        powerPolicy.resumeIdle();
    }

    @Override
    public IWDFWorkItem createWorkItem(WUDF_WORKITEM_CONFIG config, @Nullable IWDFObject parentObject) {
        return new WdfWorkItem(space(), parentInTree(parentObject), config);
    }

    @Override
    public IWDFInterrupt createInterrupt(WUDF_INTERRUPT_CONFIG configuration) {
        return hardware.interrupts().create(configuration);
    }

    @Override
    public long mapIoSpace(long physicalAddress, long numberOfBytes, MEMORY_CACHING_TYPE cacheType) {
        return hardware.map(physicalAddress, numberOfBytes);
    }

    @Override
    public void unmapIoSpace(long pseudoBaseAddress, long numberOfBytes) {
        hardware.registers().unmap(pseudoBaseAddress, numberOfBytes);
    }

    @Override
    public Optional<MemorySegment> getHardwareRegisterMappedAddress(long pseudoBaseAddress) {
        return hardware.registers().memory(pseudoBaseAddress);
    }

    @Override
    public long readFromHardware(
            WDF_DEVICE_HWACCESS_TARGET_TYPE type,
            WDF_DEVICE_HWACCESS_TARGET_SIZE size,
            long address,
            @Nullable MemorySegment buffer,
            int count) {
        return hardware.registers().read(type, size, address, buffer, count);
    }

    @Override
    public void writeToHardware(
            WDF_DEVICE_HWACCESS_TARGET_TYPE type,
            WDF_DEVICE_HWACCESS_TARGET_SIZE size,
            long address,
            long value,
            @Nullable MemorySegment buffer,
            int count) {
        hardware.registers().write(type, size, address, value, buffer, count);
    }

    /** OBJ-7. */
    private WdfObject parentInTree(@Nullable IWDFObject parentObject) {
        if (parentObject == null) {
            return this;
        }
        if (parentObject instanceof WdfObject object && object.space().equals(space())) {
            return object;
        }
        throw new WdfException(
                HResult.fromWin32(87), "the parent object is not in the tree of device " + context.name() + " (OBJ-7)");
    }

    @Override
    public void acquireLock() {
        acquireCallbackLock();
    }

    @Override
    public void releaseLock() {
        releaseCallbackLock();
    }

    // ------------------------------------------------------------------------------------------- QueueHome

    @Override
    public IWDFDevice device() {
        return this;
    }

    @Override
    public boolean countsIdleness() {
        return settings.isPowerPolicyOwner();
    }

    @Override
    public void requestWaits(WdfIoQueue queue) {
        powerPolicy.requestWaits(queue);
    }

    @Override
    public void queueEmptied() {
        powerPolicy.queueEmptied();
    }

    @Override
    public void queueDeleted(WdfIoQueue queue) {
        queues.remove(queue);
    }

    // ------------------------------------------------------------------------------------------- PnpDevice

    @Override
    public String driverName() {
        return calls.verifier().driver();
    }

    @Override
    public HResult prepareHardware() {
        router.fix();
        synchronized (pnpState) { // PNP-12
            pnpState.keySet().removeAll(RESET_AT_START);
            Map<WDF_PNP_STATE, WDF_TRI_STATE> left = new HashMap<>(committedPnpState);
            left.keySet().removeAll(RESET_AT_START);
            committedPnpState = Map.copyOf(left);
        }
        return hardware.prepare();
    }

    @Override
    public HResult releaseHardware() {
        return hardware.release();
    }

    @Override
    public HResult d0Entry(WDF_POWER_DEVICE_STATE previousState) {
        return callbacks.d0Entry(previousState);
    }

    @Override
    public HResult enableInterrupts() {
        return hardware.interrupts().enableAll();
    }

    @Override
    public HResult disableInterrupts() {
        return hardware.interrupts().disableAll();
    }

    @Override
    public HResult d0EntryPostInterruptsEnabled(WDF_POWER_DEVICE_STATE previousState) {
        return callbacks.d0EntryPostInterruptsEnabled(previousState);
    }

    @Override
    public HResult d0ExitPreInterruptsDisabled(WDF_POWER_DEVICE_STATE targetState) {
        return callbacks.d0ExitPreInterruptsDisabled(targetState);
    }

    @Override
    public HResult d0Exit(WDF_POWER_DEVICE_STATE targetState) {
        return callbacks.d0Exit(targetState);
    }

    @Override
    public Optional<PowerPolicy> powerPolicy() {
        return powerPolicy.policy();
    }

    @Override
    public boolean isPowerPolicyOwned() {
        return powerPolicy().isPresent()
                || context.lower().filter(LowerDevice::isPowerPolicyOwned).isPresent();
    }

    @Override
    public OptionalLong queuesIdleSince() {
        return queues.idleSince();
    }

    @Override
    public HResult armWakeFromS0() {
        return callbacks.armWakeFromS0();
    }

    @Override
    public void disarmWakeFromS0() {
        callbacks.disarmWakeFromS0();
    }

    @Override
    public void wakeFromS0Triggered() {
        callbacks.wakeFromS0Triggered();
    }

    @Override
    public HResult armWakeFromSx() {
        return callbacks.armWakeFromSx();
    }

    @Override
    public void disarmWakeFromSx() {
        callbacks.disarmWakeFromSx();
    }

    @Override
    public void wakeFromSxTriggered() {
        callbacks.wakeFromSxTriggered();
    }

    @Override
    public HResult queryRemove() {
        return callbacks.queryRemove();
    }

    @Override
    public HResult queryStop() {
        return callbacks.queryStop();
    }

    @Override
    public void surpriseRemoval() {
        callbacks.surpriseRemoval();
    }

    @Override
    public HResult selfManagedIoInit() {
        return callbacks.selfManagedIoInit();
    }

    @Override
    public HResult selfManagedIoSuspend() {
        return callbacks.selfManagedIoSuspend();
    }

    @Override
    public HResult selfManagedIoRestart() {
        return callbacks.selfManagedIoRestart();
    }

    @Override
    public void selfManagedIoFlush() {
        callbacks.selfManagedIoFlush();
    }

    @Override
    public void selfManagedIoCleanup() {
        callbacks.selfManagedIoCleanup();
    }

    @Override
    public void holdQueues() {
        queues.hold();
    }

    @Override
    public void resumeQueues() {
        queues.resume();
    }

    @Override
    public void purgePowerManagedQueues() {
        queues.purgePowerManaged();
    }

    @Override
    public void purgeOtherQueues() {
        remoteInterfaces.stop();
        queues.purgeOthers();
    }

    // ------------------------------------------------------------------------------------------- StackDevice

    @Override
    public void terminate(Violation cause) {
        calls.end();
        hardware.interrupts().terminate();
        queues.terminate();
        targets.terminate();
        remoteInterfaces.terminate();
        gone.run();
    }

    /** Before the requests that the driver created and did not wait for (TGT-6). */
    @Override
    protected void onDisposing() {
        remoteInterfaces.stop();
        targets.remove(); // a notice's callback may wait for what it has sent
        remoteInterfaces.awaitQuiet();
    }

    @Override
    protected void onDisposed() {
        gone.run();
    }

    @Override
    public IoTypes ioTypes() {
        return settings.ioTypes();
    }

    @Override
    public PnpSettings pnpSettings() {
        synchronized (pnpState) {
            return new PnpSettings(PnpSettings.said(committedPnpState), PnpSettings.said(settings.capabilities()));
        }
    }

    @Override
    public List<QueueStatus> queues() {
        return queues.all().stream().map(WdfIoQueue::status).toList();
    }

    @Override
    public List<String> runningCallbacks() {
        return queues.all().stream()
                .flatMap(queue -> queue.runningCallbacks().stream())
                .toList();
    }

    @Override
    public List<HeldRequest> heldRequests() {
        return queues.all().stream()
                .flatMap(queue -> queue.heldRequests().stream())
                .toList();
    }

    @Override
    public RequestTally tally() {
        return queues.tally();
    }

    @Override
    protected String describe() {
        return "device " + context.name();
    }

    @Override
    protected boolean isDeletable() {
        return false;
    }
}
