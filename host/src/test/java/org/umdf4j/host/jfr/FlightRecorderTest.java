package org.umdf4j.host.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.recorder.Recorder;
import org.umdf4j.host.DeviceDefinition;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.DriverHost;
import org.umdf4j.host.HostObserver;
import org.umdf4j.host.HostedDevice;

/** A recording of a real run, read back as the JDK's tools read it. */
@Timeout(60)
class FlightRecorderTest {
    @TempDir
    Path directory;

    private final DriverHost host = new DriverHost(HostObserver.NONE);

    @AfterEach
    void end() {
        host.close();
    }

    @Test
    void aRecordingHasTheLifeOfEachRequestAndTheDevicesSteps() throws Exception {
        HostedDevice disk = disk("disk");
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.enable("org.umdf4j.Callback").withThreshold(Duration.ZERO);
            recording.start();
            use(disk);
            disk.suspend();
            disk.resume();
            events = stopped(recording);
        }
        RecordedEvent write = only(events, "org.umdf4j.Request", "type", "WRITE");
        assertThat(write.getString("device")).isEqualTo("disk");
        assertThat(write.getString("driver")).isEqualTo("disk");
        assertThat(write.getString("queue")).isNotBlank();
        assertThat(write.getString("status")).isEqualTo(HResult.S_OK.toString());
        assertThat(write.getLong("bytes")).isEqualTo(512);
        assertThat(write.getDuration()).isPositive();
        assertThat(write.getStackTrace()).isNull();

        RecordedEvent handler = named(events, "org.umdf4j.Callback").stream()
                .filter(callback -> callback.getInt("request") == write.getInt("request"))
                .findFirst()
                .orElseThrow();
        assertThat(handler.getString("callback")).isEqualTo("OnDefaultIoHandler");
        assertThat(handler.getStartTime()).isBetween(write.getStartTime().minusMillis(1), write.getEndTime());

        RecordedEvent suspend = only(events, "org.umdf4j.Operation", "operation", "the suspend");
        assertThat(suspend.getString("status")).isEqualTo(HResult.S_OK.toString());
        assertThat(named(events, "org.umdf4j.Transition"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getStartTime()).isAfterOrEqualTo(write.getStartTime()));
        assertThat(named(events, "org.umdf4j.StopRound"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getLong("ownedBefore")).isZero());
    }

    @Test
    void aViolationHasTheStackItHappenedOn() throws Exception {
        FlightRecord record = new FlightRecord(System::nanoTime);
        Recorder driver = record.recorder("broken");
        List<RecordedEvent> events;
        try (FlightRecorderBridge bridge = new FlightRecorderBridge();
                Recording recording = new Recording()) {
            bridge.add("device", record);
            recording.start();
            driver.violation("REQ-6", 17);
            events = stopped(recording);
        }
        RecordedEvent violation = only(events, "org.umdf4j.Violation", "rule", "REQ-6");
        assertThat(violation.getString("driver")).isEqualTo("broken");
        assertThat(violation.getInt("request")).isEqualTo(17);
        assertThat(violation.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getName().equals("aViolationHasTheStackItHappenedOn"));
    }

    @Test
    void nothingIsHeardWithoutARecording() throws Exception {
        HostedDevice disk = disk("quiet");
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.start();
            events = stopped(recording);
        }
        use(disk);
        try (Recording second = new Recording()) {
            second.enable("org.umdf4j.Callback").withThreshold(Duration.ZERO);
            second.start();
            events.addAll(stopped(second));
        }
        assertThat(events).noneMatch(event -> event.getEventType().getName().startsWith("org.umdf4j."));
    }

    @Test
    void everyEventTypeIsLabelled() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            use(disk("labelled"));
        }
        List<EventType> ours = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().startsWith("org.umdf4j."))
                .toList();
        assertThat(ours).extracting(EventType::getName).contains("org.umdf4j.Request", "org.umdf4j.Callback");
        assertThat(ours).allSatisfy(type -> {
            assertThat(type.getLabel()).isNotBlank();
            assertThat(type.getDescription()).isNotBlank();
            assertThat(type.getCategoryNames()).containsExactly("umdf4j");
            assertThat(type.getFields()).allSatisfy(field -> assertThat(field.getLabel())
                    .as(type.getName() + "." + field.getName())
                    .isNotBlank());
        });
    }

    private HostedDevice disk(String name) throws Exception {
        return host.add(
                new DeviceDefinition(DeviceName.parse(name), "disk", List.of(), Map.of("size", "1M"), List.of()));
    }

    private void use(HostedDevice disk) {
        try (Arena arena = Arena.ofShared();
                DeviceFile file = DeviceFile.open(disk.port().orElseThrow(), host.scheduler())) {
            MemorySegment sector = arena.allocate(512);
            assertThat(file.write(sector, 0).information()).isEqualTo(512);
            assertThat(file.read(sector, 0).information()).isEqualTo(512);
        }
    }

    private List<RecordedEvent> stopped(Recording recording) throws Exception {
        recording.stop();
        Path file = directory.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static RecordedEvent only(List<RecordedEvent> events, String type, String field, String value) {
        List<RecordedEvent> found = named(events, type).stream()
                .filter(event -> event.getString(field).equals(value))
                .toList();
        assertThat(found)
                .as(() -> type + " with " + field + " " + value + " in " + named(events, type))
                .hasSize(1);
        return found.getFirst();
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }
}
