package org.umdf4j.framework.device;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFNamedPropertyStore;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.WdfException;

/** A device's property store, filled with the settings the user gave it. Kept in memory. Any thread. */
final class SettingsPropertyStore implements IWDFNamedPropertyStore {
    private final ConcurrentSkipListMap<String, PropVariant> values = new ConcurrentSkipListMap<>();

    SettingsPropertyStore(Map<String, String> settings) {
        settings.forEach((name, value) -> values.put(name, PropVariant.of(value)));
    }

    @Override
    public Optional<PropVariant> getNamedValue(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public void setNamedValue(String name, PropVariant value) {
        values.put(name, value);
    }

    @Override
    public int getNameCount() {
        return values.size();
    }

    @Override
    public String getNameAt(int index) {
        List<String> names = List.copyOf(values.keySet());
        if (index < 0 || index >= names.size()) {
            throw new WdfException(
                    HResult.E_INVALIDARG, "name " + index + " of a property store with " + names.size() + " names");
        }
        return names.get(index);
    }
}
