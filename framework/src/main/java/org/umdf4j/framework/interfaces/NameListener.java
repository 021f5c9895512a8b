package org.umdf4j.framework.interfaces;

/**
 * Hears what a {@link NameSubscription} is for. Calls come one at a time, in the order of what happened, on threads of the
 * scheduler, with no lock held; they may block, but what comes meanwhile waits.
 */
public interface NameListener {
    /** A wanted name is there. It may be gone again; then {@link #onRemoval} follows. */
    void onArrival(PresentName name);

    /** A name that had been told of is gone. */
    void onRemoval(PresentName name);

    /** A stack whose events are followed has posted one. */
    default void onEvent(StackInterfaces stack, DeviceEvent event) {}

    /** Events came faster than they were heard: the oldest of them have been left out, before the next {@link #onEvent}. */
    default void onEventsLost(long count) {}
}
