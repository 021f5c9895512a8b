package org.umdf4j.framework.device;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFUnifiedPropertyStore;
import org.umdf4j.ddi.RetrievedPropertyStore;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_DEVICE_IO_BUFFER_RETRIEVAL;
import org.umdf4j.ddi.WDF_DEVICE_IO_TYPE;
import org.umdf4j.ddi.WDF_PNP_CAPABILITY;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_ROOT;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.property.DeviceProperties;
import org.umdf4j.framework.stack.LowerDevice;
import org.umdf4j.framework.stack.StackDriver.DeviceContext;

/**
 * What a driver settles before its device exists. Used by the thread in OnDeviceAdd only; {@link #createDevice} ends
 * its use (LCK-1).
 */
public final class WdfDeviceInitialize implements IWDFDeviceInitialize {
    private static final Set<WDF_DEVICE_IO_TYPE> IO_TYPES =
            EnumSet.of(WDF_DEVICE_IO_TYPE.BUFFERED, WDF_DEVICE_IO_TYPE.DIRECT, WDF_DEVICE_IO_TYPE.BUFFERED_OR_DIRECT);

    private final DeviceContext context;
    private final Function<@Nullable Object, WdfDevice> creator;
    private final DeviceProperties properties;
    private final Map<WDF_PNP_CAPABILITY, WDF_TRI_STATE> capabilities = new EnumMap<>(WDF_PNP_CAPABILITY.class);
    private boolean filter;
    private boolean powerPolicyOwner;
    private IoTypes ioTypes = IoTypes.DEFAULT;
    private WDF_CALLBACK_CONSTRAINT constraint = WDF_CALLBACK_CONSTRAINT.DEVICE_LEVEL;
    private WDF_TRI_STATE autoForward = WDF_TRI_STATE.USE_DEFAULT;
    private boolean sealed;

    /**
     * @param driver the driver's name
     * @param creator makes the device; called once, by {@link #createDevice}
     */
    public WdfDeviceInitialize(DeviceContext context, String driver, Function<@Nullable Object, WdfDevice> creator) {
        this.context = context;
        this.creator = creator;
        this.properties = new DeviceProperties(
                context.services().properties(),
                context.name(),
                driver,
                context.settings(),
                context.control().interfaces()::isCreated);
    }

    /** CreateDevice: makes the device and refuses every further change. */
    public WdfDevice createDevice(@Nullable Object callbackInterface) {
        requireOpen();
        if (powerPolicyOwner
                && context.lower().filter(LowerDevice::isPowerPolicyOwned).isPresent()) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST,
                    "a driver below already owns the power policy of device " + context.name() + " (PWR-8)");
        }
        sealed = true;
        return creator.apply(callbackInterface);
    }

    DeviceContext context() {
        return context;
    }

    DeviceProperties properties() {
        return properties;
    }

    boolean isFilter() {
        return filter;
    }

    boolean isPowerPolicyOwner() {
        return powerPolicyOwner;
    }

    /** How the driver wants to reach the data of requests (MEM-9). */
    IoTypes ioTypes() {
        return ioTypes;
    }

    WDF_CALLBACK_CONSTRAINT constraint() {
        return constraint;
    }

    /** FIL-8: whether creates, cleanups and closes go on to the lower device. */
    boolean forwardsFiles() {
        return switch (autoForward) {
            case TRUE -> true;
            case FALSE -> false;
            case USE_DEFAULT -> filter;
        };
    }

    @Override
    public void setFilter() {
        requireOpen();
        filter = true;
    }

    @Override
    public void setLockingConstraint(WDF_CALLBACK_CONSTRAINT lockType) {
        requireOpen();
        if (lockType != WDF_CALLBACK_CONSTRAINT.NONE && lockType != WDF_CALLBACK_CONSTRAINT.DEVICE_LEVEL) {
            throw new WdfException(HResult.E_INVALIDARG, "no such locking constraint: " + lockType + " (LCK-3)");
        }
        constraint = lockType;
    }

    @Override
    public RetrievedPropertyStore retrieveDevicePropertyStore(
            @Nullable String serviceName, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags) {
        return properties.retrieve(serviceName, flags);
    }

    @Override
    public RetrievedPropertyStore retrieveDevicePropertyStore(
            WDF_PROPERTY_STORE_ROOT rootSpecifier,
            WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags,
            int desiredAccess,
            @Nullable String subkeyPath) {
        return properties.retrieve(rootSpecifier, flags, desiredAccess, subkeyPath);
    }

    @Override
    public IWDFUnifiedPropertyStore retrieveUnifiedDevicePropertyStore(WDF_PROPERTY_STORE_ROOT rootSpecifier) {
        return properties.retrieveUnified(rootSpecifier);
    }

    @Override
    public void setPowerPolicyOwnership(boolean owner) {
        requireOpen();
        powerPolicyOwner = owner;
    }

    @Override
    public void autoForwardCreateCleanupClose(WDF_TRI_STATE state) {
        requireOpen();
        autoForward = state;
    }

    @Override
    public String retrieveDeviceInstanceId() {
        return WdfDevice.instanceId(context.name());
    }

    @Override
    public void setPnpCapability(WDF_PNP_CAPABILITY capability, WDF_TRI_STATE value) {
        requireOpen();
        capabilities.put(capability, value);
    }

    /** What SetPnpCapability has been called for; fixed once the device is made. */
    Map<WDF_PNP_CAPABILITY, WDF_TRI_STATE> capabilities() {
        return capabilities;
    }

    @Override
    public WDF_TRI_STATE getPnpCapability(WDF_PNP_CAPABILITY capability) {
        return capabilities.getOrDefault(capability, WDF_TRI_STATE.USE_DEFAULT);
    }

    @Override
    public void setIoTypePreference(
            WDF_DEVICE_IO_BUFFER_RETRIEVAL retrievalMode,
            WDF_DEVICE_IO_TYPE readWritePreference,
            WDF_DEVICE_IO_TYPE ioControlPreference) {
        requireOpen();
        boolean deferred = retrievalMode == WDF_DEVICE_IO_BUFFER_RETRIEVAL.DEFERRED;
        boolean direct =
                readWritePreference == WDF_DEVICE_IO_TYPE.DIRECT || ioControlPreference == WDF_DEVICE_IO_TYPE.DIRECT;
        boolean known = retrievalMode == WDF_DEVICE_IO_BUFFER_RETRIEVAL.COPY_IMMEDIATELY || deferred;
        if (!known || !IO_TYPES.contains(readWritePreference) || !IO_TYPES.contains(ioControlPreference)) {
            throw new WdfException(
                    HResult.E_INVALIDARG,
                    "I/O types %s, %s, %s".formatted(retrievalMode, readWritePreference, ioControlPreference));
        }
        if (direct && !deferred) {
            throw new WdfException(HResult.E_INVALIDARG, "direct I/O requires deferred retrieval (MEM-9)");
        }
        ioTypes = new IoTypes(deferred, readWritePreference, ioControlPreference);
    }

    private void requireOpen() {
        if (sealed) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION, "the device has been created; its initialization is over (LCK-1)");
        }
    }
}
