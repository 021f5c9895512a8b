package org.umdf4j.framework.queue;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.framework.scheduler.Gate;

/**
 * A Stop, Drain or Purge whose condition does not hold yet (table of section 7).
 *
 * @param kind which of them
 * @param callback told at the end, or null
 * @param gate opened at the end for the synchronous form, or null
 */
record QueueOperation(
        Kind kind,
        @Nullable IQueueCallbackStateChange callback,
        @Nullable Gate gate) {
    /** Whether nobody is told of its end. */
    boolean isUnobserved() {
        return callback == null && gate == null;
    }

    enum Kind {
        STOP,
        DRAIN,
        PURGE
    }
}
