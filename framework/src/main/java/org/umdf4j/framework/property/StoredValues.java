package org.umdf4j.framework.property;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * The values of one store, shared by all who have it open. Reading takes no lock and sees whole changes; a change is kept
 * before anybody sees it. Any thread.
 */
final class StoredValues {
    private final Scheduler scheduler;
    private final PropertyFiles files;
    private final List<String> path;
    private final Turn changes;

    /** Replaced by whoever has the turn, never changed. */
    private volatile SortedMap<String, PropVariant> values;

    /** @param files where changes are kept; {@link PropertyFiles#NONE} for a volatile store */
    StoredValues(Scheduler scheduler, PropertyFiles files, List<String> path, SortedMap<String, PropVariant> values) {
        this.scheduler = scheduler;
        this.files = files;
        this.path = path;
        this.changes = new Turn(scheduler, "store " + path);
        this.values = Collections.unmodifiableSortedMap(values);
        scheduler.access(this, /* write= */ true);
    }

    SortedMap<String, PropVariant> values() {
        scheduler.access(this, /* write= */ false);
        return values;
    }

    /**
     * Changes the values.
     *
     * @param change gets a copy; may throw, and then nothing changes
     * @throws WdfException ERROR_NOT_ENOUGH_MEMORY if they get too many or too large, ERROR_IO_DEVICE if they cannot be
     *     kept; nothing has changed then
     */
    void change(Consumer<SortedMap<String, PropVariant>> change) {
        changes.take(() -> {
            SortedMap<String, PropVariant> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(values);
            change.accept(copy);
            keep(copy);
            scheduler.access(this, /* write= */ true);
            values = Collections.unmodifiableSortedMap(copy);
            return copy;
        });
    }

    private void keep(SortedMap<String, PropVariant> changed) {
        byte[] content = StoreText.encode(changed);
        if (changed.size() > PropertyStores.MOST_VALUES || content.length > PropertyStores.MOST_BYTES) {
            throw new WdfException(
                    HResult.ERROR_NOT_ENOUGH_MEMORY,
                    "a property store has at most %d values and %d bytes"
                            .formatted(PropertyStores.MOST_VALUES, PropertyStores.MOST_BYTES));
        }
        try {
            files.write(path, content);
        } catch (IOException failure) {
            var unusable = new WdfException(
                    HResult.ERROR_IO_DEVICE, "property store %s cannot be kept: %s".formatted(path, failure));
            unusable.initCause(failure);
            throw unusable;
        }
    }
}
