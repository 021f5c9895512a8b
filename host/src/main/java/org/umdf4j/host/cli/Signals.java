package org.umdf4j.host.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGINT, SIGTERM and SIGHUP for a process that wants to end in order: the first one ends {@link #await}, the second one
 * runs an emergency exit. Installed once, by the main thread.
 *
 * <p>A shutdown hook would not do: once it runs, the JVM takes no second signal, and an impatient user has to kill us,
 * which leaves mounts behind.
 */
final class Signals {
    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private final CountDownLatch first = new CountDownLatch(1);
    private final AtomicInteger received = new AtomicInteger();
    private final Runnable emergency;

    private Signals(Runnable emergency) {
        this.emergency = emergency;
    }

    /** From now on signals come here. {@code emergency} must end the process. */
    static Signals install(Runnable emergency) {
        Signals signals = new Signals(emergency);
        for (String name : ENDING) {
            signals.handle(name);
        }
        return signals;
    }

    /** Blocks until the first signal. */
    void await() throws InterruptedException {
        first.await();
    }

    /** Blocks until the first signal or until the time has passed; whether there was a signal. */
    boolean await(long time, TimeUnit unit) throws InterruptedException {
        return first.await(time, unit);
    }

    private void received() {
        if (received.incrementAndGet() == 1) {
            first.countDown();
        } else {
            emergency.run();
        }
    }

    /**
     * The JDK has no supported way to handle a signal; sun.misc.Signal of module jdk.unsupported is the one it says will
     * stay until there is. By reflection, because javac's warning about it cannot be silenced any other way.
     */
    private void handle(String name) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() != Object.class) {
                            received();
                        }
                        return null;
                    });
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            handle.invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
        } catch (InvocationTargetException taken) {
            // -Xrs or nohup keep a signal for themselves; the others still work.
            System.getLogger(Signals.class.getName()).log(System.Logger.Level.DEBUG, "SIG" + name, taken.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal", impossible);
        }
    }
}
