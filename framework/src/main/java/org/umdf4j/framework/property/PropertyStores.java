package org.umdf4j.framework.property;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_DISPOSITION;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * The property stores of a host: each path has one, opened by as many as like. Any thread; opening and changing may
 * block.
 */
public final class PropertyStores {
    /** Characters of a store's or a value's name. The registry allows 255 for a key. */
    public static final int LONGEST_NAME = 255;

    /** Names of a path: what a driver can make the host create is bounded in depth. */
    static final int DEEPEST_PATH = 16;

    /** Values of a store; a driver keeps settings here, not data. */
    static final int MOST_VALUES = 1024;

    /** Bytes of a whole store: each change writes all of it. */
    public static final int MOST_BYTES = 1 << 20;

    /** Stores a host opens; each is kept open until the host ends. */
    private static final int MOST_STORES = 4096;

    private final Scheduler scheduler;
    private final PropertyFiles files;
    private final Turn opening;

    /** Touched by whoever has the turn. */
    private final Map<List<String>, StoredValues> stores = new HashMap<>();

    /** @param files where those that last are kept */
    public PropertyStores(Scheduler scheduler, PropertyFiles files) {
        this.scheduler = scheduler;
        this.files = files;
        this.opening = new Turn(scheduler, "property stores");
    }

    /** A store that was opened, and whether it was there. */
    record Opened(StoredValues values, WDF_PROPERTY_STORE_DISPOSITION disposition) {}

    /** Opens a store that counts as there from the beginning. */
    StoredValues openAlways(List<String> path) {
        List<String> key = key(path);
        return opening.take(() -> found(key).orElseGet(() -> remember(key, files, empty())));
    }

    /**
     * Opens a store.
     *
     * @throws WdfException ERROR_FILE_NOT_FOUND if it is not there and not to be created, E_INVALIDARG for a path that is
     *     none, ERROR_IO_DEVICE if it cannot be read or created
     */
    Opened open(List<String> path, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags) {
        List<String> key = key(path);
        return opening.take(() -> {
            Optional<StoredValues> found = found(key);
            if (found.isPresent()) {
                return new Opened(found.get(), WDF_PROPERTY_STORE_DISPOSITION.OPENED_EXISTING_STORE);
            }
            return new Opened(create(key, flags), WDF_PROPERTY_STORE_DISPOSITION.CREATED_NEW_STORE);
        });
    }

    private StoredValues create(List<String> key, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags) {
        return switch (flags) {
            case NORMAL -> throw new WdfException(HResult.ERROR_FILE_NOT_FOUND, "there is no property store " + key);
            case CREATE_VOLATILE -> remember(key, PropertyFiles.NONE, empty());
            case CREATE_IF_MISSING -> {
                StoredValues created = new StoredValues(scheduler, files, key, empty());
                created.change(_ -> {});
                remember(key, created);
                yield created;
            }
            case RETRIEVE_FLAGS_MASK ->
                throw new WdfException(HResult.E_INVALIDARG, flags + " is no way to retrieve a property store");
        };
    }

    private Optional<StoredValues> found(List<String> key) {
        StoredValues open = stores.get(key);
        if (open != null) {
            return Optional.of(open);
        }
        try {
            Optional<byte[]> kept = files.read(key);
            return kept.isEmpty() ? Optional.empty() : Optional.of(remember(key, files, StoreText.decode(kept.get())));
        } catch (IOException failure) {
            var unusable = new WdfException(
                    HResult.ERROR_IO_DEVICE, "property store %s cannot be read: %s".formatted(key, failure));
            unusable.initCause(failure);
            throw unusable;
        }
    }

    private StoredValues remember(List<String> key, PropertyFiles keptIn, SortedMap<String, PropVariant> values) {
        StoredValues store = new StoredValues(scheduler, keptIn, key, values);
        remember(key, store);
        return store;
    }

    private void remember(List<String> key, StoredValues store) {
        if (stores.size() >= MOST_STORES) {
            throw new WdfException(
                    HResult.ERROR_NOT_ENOUGH_MEMORY, "more than " + MOST_STORES + " property stores are open");
        }
        stores.put(key, store);
    }

    private static SortedMap<String, PropVariant> empty() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    /** Names differ by more than case. */
    private static List<String> key(List<String> path) {
        if (path.size() > DEEPEST_PATH) {
            throw new WdfException(HResult.E_INVALIDARG, "a property store at depth " + path.size());
        }
        List<String> key = new ArrayList<>();
        for (String name : path) {
            requireName(name);
            key.add(name.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(key);
    }

    /** @throws WdfException E_INVALIDARG if a store or a value cannot have that name */
    static void requireName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new WdfException(
                    HResult.E_INVALIDARG,
                    "a name of a property store or value has 1 to %d characters, not %d"
                            .formatted(LONGEST_NAME, name.length()));
        }
    }
}
