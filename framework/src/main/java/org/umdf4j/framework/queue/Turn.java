package org.umdf4j.framework.queue;

import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.request.WdfIoRequest;

/**
 * What one thread does in a queue's event loop now. Filled, linked and emptied under the queue's lock; in between it is
 * its thread's. The loop uses it again afterwards.
 */
final class Turn {
    private static final Step NOTHING = Step.internal(_ -> {});

    private Step step = NOTHING;
    private @Nullable WdfIoRequest request;

    /** Whose turn it is, and the next one in the same list of the {@link EventLoop}; guarded by the queue's lock. */
    @Nullable
    Thread thread;

    @Nullable
    Turn next;

    /** Makes it a turn of a step about no request; always true. */
    boolean takes(Step newStep) {
        step = newStep;
        return true;
    }

    /** Makes it a turn of a step about a request; always true. */
    boolean takes(Step newStep, WdfIoRequest about) {
        step = newStep;
        request = about;
        return true;
    }

    /** The turn is over. */
    void clear() {
        step = NOTHING;
        request = null;
        thread = null;
    }

    Step step() {
        return step;
    }

    /** The request the step is about; only of a step that is about one. */
    WdfIoRequest request() {
        WdfIoRequest about = request;
        if (about == null) {
            throw new IllegalStateException("this turn is about no request");
        }
        return about;
    }

    void run() {
        step.action().run(this);
    }

    @Override
    public String toString() {
        return request == null ? step.callback() : step.callback() + " of " + request;
    }

    /** The callback and its request, for a message about one that does not return. */
    String describe() {
        return request == null ? step.callback() : step.callback() + " for the " + request.history();
    }
}
