package org.umdf4j.framework.inf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.framework.verifier.Policy;

/**
 * What installing a model means: a device's stack and its parameters.
 *
 * @param section the DDInstall section it comes from
 * @param filter whether the reflector is installed as a filter of another device rather than for a device of its own
 * @param stack the drivers, lowest first (UmdfServiceOrder)
 * @param directives what else [DDInstall.Wdf] says
 * @param registry the values of its AddReg sections
 */
public record DriverInstall(
        String section,
        boolean filter,
        List<DriverService> stack,
        WdfDirectives directives,
        List<RegistryValue> registry) {
    private static final List<String> POWER_DEFAULTS =
            List.of("WdfDefaultIdleInWorkingState", "WdfDefaultWakeFromSleepState");

    private static final String DEVICE_PARAMETERS = "Device Parameters";

    public DriverInstall {
        stack = List.copyOf(stack);
        registry = List.copyOf(registry);
    }

    /** The parameters for the drivers: the values of the device's key itself and of its {@code Device Parameters}. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (RegistryValue value : registry) {
            if (value.subkey().isEmpty() || value.subkey().equalsIgnoreCase(DEVICE_PARAMETERS)) {
                settings.put(value.name(), value.value().text());
            }
        }
        return settings;
    }

    /** Whether the device idles and wakes at first, as settings of the device; only what the package says. */
    public Map<String, String> powerDefaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (String name : POWER_DEFAULTS) {
            number("WDF", name).ifPresent(value -> defaults.put(name, Integer.toString(value)));
        }
        return defaults;
    }

    /** Whether violations of the contract stop the device or are only reported ({@code VerifierReportOnly}). */
    public Policy verifier() {
        return number("WUDF", "VerifierReportOnly").orElse(0) == 0 ? Policy.STOP : Policy.REPORT;
    }

    /**
     * A number for the framework, such as {@code WdfDefaultIdleInWorkingState} in {@code WDF}.
     *
     * @param subkey {@code WDF} or {@code WUDF}, with or without {@code Device Parameters} above it
     */
    public OptionalInt number(String subkey, String name) {
        return registry.stream()
                .filter(value -> value.name().equalsIgnoreCase(name))
                .filter(value -> value.subkey().equalsIgnoreCase(subkey)
                        || value.subkey().equalsIgnoreCase(DEVICE_PARAMETERS + "\\" + subkey))
                .filter(value -> value.value() instanceof PropVariant.UInt4)
                .mapToInt(value -> ((PropVariant.UInt4) value.value()).value())
                .findFirst();
    }
}
