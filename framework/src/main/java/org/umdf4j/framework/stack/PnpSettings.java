package org.umdf4j.framework.stack;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.umdf4j.ddi.WDF_TRI_STATE;

/**
 * What a driver has said of its device to the Plug and Play manager, for people and scripts; only what it has not left at
 * the default. Immutable.
 *
 * @param state the properties in effect, since CommitPnpState (DEV-1), by their name in WDF_PNP_STATE
 * @param capabilities those of SetPnpCapability (DEV-5), by their name in WDF_PNP_CAPABILITY
 */
public record PnpSettings(Map<String, Boolean> state, Map<String, Boolean> capabilities) {
    /** Nothing said. */
    public static final PnpSettings NONE = new PnpSettings(Map.of(), Map.of());

    public PnpSettings {
        state = Collections.unmodifiableMap(new TreeMap<>(state));
        capabilities = Collections.unmodifiableMap(new TreeMap<>(capabilities));
    }

    /** Of what a driver has set, that which is not the default, by name. */
    public static Map<String, Boolean> said(Map<? extends Enum<?>, WDF_TRI_STATE> set) {
        Map<String, Boolean> said = new TreeMap<>();
        set.forEach((what, value) -> {
            if (value != WDF_TRI_STATE.USE_DEFAULT) {
                said.put(what.name(), value == WDF_TRI_STATE.TRUE);
            }
        });
        return said;
    }
}
