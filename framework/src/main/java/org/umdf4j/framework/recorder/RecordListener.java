package org.umdf4j.framework.recorder;

/**
 * Takes every event of a device as it is recorded, none left out. Called on the thread that records, perhaps with a lock
 * of the framework held: it must not throw, block or call the framework.
 */
@FunctionalInterface
public interface RecordListener {
    /**
     * An event.
     *
     * @param label the constant part of it
     * @param first as the label's {@link Label#detail} says
     * @param second as the label's detail says
     */
    void recorded(RecordedEvent event, Label label, long first, long second);
}
