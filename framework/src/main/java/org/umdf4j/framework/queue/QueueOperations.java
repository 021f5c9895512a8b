package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.queue.QueueOperation.Kind;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.Gate;

/**
 * A driver's Start, Stop, Drain and Purge of one queue, and the wait of its deletion (section 7, Q-13). What has begun is
 * finished by the queue's event loop when its condition holds.
 */
final class QueueOperations {
    private final WdfIoQueue queue;
    private final QueueContents contents;
    private final DriverCalls calls;
    private final EventLoop loop;

    /** The Stop, Drain or Purge in progress: one at a time (SDP-3). */
    @GuardedBy("contents.lock")
    private @Nullable QueueOperation operation;

    /** Opened when the deleted queue is empty. */
    @GuardedBy("contents.lock")
    private @Nullable Gate emptied;

    QueueOperations(WdfIoQueue queue, QueueContents contents, DriverCalls calls, EventLoop loop) {
        this.queue = queue;
        this.contents = contents;
        this.calls = calls;
        this.loop = loop;
    }

    /** SDP-6. */
    void start() {
        contents.lock.lock();
        try {
            contents.accepts = !contents.shutDown;
            contents.dispatches = true;
            contents.purging = contents.shutDown;
            contents.readyDue = true;
        } finally {
            contents.lock.unlock();
        }
        record("start of ");
        loop.run(/* arrival= */ false);
    }

    /** Begins an operation whose end {@code callback} hears, if there is one. */
    void begin(Kind kind, @Nullable IQueueCallbackStateChange callback) {
        begin(new QueueOperation(kind, callback, null));
    }

    /** Begins an operation and waits for its end (SDP-7). */
    void beginAndWait(Kind kind) {
        Gate done = gate(kind + " complete");
        begin(new QueueOperation(kind, null, done));
        done.await();
    }

    private Gate gate(String event) {
        return calls.scheduler().newGate(queue.name() + ": " + event);
    }

    private void begin(QueueOperation begun) {
        if (queue.isDeleted()) {
            openGate(begun.gate());
            throw deleted(begun);
        }
        var toEnd = new ArrayList<WdfIoRequest>();
        QueueOperation unfinished;
        boolean over;
        contents.lock.lock();
        try {
            over = contents.terminated;
            unfinished = unfinishedLocked();
            if (unfinished == null && !over) {
                operation = begun;
                closeGatesLocked(begun.kind(), toEnd);
            }
        } finally {
            contents.lock.unlock();
        }
        if (over) {
            openGate(begun.gate());
            return;
        }
        if (unfinished != null) {
            throw overlap(begun, unfinished);
        }
        record(begun.kind() + " of ");
        toEnd.forEach(QueueContents::endAborted);
        loop.run(/* arrival= */ false);
    }

    private void record(String operation) {
        calls.recorder().call(Label.of(operation + queue.name()), 0);
    }

    /** The operation in progress. One that nobody is told of is over when its condition holds (SDP-4). */
    @GuardedBy("contents.lock")
    private @Nullable QueueOperation unfinishedLocked() {
        QueueOperation present = operation;
        boolean over = present != null && present.isUnobserved() && isDoneLocked(present);
        return over ? null : present;
    }

    @GuardedBy("contents.lock")
    private void closeGatesLocked(Kind kind, List<WdfIoRequest> toEnd) {
        switch (kind) {
            case STOP -> {
                contents.accepts = !contents.shutDown;
                contents.dispatches = false;
            }
            case DRAIN -> contents.accepts = false;
            case PURGE -> contents.purge(toEnd);
        }
    }

    private RuntimeException deleted(QueueOperation begun) {
        return calls.verifier()
                .violation(
                        "OBJ-2",
                        "IWDFIoQueue." + begun.kind(),
                        "the driver called %s on %s, which has been deleted".formatted(begun.kind(), queue.name()),
                        "Give up every reference to a queue when it is deleted, or when its device is.",
                        "no request");
    }

    private RuntimeException overlap(QueueOperation begun, QueueOperation unfinished) {
        return calls.verifier()
                .violation(
                        "SDP-3",
                        "IWDFIoQueue." + begun.kind(),
                        "the driver called %s on %s while a %s of it was not complete"
                                .formatted(begun.kind(), queue.name(), unfinished.kind()),
                        "Wait for the completion of one Stop, Drain or Purge before the next.",
                        "no request");
    }

    /** The condition of the table of section 7. */
    @GuardedBy("contents.lock")
    private boolean isDoneLocked(QueueOperation begun) {
        return switch (begun.kind()) {
            case STOP -> contents.owned.isEmpty() && loop.isQuietLocked();
            case DRAIN, PURGE -> contents.isEmpty();
        };
    }

    /** Whether an operation's completion callback is due. The queue's lock is held. */
    @SuppressWarnings("GuardedBy") // the queue holds the same lock; the checker cannot know
    boolean isCallbackDueLocked() {
        QueueOperation begun = operation;
        return begun != null && begun.callback() != null && isDoneLocked(begun);
    }

    /** Takes the end of an operation or of a deletion's wait; false if there is none now. The queue's lock is held. */
    @SuppressWarnings("GuardedBy") // the queue holds the same lock; the checker cannot know
    boolean nextLocked(Turn turn) {
        QueueOperation done = operation;
        if (done != null && isDoneLocked(done)) {
            operation = null;
            return turn.takes(finish(done));
        }
        Gate gone = emptied;
        if (gone != null && contents.isEmpty()) {
            emptied = null;
            return turn.takes(Step.internal(_ -> gone.open()));
        }
        return false;
    }

    private Step finish(QueueOperation done) {
        IQueueCallbackStateChange callback = done.callback();
        if (callback == null) {
            return Step.internal(_ -> openGate(done.gate()));
        }
        return Step.callback(
                "OnStateChange",
                _ -> calls.call(
                        "OnStateChange",
                        () -> callback.onStateChange(queue, queue.getState().flags())));
    }

    /** Blocks until the queue, which accepts nothing more, is empty. */
    void awaitEmpty() {
        Gate gone = gate("the driver owns no request of the deleted queue");
        boolean over;
        contents.lock.lock();
        try {
            over = contents.terminated || contents.isEmpty();
            emptied = over ? null : gone;
        } finally {
            contents.lock.unlock();
        }
        if (over) {
            gone.open();
        }
        loop.run(/* arrival= */ false);
        gone.await();
    }

    /** Nobody waits any more: what is to be opened after the lock. The queue's lock is held. */
    @SuppressWarnings("GuardedBy") // the queue holds the same lock; the checker cannot know
    void abandonLocked(List<Gate> gates) {
        QueueOperation unfinished = operation;
        if (unfinished != null && unfinished.gate() != null) {
            gates.add(unfinished.gate());
        }
        if (emptied != null) {
            gates.add(emptied);
        }
        operation = null;
        emptied = null;
    }

    private static void openGate(@Nullable Gate gate) {
        if (gate != null) {
            gate.open();
        }
    }
}
