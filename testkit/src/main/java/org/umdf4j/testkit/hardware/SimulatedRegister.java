package org.umdf4j.testkit.hardware;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** One simulated register. Without hooks it keeps what is written. */
public final class SimulatedRegister {
    private final int width;
    private long value;
    private LongSupplier onRead = () -> value;
    private LongConsumer onWrite = written -> value = written;

    SimulatedRegister(int width) {
        this.width = width;
    }

    static long ones(int width) {
        return -1L >>> (64 - 8 * width);
    }

    int width() {
        return width;
    }

    /** What a read does and answers, from now on. */
    public SimulatedRegister onRead(LongSupplier action) {
        onRead = action;
        return this;
    }

    /** What a write does, from now on; it keeps nothing itself. */
    public SimulatedRegister onWrite(LongConsumer action) {
        onWrite = action;
        return this;
    }

    /** What it keeps. */
    public long value() {
        return value;
    }

    /** Changes what it keeps, as the device itself does. */
    public void set(long newValue) {
        value = newValue;
    }

    long read() {
        return onRead.getAsLong() & ones(width);
    }

    void write(long written) {
        onWrite.accept(written & ones(width));
    }
}
