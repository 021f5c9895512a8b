package org.umdf4j.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One simulated thread. Its state belongs to whoever holds the baton, which publishes it. */
final class SimulatedTask {
    static final Waiting NOTHING = new Waiting.Nothing();

    /** Where a task stands that may begin at any time. */
    static final String ANY_TIME = "any time";

    private static final int STACK_FRAMES_SHOWN = 14;

    final int id;
    final String path;
    final String name;
    final Thread thread;
    final Code code;
    final List<SimulatedLock> held = new ArrayList<>();
    volatile Waiting waiting = NOTHING;
    String place = "start";
    Object about = "";
    long lastStep;

    /** Whether it may begin at any time but need not before time passes. */
    boolean anyTime;

    /** Whether it is past the driver's lock it waited for and at a scheduling point again. */
    volatile boolean arrived;

    private int children;
    private int objects;
    private volatile boolean baton;

    /** A platform thread that knows its task. */
    static final class PlatformThread extends Thread {
        private final SimulatedTask task;

        PlatformThread(SimulatedTask task, String name, Runnable body) {
            super(null, body, name, 0, /* inheritInheritableThreadLocals= */ false);
            this.task = task;
            setDaemon(true); // a circle of monitors holds its threads for ever
        }

        SimulatedTask task() {
            return task;
        }
    }

    /** @param foreign whether its outermost code is the test's or a driver's */
    SimulatedTask(int id, String path, String name, boolean foreign, long step, Runnable body, Threads threads) {
        this.id = id;
        this.path = path;
        this.name = name;
        this.code = new Code(foreign);
        this.lastStep = step;
        String threadName = "simulated-" + id + "-" + name;
        this.thread = switch (threads) {
            case VIRTUAL -> Thread.ofVirtual().name(threadName).unstarted(body);
            case PLATFORM -> new PlatformThread(this, threadName, body);
        };
    }

    /** A path for a task that this one begins. */
    String newChild() {
        return path + "." + children++;
    }

    /** A name for an object that this task makes. */
    String newObject() {
        return path + "#" + objects++;
    }

    /** Lets the task run. */
    void giveBaton() {
        baton = true;
        LockSupport.unpark(thread);
    }

    /** Called by the task itself: blocks until it may run. */
    void awaitBaton() {
        boolean interrupted = false;
        while (!baton) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        baton = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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

    static boolean isMachinery(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.")
                || frame.getClassName().startsWith("jdk.")
                || frame.getClassName().startsWith(SimulatedTask.class.getPackageName());
    }
}
