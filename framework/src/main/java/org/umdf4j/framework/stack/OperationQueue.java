package org.umdf4j.framework.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.recorder.Recorder;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * The operations of one stack, one at a time in the order they came (PWR-10), each under the critical-request timer. They
 * run on a thread of the scheduler, so that who asked for one can be released although a driver never returns.
 */
final class OperationQueue {
    private record Operation(
            String name, Supplier<HResult> body, Gate ended, AtomicReference<@Nullable HResult> result) {
        void end(HResult status) {
            if (result.compareAndSet(null, status)) {
                ended.open();
            }
        }
    }

    private final String role;
    private final Scheduler scheduler;
    private final CriticalTimer timer;
    private final BiConsumer<String, RuntimeException> broken;
    private final Recorder recorder;
    private final FrameworkLock lock;

    /** Operations that wait; guarded by {@link #lock}, as the two below. */
    private final Deque<Operation> waiting = new ArrayDeque<>();

    private @Nullable Operation current;
    private @Nullable HResult terminated;

    /**
     * @param broken told of an operation that threw, which none should, before the operation ends
     * @param record the device's
     */
    OperationQueue(
            String device,
            Scheduler scheduler,
            CriticalTimer timer,
            BiConsumer<String, RuntimeException> broken,
            FlightRecord record) {
        this.role = device + " operations";
        this.scheduler = scheduler;
        this.timer = timer;
        this.broken = broken;
        this.recorder = record.recorder("(stack)");
        this.lock = scheduler.newLock(role);
    }

    /** Runs {@code body} in its turn and waits for it. Any thread but the one that runs operations; no lock held. */
    HResult perform(String name, Supplier<HResult> body) {
        Operation operation = post(name, body);
        operation.ended().await();
        HResult result = operation.result().get();
        if (result == null) {
            throw new IllegalStateException(role + ": " + name + " ended without a result");
        }
        return result;
    }

    /** Runs {@code body} in its turn, without waiting. Any thread. */
    void start(String name, Supplier<HResult> body) {
        post(name, body);
    }

    private Operation post(String name, Supplier<HResult> body) {
        Operation operation =
                new Operation(name, body, scheduler.newGate(role + ": end of " + name), new AtomicReference<>());
        Optional<HResult> refused;
        boolean first = false;
        lock.lock();
        try {
            refused = Optional.ofNullable(terminated);
            if (refused.isEmpty()) {
                first = current == null && waiting.isEmpty();
                waiting.addLast(operation);
            }
        } finally {
            lock.unlock();
        }
        refused.ifPresent(operation::end);
        if (first) {
            scheduler.execute(role, this::run);
        }
        return operation;
    }

    private void run() {
        Optional<Operation> next = next();
        while (next.isPresent()) {
            Operation operation = next.get();
            HResult result = guarded(operation);
            // First the end of the run, then the news: who asks for more because of it finds no runner about to stop.
            next = next();
            operation.end(result);
        }
    }

    private HResult guarded(Operation operation) {
        timer.begin(operation.name());
        Label label = Label.of(operation.name(), Label.Detail.STATUS);
        recorder.begins(label, 0);
        HResult result = perform(operation);
        recorder.ends(label, result.value());
        timer.end();
        return result;
    }

    private HResult perform(Operation operation) {
        try {
            return operation.body().get();
        } catch (RuntimeException thrown) {
            broken.accept(operation.name(), thrown);
            return HResult.E_UNEXPECTED;
        }
    }

    private Optional<Operation> next() {
        lock.lock();
        try {
            current = waiting.pollFirst();
            return Optional.ofNullable(current);
        } finally {
            lock.unlock();
        }
    }

    /** Ends every operation, now and from now on, with {@code status}. Any thread. */
    void terminate(HResult status) {
        List<Operation> ended = new ArrayList<>();
        lock.lock();
        try {
            terminated = status;
            if (current != null) {
                ended.add(current);
            }
            ended.addAll(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        ended.forEach(operation -> operation.end(status));
    }
}
