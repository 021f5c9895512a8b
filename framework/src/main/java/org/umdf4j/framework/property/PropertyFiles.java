package org.umdf4j.framework.property;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where property stores are kept. Any thread; the framework never has two calls for one path under way. May block. */
public interface PropertyFiles {
    /** Keeps nothing: stores last as long as their {@link PropertyStores}. */
    PropertyFiles NONE = new PropertyFiles() {
        @Override
        public Optional<byte[]> read(List<String> path) {
            return Optional.empty();
        }

        @Override
        public void write(List<String> path, byte[] content) {
            // Whoever reads it finds nothing, which is what this object promises.
        }
    };

    /**
     * What was last written to a path; empty if nothing ever was.
     *
     * @param path names, any text, outermost first; at most {@link PropertyStores#LONGEST_NAME} characters each
     */
    Optional<byte[]> read(List<String> path) throws IOException;

    /**
     * Replaces what a path holds. Whole or not at all: whenever the process or the machine ends, the path holds what it
     * held or {@code content}; once this returns it holds {@code content} for good.
     *
     * @param content at most {@link PropertyStores#MOST_BYTES}
     */
    void write(List<String> path, byte[] content) throws IOException;
}
