package org.umdf4j.framework.inf;

/**
 * A place in an INF.
 *
 * @param file the INF's name, for people
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record InfPosition(String file, int line, int column) {
    /** As compilers write it: {@code meter.inf:12:5}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
