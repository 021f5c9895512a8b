package org.umdf4j.host.system;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostedDevice;

/**
 * Suspends and resumes a device again and again, on a thread of its own, each time in the midst of its work: it lets some
 * requests through in between, and resumes when one waits. Ends with {@link #close}, the device awake.
 */
final class Suspender implements AutoCloseable {
    /** How long to wait for a load that may be pausing. */
    private static final long PATIENCE_NANOS = 20_000_000;

    private static final int REQUESTS_BETWEEN = 8;

    private final HostedDevice device;
    private final AtomicInteger cycles = new AtomicInteger();
    private final AtomicReference<@Nullable HostException> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stop;

    Suspender(HostedDevice device) {
        this.device = device;
        this.thread = Thread.ofPlatform().name("suspender of " + device.name()).start(this::run);
    }

    private void run() {
        try {
            while (!stop) {
                long before = tally(device).completed();
                Eventually.within(PATIENCE_NANOS, () -> stop || tally(device).completed() > before + REQUESTS_BETWEEN);
                device.suspend();
                Eventually.within(PATIENCE_NANOS, () -> stop || tally(device).stored() > 0);
                device.resume();
                cycles.incrementAndGet();
            }
        } catch (HostException refused) {
            failure.set(refused);
        }
    }

    /** How often the device has slept and woken so far. */
    int cycles() {
        return cycles.get();
    }

    /** Waits for so many cycles; fails if the device refuses one. */
    void await(int wanted) throws HostException {
        Eventually.is(
                () -> cycles() + " of " + wanted + " suspends", () -> cycles() >= wanted || failure.get() != null);
        rethrow();
    }

    /** What has become of the requests of a device, over all its drivers. */
    static RequestTally tally(HostedDevice device) {
        return device.status().stream()
                .flatMap(status -> status.drivers().stream())
                .map(driver -> driver.tally())
                .reduce(RequestTally.NONE, RequestTally::plus);
    }

    /** @throws HostException if a suspend or resume failed */
    @Override
    public void close() throws HostException {
        stop = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    private void rethrow() throws HostException {
        HostException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
