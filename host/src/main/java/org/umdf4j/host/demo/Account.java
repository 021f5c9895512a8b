package org.umdf4j.host.demo;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What became of one device's requests, as the programs that made them saw it. Any thread. */
final class Account {
    private final LongAdder started = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder corrupt = new LongAdder();
    private final LongAdder verifiedBytes = new LongAdder();
    private final AtomicReference<String> firstProblem = new AtomicReference<>("");

    void start() {
        started.increment();
    }

    void succeed() {
        succeeded.increment();
    }

    /** Ended with an error after the device was pulled out, as it should. */
    void refuse() {
        refused.increment();
    }

    /** Ended with an error that nobody had reason to expect. */
    void fail(String what) {
        failed.increment();
        firstProblem.compareAndSet("", what);
    }

    void verify(long bytes) {
        verifiedBytes.add(bytes);
    }

    void corrupt(String what) {
        corrupt.increment();
        firstProblem.compareAndSet("", what);
    }

    long succeeded() {
        return succeeded.sum();
    }

    long refused() {
        return refused.sum();
    }

    long verifiedBytes() {
        return verifiedBytes.sum();
    }

    /** Begun and not ended. The ended ones are counted first, so that it is never negative. */
    long inFlight() {
        long ended = succeeded.sum() + refused.sum() + failed.sum();
        return started.sum() - ended;
    }

    /** Requests that failed or, when nobody is at work any more, never ended, and blocks that came back wrong. */
    long lost() {
        return failed.sum() + corrupt.sum() + inFlight();
    }

    /** The first thing that went wrong, empty if nothing did. */
    String firstProblem() {
        return firstProblem.get();
    }
}
