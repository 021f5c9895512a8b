package org.umdf4j.framework.inf;

import java.util.List;

/**
 * A section. One that occurs several times in the text is one section with the entries of all.
 *
 * @param name its name as it was first written
 * @param at where it first begins
 * @param entries its lines
 */
record InfSection(String name, InfPosition at, List<InfEntry> entries) {
    InfSection {
        entries = List.copyOf(entries);
    }
}
