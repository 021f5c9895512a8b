package org.umdf4j.framework.irp;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that have a program's identity for one callback, OnCreateFile of an open that was sent in the program's name
 * (SND-17). Unlike OnImpersonate that callback may call the framework, and so lead to other callbacks on its thread:
 * those must not have the identity, nor the threads that are started meanwhile, which would inherit it. Any thread; an
 * identity is a property of the thread, so this is one for all.
 */
public final class LentIdentity {
    /** How many threads have one; spares all others the look into {@link #ITSELF}. */
    private static final AtomicInteger LENT = new AtomicInteger();

    /** Runs an action with the thread's own identity; null for a thread that has it. */
    private static final ThreadLocal<@Nullable Consumer<Runnable>> ITSELF = new ThreadLocal<>();

    private LentIdentity() {}

    /**
     * Runs a callback on a thread that has just been given a program's identity. What it throws passes through.
     *
     * @param asItself runs an action with the thread's own identity
     */
    public static void lend(Consumer<Runnable> asItself, Runnable callback) {
        LENT.incrementAndGet();
        ITSELF.set(asItself);
        try {
            callback.run();
        } finally {
            ITSELF.remove();
            LENT.decrementAndGet();
        }
    }

    /** Whether any thread has one: seldom, and then every thread has to look. */
    static boolean isLent() {
        return LENT.get() != 0;
    }

    /** Runs an action with the thread's own identity. What it throws passes through. */
    public static void without(Runnable action) {
        Consumer<Runnable> asItself = isLent() ? ITSELF.get() : null;
        if (asItself == null) {
            action.run();
            return;
        }
        ITSELF.remove();
        try {
            asItself.accept(action);
        } finally {
            ITSELF.set(asItself);
        }
    }

    /** As {@link #without(Runnable)}, for an action that answers something. */
    public static <T> T without(Supplier<T> action) {
        if (!isLent()) {
            return action.get();
        }
        var answer = new AtomicReference<T>();
        without(() -> answer.set(action.get()));
        return answer.get();
    }
}
