package org.umdf4j.framework.queue;

/**
 * Something a queue's event loop does. Those that happen to every request are made once for the queue: which request it
 * is about is in the {@link Turn}, so that a delivery allocates nothing.
 *
 * @param callback the driver's callback it enters, so that it needs the callback lock and makes the queue busy; empty for
 *     a step of the framework's own
 * @param delivery whether the callback is a request handler
 * @param action what to do, without the queue's lock
 */
record Step(String callback, boolean delivery, Action action) {
    /** What is done in a turn. */
    interface Action {
        void run(Turn turn);
    }

    /** A step that enters the driver. */
    static Step callback(String name, Action call) {
        return new Step(name, false, call);
    }

    /** A step that hands a request to its handler. */
    static Step delivery(String name, Action call) {
        return new Step(name, true, call);
    }

    /** A step of the framework's own. */
    static Step internal(Action action) {
        return new Step("", false, action);
    }

    boolean callsDriver() {
        return !callback.isEmpty();
    }
}
