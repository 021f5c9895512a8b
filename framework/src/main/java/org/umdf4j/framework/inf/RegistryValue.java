package org.umdf4j.framework.inf;

import org.umdf4j.ddi.PropVariant;

/**
 * A value that an AddReg section puts below the device's key.
 *
 * @param subkey below which key, such as {@code Device Parameters\WDF}; empty for the device's own
 * @param name its name
 * @param value a string or a 32-bit number
 */
public record RegistryValue(String subkey, String name, PropVariant value) {}
