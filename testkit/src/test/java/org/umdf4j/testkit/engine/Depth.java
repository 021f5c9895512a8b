package org.umdf4j.testkit.engine;

/** How deep something that must not nest, or not overlap, did. */
final class Depth {
    private int now;
    private int deepest;

    /** Runs {@code action} one level further in. */
    void within(Runnable action) {
        now++;
        deepest = Math.max(deepest, now);
        try {
            action.run();
        } finally {
            now--;
        }
    }

    /** The deepest level so far; 0 if there was none. */
    int deepest() {
        return deepest;
    }
}
