package org.umdf4j.testkit;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.testkit.simulation.CheckFailure;
import org.umdf4j.testkit.simulation.ObjectListener;

/**
 * The objects that drivers make while they serve requests, to find those that pile up.
 *
 * <p>An object that lives until its parent goes is legal. A driver leaks if one line of it has made, below one parent other
 * than a request, more objects that were only ended by that parent's end than there ever were requests under way at one
 * time; counted is what it makes in callbacks that come with requests. So a pool that grows with the load is no leak, nor
 * is anything made while the device starts; an object made for each request and never deleted is one as soon as there have
 * been more requests than were under way together.
 */
final class ObjectCensus implements ObjectListener {
    /** The callbacks that come with requests. What is made in others is made however many requests there are. */
    private static final Set<String> SERVING = Set.of(
            "OnCreateFile",
            "OnRead",
            "OnWrite",
            "OnDeviceIoControl",
            "OnDefaultIoHandler",
            "OnStateChange",
            "OnCompletion",
            "OnCancel",
            "OnIoCanceledOnQueue",
            "OnIoStop",
            "OnIoResume",
            "OnWorkItem",
            "OnInterruptWorkItem");

    /** Objects of one kind, made by one line below one object, of which more than one may be meant. */
    private record Origin(String kind, String line, Object parent) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Origin(String otherKind, String otherLine, Object otherParent)
                    && kind.equals(otherKind)
                    && line.equals(otherLine)
                    && parent == otherParent;
        }

        @Override
        public int hashCode() {
            return 31 * line.hashCode() + System.identityHashCode(parent);
        }
    }

    private final IdentityHashMap<Object, Origin> living = new IdentityHashMap<>();
    private final Set<Object> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Origin, Integer> outlived = new LinkedHashMap<>();

    @Override
    public void created(Object object, Object parent, String callback) {
        if (SERVING.contains(firstWord(callback)) && !(parent instanceof IWDFIoRequest)) {
            living.put(object, new Origin(kind(object), line(), parent));
        }
    }

    @Override
    public void ended(Object object) {
        gone.add(object);
        Origin origin = living.remove(object);
        if (origin != null && gone.contains(origin.parent())) {
            outlived.merge(origin, 1, Integer::sum);
        }
    }

    /**
     * Fails if objects have piled up. After the drivers are unloaded, which ends every object.
     *
     * @param requests how many requests were under way at one time at most
     */
    void check(int requests) {
        outlived.forEach((origin, count) -> {
            if (count > Math.max(1, requests)) {
                throw new CheckFailure("leaked objects", found(origin, count, requests));
            }
        });
    }

    private static String found(Origin origin, int count, int requests) {
        return """
            %,d times a %s was made at %s below the %s and stayed until that ended, \
            though never more than %,d requests were under way at a time
              what to do:    Delete it when its request has ended, make it a child of the request, or use it again.\
            """.formatted(count, origin.kind(), origin.line(), origin.parent(), requests);
    }

    private static String firstWord(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    /** {@code "created request"} of {@code "r17 created request"}. */
    private static String kind(Object object) {
        return object.toString().replaceFirst("^r\\d+ ", "");
    }

    /** The line of the driver that has the framework make an object right now. */
    private static String line() {
        return StackWalker.getInstance().walk(frames -> frames.filter(frame -> !isLibrary(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("an unknown place"));
    }

    private static boolean isLibrary(String className) {
        return className.startsWith("org.umdf4j.framework.")
                || className.startsWith("java.")
                || className.startsWith("jdk.")
                || className.equals(ObjectCensus.class.getName())
                || className.startsWith(ObjectListener.class.getPackageName() + ".");
    }
}
