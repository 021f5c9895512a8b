package org.umdf4j.framework.property;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFNamedPropertyStore;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.WdfException;

/** A store as one driver has it open. Any thread. */
final class NamedStore implements IWDFNamedPropertyStore {
    private final StoredValues stored;

    /** What the user has said for this start of the device, over what is kept; the driver's word removes it. */
    private final Map<String, PropVariant> given;

    private final boolean writable;

    NamedStore(StoredValues stored, Map<String, PropVariant> given, boolean writable) {
        this.stored = stored;
        this.given = given;
        this.writable = writable;
    }

    @Override
    public Optional<PropVariant> getNamedValue(String name) {
        return Optional.ofNullable(given.get(name))
                .or(() -> Optional.ofNullable(stored.values().get(name)));
    }

    @Override
    public void setNamedValue(String name, PropVariant value) {
        requireWritable();
        PropertyStores.requireName(name);
        stored.change(values -> values.put(name, value));
        given.remove(name);
    }

    @Override
    public void deleteNamedValue(String name) {
        requireWritable();
        if (getNamedValue(name).isEmpty()) {
            throw new WdfException(HResult.ERROR_FILE_NOT_FOUND, "the property store has no value '" + name + "'");
        }
        if (stored.values().containsKey(name)) {
            stored.change(values -> values.remove(name));
        }
        given.remove(name);
    }

    @Override
    public int getNameCount() {
        return all().size();
    }

    @Override
    public String getNameAt(int index) {
        List<String> names = List.copyOf(all().keySet());
        if (index < 0 || index >= names.size()) {
            throw new WdfException(
                    HResult.E_INVALIDARG, "name " + index + " of a property store with " + names.size() + " names");
        }
        return names.get(index);
    }

    private SortedMap<String, PropVariant> all() {
        SortedMap<String, PropVariant> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(stored.values());
        all.putAll(given);
        return all;
    }

    private void requireWritable() {
        if (!writable) {
            throw new WdfException(HResult.ERROR_ACCESS_DENIED, "the property store was opened to be read only");
        }
    }
}
