package org.umdf4j.testkit.simulation;

/**
 * Whose code a task may be running: the framework's, whose accesses are reported, or a driver's or test's, which may touch
 * anything of its own. Followed by the places the task passes; where they leave a doubt the code counts as foreign.
 */
final class Code {
    /** A program's listener runs until the callback or task it runs in ends; nothing tells when it returns. */
    private static final String PROGRAM = "callback.program.completed";

    private static final int NEVER = Integer.MAX_VALUE;

    private final boolean foreignAtBottom;
    private int callbacks;

    /** The number of callbacks around the listener that has been called, or {@link #NEVER}. */
    private int listenerAt = NEVER;

    Code(boolean foreignAtBottom) {
        this.foreignAtBottom = foreignAtBottom;
    }

    /** The task goes on from this place. */
    void goesOnFrom(String place) {
        switch (place) {
            case "callback.begin" -> callbacks++;
            case "callback.end" -> {
                callbacks--;
                if (callbacks < listenerAt) {
                    listenerAt = NEVER;
                }
            }
            case PROGRAM -> listenerAt = Math.min(listenerAt, callbacks);
            default -> {}
        }
    }

    /** Whether a driver's or test's code may run before the next scheduling point. */
    boolean mayBeForeign() {
        return foreignAtBottom || callbacks > 0 || listenerAt != NEVER;
    }
}
