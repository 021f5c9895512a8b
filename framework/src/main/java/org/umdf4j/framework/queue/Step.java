package org.umdf4j.framework.queue;

import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.request.WdfIoRequest;

/**
 * One thing a queue's event loop has decided to do.
 *
 * @param callback the driver's callback it enters, so that it needs the callback lock and makes the queue busy; empty for
 *     a step of the framework's own
 * @param request the request the callback is about, if any
 * @param action what to do, without the queue's lock
 * @param delivery whether the callback is a request handler
 */
record Step(String callback, @Nullable WdfIoRequest request, Runnable action, boolean delivery) {
    /** A step that enters the driver. */
    static Step callback(String name, @Nullable WdfIoRequest request, Runnable call) {
        return new Step(name, request, call, false);
    }

    /** A step that hands a request to its handler. */
    static Step delivery(String name, WdfIoRequest request, Runnable call) {
        return new Step(name, request, call, true);
    }

    /** A step of the framework's own. */
    static Step internal(Runnable action) {
        return new Step("", null, action, false);
    }

    boolean callsDriver() {
        return !callback.isEmpty();
    }

    @Override
    public String toString() {
        return request == null ? callback : callback + " of " + request;
    }

    /** The callback and its request, for a message about one that does not return. */
    String describe() {
        return request == null ? callback : callback + " for the " + request.history();
    }
}
