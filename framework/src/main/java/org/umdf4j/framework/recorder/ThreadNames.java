package org.umdf4j.framework.recorder;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the names of threads. A name, not a thread, has a number: a pooled thread is called after what it does at
 * the time, and an event must go on naming what it did then.
 */
final class ThreadNames {
    /** Device threads are few; should names be made up without end, the later ones share a number. */
    private static final int MOST = 4096;

    private static final int CACHED = 64;

    private record Known(long thread, String name, int code) {}

    /** Written without care for other threads: the entries are immutable, a lost one is looked up again. */
    private final @Nullable Known[] cache = new @Nullable Known[CACHED];

    private final ConcurrentHashMap<String, Integer> codes = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<String> names = new CopyOnWriteArrayList<>();

    ThreadNames() {
        names.add("(another thread)");
    }

    @SuppressWarnings("ReferenceEquality") // a thread hands out one String for as long as it has the name
    int codeOfCurrent() {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        int slot = (int) thread.threadId() & (CACHED - 1);
        Known known = cache[slot];
        if (known != null && known.thread == thread.threadId() && known.name == name) {
            return known.code;
        }
        int code = codeOf(name);
        cache[slot] = new Known(thread.threadId(), name, code);
        return code;
    }

    private int codeOf(String name) {
        Integer known = codes.get(name);
        if (known != null) {
            return known;
        }
        synchronized (names) {
            if (names.size() == MOST) {
                return 0;
            }
            return codes.computeIfAbsent(name, this::numbered);
        }
    }

    private int numbered(String name) {
        names.add(name.isEmpty() ? "(virtual)" : name);
        return names.size() - 1;
    }

    String name(int code) {
        return names.get(code);
    }
}
