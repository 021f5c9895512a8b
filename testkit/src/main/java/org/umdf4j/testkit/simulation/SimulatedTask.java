package org.umdf4j.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One simulated thread. Its state belongs to whoever holds the baton; the baton's semaphore publishes it. */
final class SimulatedTask {
    static final Waiting NOTHING = new Waiting.Nothing();

    private static final int STACK_FRAMES_SHOWN = 14;

    final int id;
    final String name;
    final Thread thread;
    final List<SimulatedLock> held = new ArrayList<>();
    Waiting waiting = NOTHING;
    String place = "start";
    long lastStep;

    private final Semaphore baton = new Semaphore(0);

    SimulatedTask(int id, String name, long step, Runnable body) {
        this.id = id;
        this.name = name;
        this.lastStep = step;
        this.thread = Thread.ofPlatform()
                .name("simulated-" + id + "-" + name)
                .daemon(true)
                .unstarted(body);
    }

    /** Lets the task run. */
    void giveBaton() {
        baton.release();
    }

    /** Called by the task itself: blocks until it may run. */
    void awaitBaton() {
        baton.acquireUninterruptibly();
    }

    /** Several lines on where the task stands. */
    String describe() {
        String locks = held.isEmpty() ? "" : ", holds " + held;
        String stack = Stream.of(thread.getStackTrace())
                .dropWhile(SimulatedTask::isMachinery)
                .limit(STACK_FRAMES_SHOWN)
                .map(frame -> "\n        at " + frame)
                .collect(Collectors.joining());
        return "    task " + id + " '" + name + "' " + waiting.describe() + locks + " at " + place + stack;
    }

    private static boolean isMachinery(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.")
                || frame.getClassName().startsWith("jdk.")
                || frame.getClassName().startsWith(SimulatedTask.class.getPackageName());
    }
}
