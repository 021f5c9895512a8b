package org.umdf4j.framework.inf;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a section: {@code key = value, value} or {@code value, value}.
 *
 * @param at where it begins
 * @param key what stands before the equals sign; null without one
 * @param values what follows, at least one
 */
record InfEntry(InfPosition at, @Nullable InfField key, List<InfField> values) {
    InfEntry {
        values = List.copyOf(values);
    }

    /** The name of the directive; empty for a line without an equals sign. */
    String name() {
        return key == null ? "" : key.text();
    }

    /** The value at {@code index} if there is one that says something. */
    Optional<InfField> value(int index) {
        return index < values.size() && !values.get(index).text().isEmpty()
                ? Optional.of(values.get(index))
                : Optional.empty();
    }
}
