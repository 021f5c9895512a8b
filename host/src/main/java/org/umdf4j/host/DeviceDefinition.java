package org.umdf4j.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umdf4j.framework.verifier.Policy;

/**
 * What a device is made of; enough to make it again after it was unplugged. Immutable.
 *
 * @param name the device's name
 * @param driver a driver package's path, or the function driver: a built-in one's name, the path of a jar that is no
 *     package, or {@code path.jar#name}
 * @param filters filter drivers above it, the lowest first, named likewise
 * @param hardwareId which model of the package; empty for its only one, and without a package
 * @param settings the device's settings, by name; they go before the package's
 * @param hardware where its hardware comes from
 * @param exposures how programs reach it; none if only this process is to
 * @param policy what a driver's violation of the contract does; empty for what the package says, or else to stop
 */
public record DeviceDefinition(
        DeviceName name,
        String driver,
        List<String> filters,
        String hardwareId,
        Map<String, String> settings,
        HardwareSource hardware,
        List<Exposure> exposures,
        Optional<Policy> policy) {
    public DeviceDefinition {
        filters = List.copyOf(filters);
        settings = Map.copyOf(settings);
        exposures = List.copyOf(exposures);
    }

    /** A device of drivers without a package, or of a package with one model; a violation stops it. */
    public DeviceDefinition(
            DeviceName name,
            String driver,
            List<String> filters,
            Map<String, String> settings,
            List<Exposure> exposures) {
        this(name, driver, filters, "", settings, HardwareSource.NONE, exposures, Optional.empty());
    }

    /** The same device with hardware. */
    public DeviceDefinition withHardware(HardwareSource newHardware) {
        return new DeviceDefinition(name, driver, filters, hardwareId, settings, newHardware, exposures, policy);
    }

    /** The same device with one setting more, or another value of it. */
    DeviceDefinition withSetting(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new DeviceDefinition(name, driver, filters, hardwareId, more, hardware, exposures, policy);
    }

    /** The same device from another package. */
    DeviceDefinition with(String otherDriver, String otherHardwareId) {
        return new DeviceDefinition(name, otherDriver, filters, otherHardwareId, settings, hardware, exposures, policy);
    }
}
