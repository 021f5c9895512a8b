package org.umdf4j.host;

import java.util.List;
import java.util.Map;

/**
 * What a device is made of; enough to make it again after it was unplugged. Immutable.
 *
 * @param name the device's name
 * @param driver the function driver: a built-in one's name, a jar's path, or {@code path.jar#name}
 * @param filters filter drivers above it, the lowest first, named likewise
 * @param settings the device's settings, by name
 * @param exposures how programs reach it; none if only this process is to
 */
public record DeviceDefinition(
        DeviceName name, String driver, List<String> filters, Map<String, String> settings, List<Exposure> exposures) {
    public DeviceDefinition {
        filters = List.copyOf(filters);
        settings = Map.copyOf(settings);
        exposures = List.copyOf(exposures);
    }
}
