package org.umdf4j.testkit.simulation;

import java.util.ArrayDeque;

/**
 * Whose code a task may be running: the framework's, whose accesses are reported, or a driver's or test's, which may touch
 * anything of its own. Followed by the places the task passes; where they leave a doubt the code counts as foreign.
 */
final class Code {
    /** A program's listener runs until the callback or task it runs in ends; nothing tells when it returns. */
    private static final String PROGRAM = "callback.program.completed";

    private static final int NEVER = Integer.MAX_VALUE;

    private final boolean foreignAtBottom;

    /** What the callbacks around are about, the innermost last. */
    private final ArrayDeque<Object> callbacks = new ArrayDeque<>(4);

    /** The number of callbacks around the listener that has been called, or {@link #NEVER}. */
    private int listenerAt = NEVER;

    Code(boolean foreignAtBottom) {
        this.foreignAtBottom = foreignAtBottom;
    }

    /** The task goes on from this place, which is about something. */
    void goesOnFrom(String place, Object about) {
        switch (place) {
            case "callback.begin" -> callbacks.addLast(about);
            case "callback.end" -> {
                var _ = callbacks.pollLast();
                if (callbacks.size() < listenerAt) {
                    listenerAt = NEVER;
                }
            }
            case PROGRAM -> listenerAt = Math.min(listenerAt, callbacks.size());
            default -> {}
        }
    }

    /** The innermost callback that is running, in words that begin with its name; empty for none. */
    String callback() {
        Object innermost = callbacks.peekLast();
        return innermost == null ? "" : innermost.toString();
    }

    /** Whether a driver's or test's code may run before the next scheduling point. */
    boolean mayBeForeign() {
        return foreignAtBottom || !callbacks.isEmpty() || listenerAt != NEVER;
    }
}
