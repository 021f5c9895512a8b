package org.umdf4j.host.jfr;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.umdf4j.framework.recorder.FlightRecord;

/**
 * Puts what the devices of a host record into the JDK's flight recorder, {@code org.umdf4j.*}, while it records. As long
 * as it does not, nothing listens and no event class is loaded. Any thread.
 */
public final class FlightRecorderBridge implements AutoCloseable {
    private final Map<FlightRecord, String> devices = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final FlightRecorderListener listener = new FlightRecorderListener() {
        @Override
        public void recordingStateChanged(Recording recording) {
            follow();
        }
    };

    /** Whether the devices' records are listened to; guarded by {@link #lock}. */
    private boolean listening;

    /** A bridge that listens to the flight recorder, if this Java has one. */
    public FlightRecorderBridge() {
        if (FlightRecorder.isAvailable()) {
            FlightRecorder.addListener(listener);
            follow();
        }
    }

    /** A device's record, from now on. */
    public void add(String device, FlightRecord record) {
        lock.lock();
        try {
            devices.put(record, device);
            if (listening) {
                record.listen(new DeviceEvents(device));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The device is gone. */
    public void remove(FlightRecord record) {
        lock.lock();
        try {
            devices.remove(record);
            record.listen(null);
        } finally {
            lock.unlock();
        }
    }

    /** Listens to the devices if anything records, otherwise not. */
    private void follow() {
        lock.lock();
        try {
            boolean wanted = isRecording();
            if (wanted != listening) {
                listening = wanted;
                devices.forEach((record, device) -> record.listen(wanted ? new DeviceEvents(device) : null));
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isRecording() {
        return FlightRecorder.isInitialized()
                && FlightRecorder.getFlightRecorder().getRecordings().stream()
                        .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
    }

    /** Listens to nothing any more. */
    @Override
    public void close() {
        if (FlightRecorder.isAvailable()) {
            FlightRecorder.removeListener(listener);
        }
        lock.lock();
        try {
            devices.keySet().forEach(record -> record.listen(null));
            devices.clear();
        } finally {
            lock.unlock();
        }
    }
}
