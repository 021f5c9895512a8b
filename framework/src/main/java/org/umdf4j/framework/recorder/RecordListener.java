package org.umdf4j.framework.recorder;

/**
 * Takes every event of a device as it is recorded, none left out. Called on the thread that records, perhaps with a lock
 * of the framework held: it must not throw, block or call the framework.
 */
@FunctionalInterface
public interface RecordListener {
    void recorded(RecordedEvent event);
}
