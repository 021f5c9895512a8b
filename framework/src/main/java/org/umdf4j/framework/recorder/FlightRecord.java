package org.umdf4j.framework.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last events of one device, always on. Any thread writes, without locks, allocation or waiting; any thread reads at
 * any time. It outlives the device's stack: what ended the device can still be read.
 *
 * <p>An event is seven words in a preallocated ring. A writer takes the next place by one atomic addition and writes its
 * words in any order. Two writers meet in a place only when one was held up for a whole turn of the ring, and a reader
 * may come while a writer writes; neither is prevented. Instead one of the words is a checksum of the others, the event's
 * number included, and a reader leaves out what does not match: it never shows half an event. That costs less than the
 * second atomic operation, or the reference stores with their collector barriers, of any scheme that excludes it.
 */
public final class FlightRecord {
    /** Enough for the whole life of the requests in flight when something breaks. */
    public static final int DEFAULT_CAPACITY = 1024;

    private static final int WORDS = 8; // one cache line, the last word unused
    private static final int CHECK = 0;
    private static final int SEQUENCE = 1;
    private static final int NANOS = 2;
    private static final int SUBJECT = 3;
    private static final int THREAD = 4;
    private static final int FIRST = 5;
    private static final int SECOND = 6;

    /** Odd and without structure, so that a mixture of two events has one chance in 2^64 to pass for one. */
    private static final long[] FACTORS = {
        0,
        0x9E3779B97F4A7C15L,
        0xC2B2AE3D27D4EB4FL,
        0x165667B19E3779F9L,
        0xD6E8FEB86659FD93L,
        0xA0761D6478BD642FL,
        0xE7037ED1A0B428DBL
    };

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final LongSupplier clock;
    private final long[] ring;
    private final int mask;
    private final AtomicLong next = new AtomicLong(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final CopyOnWriteArrayList<String> drivers = new CopyOnWriteArrayList<>();
    private final ThreadNames threads = new ThreadNames();
    private volatile @Nullable RecordListener listener;

    /** @param clock the scheduler's, in nanoseconds */
    public FlightRecord(LongSupplier clock) {
        this(clock, DEFAULT_CAPACITY);
    }

    /** @param capacity how many events are kept, a power of two; 0 for a record that records nothing */
    public FlightRecord(LongSupplier clock, int capacity) {
        if (Integer.bitCount(capacity) > 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is not a power of two");
        }
        this.clock = clock;
        this.ring = new long[capacity * WORDS];
        this.mask = capacity - 1;
    }

    /** The way for a driver's part of the device to write here. One driver of one name has one number. */
    public Recorder recorder(String driver) {
        drivers.addIfAbsent(driver);
        return new Recorder(this, drivers.indexOf(driver) & 0xFF);
    }

    /** Hands every event from now on to a listener; null for none. */
    public void listen(@Nullable RecordListener newListener) {
        listener = newListener;
    }

    /** How many events have been recorded, kept or not. */
    public long size() {
        return next.get() - 1;
    }

    int newRequestId() {
        return requests.incrementAndGet();
    }

    void add(EventKind kind, Label label, int driver, int request, long first, long second) {
        if (ring.length == 0) {
            return;
        }
        long nanos = clock.getAsLong();
        long sequence = next.getAndIncrement();
        long subject = (long) request << 32 | (long) label.code() << 16 | (long) driver << 8 | kind.ordinal();
        long thread = threads.codeOfCurrent();
        int at = (int) (sequence & mask) * WORDS;
        WORD.setOpaque(ring, at + SEQUENCE, sequence);
        WORD.setOpaque(ring, at + NANOS, nanos);
        WORD.setOpaque(ring, at + SUBJECT, subject);
        WORD.setOpaque(ring, at + THREAD, thread);
        WORD.setOpaque(ring, at + FIRST, first);
        WORD.setOpaque(ring, at + SECOND, second);
        WORD.setOpaque(ring, at + CHECK, check(sequence, nanos, subject, thread, first, second));
        RecordListener hearing = listener;
        if (hearing != null) {
            hearing.recorded(event(sequence, nanos, subject, thread, first, second), label, first, second);
        }
    }

    private static long check(long sequence, long nanos, long subject, long thread, long first, long second) {
        return sequence * FACTORS[SEQUENCE]
                + nanos * FACTORS[NANOS]
                + subject * FACTORS[SUBJECT]
                + thread * FACTORS[THREAD]
                + first * FACTORS[FIRST]
                + second * FACTORS[SECOND];
    }

    /** The events still kept, oldest first. An event being written right now may be missing. */
    public List<RecordedEvent> events() {
        return eventsSince(1);
    }

    /**
     * As {@link #events()}, from one number on.
     *
     * @param sequence the first number wanted; earlier ones that are still kept are left out
     */
    public List<RecordedEvent> eventsSince(long sequence) {
        long end = next.get();
        long begin = Math.max(Math.max(1, sequence), end - mask - 1);
        var found = new ArrayList<RecordedEvent>((int) Math.max(0, end - begin));
        for (long each = begin; each < end; each++) {
            RecordedEvent event = read(each);
            if (event != null) {
                found.add(event);
            }
        }
        return found;
    }

    private @Nullable RecordedEvent read(long sequence) {
        int at = (int) (sequence & mask) * WORDS;
        long check = word(at + CHECK);
        long nanos = word(at + NANOS);
        long subject = word(at + SUBJECT);
        long thread = word(at + THREAD);
        long first = word(at + FIRST);
        long second = word(at + SECOND);
        boolean whole =
                word(at + SEQUENCE) == sequence && check == check(sequence, nanos, subject, thread, first, second);
        return whole ? event(sequence, nanos, subject, thread, first, second) : null;
    }

    private long word(int at) {
        return (long) WORD.getOpaque(ring, at);
    }

    private RecordedEvent event(long sequence, long nanos, long subject, long thread, long first, long second) {
        Label label = Label.ofCode((int) (subject >>> 16) & 0xFFFF);
        EventKind kind = EventKind.of((int) subject & 0xFF);
        return new RecordedEvent(
                sequence,
                nanos,
                threads.name((int) thread),
                drivers.get((int) (subject >>> 8) & 0xFF),
                kind,
                label.text(),
                (int) (subject >>> 32),
                label.outcome(kind, first, second));
    }
}
