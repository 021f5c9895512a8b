package org.umdf4j.testkit;

import org.umdf4j.framework.scheduler.Gate;

/** Something that a task of its own does, begun with {@link DriverBench#begin}. */
public final class Activity {
    private final Gate ended;

    Activity(Gate ended) {
        this.ended = ended;
    }

    /** Whether it has ended. */
    public boolean isDone() {
        return ended.isOpen();
    }

    /** Blocks until it has ended. */
    public void await() {
        ended.await();
    }
}
