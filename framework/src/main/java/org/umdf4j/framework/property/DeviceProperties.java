package org.umdf4j.framework.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFPropertyStoreFactory;
import org.umdf4j.ddi.IWDFUnifiedPropertyStore;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.RetrievedPropertyStore;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_DISPOSITION;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_ROOT;
import org.umdf4j.ddi.WdfException;

/**
 * The property stores of one driver's device. Any thread.
 *
 * <p>Where they are: {@code device/NAME/service/SERVICE} is a hardware key, {@code software/DRIVER} the software key,
 * {@code device/NAME/interface/GUID/REFERENCE} a device interface key, {@code map/NAME} a legacy hardware key. Below each
 * are its subkeys, under {@code key}, so that no name of a driver's can be one of ours.
 */
public final class DeviceProperties {
    /** The rights that {@link IWDFPropertyStoreFactory#retrieveDevicePropertyStore} may not be asked for. */
    private static final int FORBIDDEN_ACCESS = 0x4000_0000 | 0x4 | 0x4_0000;

    private static final int GENERIC_ALL = 0x1000_0000;
    private static final int MAXIMUM_ALLOWED = 0x0200_0000;
    private static final int WRITING = IWDFPropertyStoreFactory.KEY_SET_VALUE | GENERIC_ALL | MAXIMUM_ALLOWED;

    private static final int KEY_ACCESS =
            IWDFPropertyStoreFactory.KEY_QUERY_VALUE | IWDFPropertyStoreFactory.KEY_SET_VALUE;

    /** Services that a hardware key may not be asked for. */
    private static final List<String> RESERVED = List.of("WDF", "WUDF");

    private final PropertyStores stores;
    private final String device;
    private final String driver;
    private final BiPredicate<UUID, Optional<String>> created;

    /** What the user has set for this start of the device and the driver has not changed since. */
    private final Map<String, PropVariant> given = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param settings what the user gave for the device, by name
     * @param created whether the driver has created the device interface
     */
    public DeviceProperties(
            PropertyStores stores,
            String device,
            String driver,
            Map<String, String> settings,
            BiPredicate<UUID, Optional<String>> created) {
        this.stores = stores;
        this.device = device;
        this.driver = driver;
        this.created = created;
        settings.forEach((name, value) -> given.put(name, PropVariant.of(value)));
    }

    /** IWDFDevice.RetrieveDevicePropertyStore: a service's hardware key, to read and write. */
    public RetrievedPropertyStore retrieve(@Nullable String serviceName, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags) {
        WDF_PROPERTY_STORE_ROOT root = serviceName == null
                ? WDF_PROPERTY_STORE_ROOT.hardwareKey()
                : WDF_PROPERTY_STORE_ROOT.hardwareKey(serviceName);
        return retrieve(root, flags, KEY_ACCESS, null);
    }

    /** IWDFPropertyStoreFactory.RetrieveDevicePropertyStore. */
    public RetrievedPropertyStore retrieve(
            WDF_PROPERTY_STORE_ROOT root,
            WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags,
            int desiredAccess,
            @Nullable String subkeyPath) {
        if ((desiredAccess & FORBIDDEN_ACCESS) != 0) {
            throw new WdfException(HResult.E_INVALIDARG, "access 0x%X to a property store".formatted(desiredAccess));
        }
        List<String> path = new ArrayList<>(pathOf(root));
        if (subkeyPath != null) {
            for (String name : subkeyPath.split("\\\\", -1)) {
                path.add("key");
                path.add(name);
            }
        }
        boolean writable = (desiredAccess & WRITING) != 0 && !isReadOnly(root, subkeyPath);
        boolean own = subkeyPath == null && isOwn(root);
        if (own) {
            // The driver's own store is as old as the device: it has at least the user's settings.
            return new RetrievedPropertyStore(
                    new NamedStore(stores.openAlways(path), given, writable),
                    WDF_PROPERTY_STORE_DISPOSITION.OPENED_EXISTING_STORE);
        }
        PropertyStores.Opened opened = stores.open(path, flags);
        return new RetrievedPropertyStore(
                new NamedStore(opened.values(), new ConcurrentSkipListMap<>(), writable), opened.disposition());
    }

    /** IWDFUnifiedPropertyStoreFactory.RetrieveUnifiedDevicePropertyStore. */
    public IWDFUnifiedPropertyStore retrieveUnified(WDF_PROPERTY_STORE_ROOT root) {
        List<String> path =
                switch (root.rootClass()) {
                    case HARDWARE_KEY -> {
                        if (root.name().isPresent()) {
                            throw new WdfException(
                                    HResult.E_INVALIDARG, "the properties of a device have no service's name");
                        }
                        yield List.of("device", device);
                    }
                    case DEVICE_INTERFACE_KEY -> pathOf(root);
                    case SOFTWARE_KEY, LEGACY_HARDWARE_KEY ->
                        throw new WdfException(
                                HResult.E_INVALIDARG, "there are no device properties at " + root.rootClass());
                };
        List<String> passing = new ArrayList<>(path);
        passing.add("passing-properties");
        List<String> lasting = new ArrayList<>(path);
        lasting.add("properties");
        return new UnifiedStore(
                stores.openAlways(lasting),
                stores.open(passing, WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_VOLATILE)
                        .values());
    }

    private boolean isOwn(WDF_PROPERTY_STORE_ROOT root) {
        return switch (root.rootClass()) {
            case HARDWARE_KEY -> root.name().orElse(driver).equalsIgnoreCase(driver);
            case SOFTWARE_KEY, DEVICE_INTERFACE_KEY, LEGACY_HARDWARE_KEY -> false;
        };
    }

    private static boolean isReadOnly(WDF_PROPERTY_STORE_ROOT root, @Nullable String subkeyPath) {
        return subkeyPath == null
                && root.name()
                        .filter(WDF_PROPERTY_STORE_ROOT.HARDWARE_KEY_ROOT::equals)
                        .isPresent();
    }

    private List<String> pathOf(WDF_PROPERTY_STORE_ROOT root) {
        return switch (root.rootClass()) {
            case HARDWARE_KEY -> hardwareKey(root.name().orElse(driver));
            case SOFTWARE_KEY -> List.of("software", driver);
            case DEVICE_INTERFACE_KEY -> interfaceKey(root);
            case LEGACY_HARDWARE_KEY -> List.of("map", root.name().orElse(""));
        };
    }

    private List<String> hardwareKey(String service) {
        if (service.equals(WDF_PROPERTY_STORE_ROOT.HARDWARE_KEY_ROOT)) {
            return List.of("device", device, "root");
        }
        if (RESERVED.stream().anyMatch(service::equalsIgnoreCase) || service.indexOf('\\') >= 0) {
            throw new WdfException(HResult.E_INVALIDARG, "'" + service + "' is no service a driver can name");
        }
        return List.of("device", device, "service", service);
    }

    private List<String> interfaceKey(WDF_PROPERTY_STORE_ROOT root) {
        UUID guid = root.interfaceGuid().orElse(new UUID(0, 0));
        if (!created.test(guid, root.referenceString())) {
            throw new WdfException(HResult.E_INVALIDARG, "the driver has not created the device interface " + guid);
        }
        List<String> path = List.of("device", device, "interface", guid.toString());
        return root.referenceString()
                .map(reference -> List.of("device", device, "interface", guid.toString(), "reference", reference))
                .orElse(path);
    }
}
