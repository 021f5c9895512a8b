package org.umdf4j.framework.queue;

/**
 * One thing a queue's event loop has decided to do.
 *
 * @param callsDriver whether it enters driver code, so that it needs the callback lock and makes the queue busy
 * @param action what to do, without the queue's lock
 */
record Step(boolean callsDriver, Runnable action) {
    /** A step that enters the driver. */
    static Step callback(Runnable call) {
        return new Step(true, call);
    }

    /** A step of the framework's own. */
    static Step internal(Runnable action) {
        return new Step(false, action);
    }
}
