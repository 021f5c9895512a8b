package org.umdf4j.framework.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.recorder.Label.Detail;

@Timeout(60)
class FlightRecordTest {
    private static final Label PAIR = Label.of("pair of a test", Detail.STATUS_AND_BYTES);

    private final AtomicLong clock = new AtomicLong();
    private final FlightRecord record = new FlightRecord(clock::get, 8);
    private final Recorder disk = record.recorder("disk");

    @Test
    void keepsTheLastEventsInTheirOrder() {
        for (int number = 1; number <= 20; number++) {
            disk.request(Label.of("step"), number);
        }
        assertThat(record.size()).isEqualTo(20);
        assertThat(record.events()).extracting(RecordedEvent::request).containsExactly(13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(record.eventsSince(19)).extracting(RecordedEvent::sequence).containsExactly(19L, 20L);
        assertThat(record.eventsSince(21)).isEmpty();
    }

    @Test
    void saysWhatHappenedWhenAndOnWhichThread() {
        clock.set(5_000_000);
        int id = disk.newRequestId();
        disk.callbackBegins(Label.of("OnRead"), id);
        disk.call(PAIR, id, HResult.S_OK.value(), 512);
        record.recorder("filter").callbackEnds(Label.of("OnD0Entry", Detail.STATUS), HResult.S_OK);
        assertThat(record.events())
                .extracting(RecordedEvent::describe)
                .containsExactly(
                        "r1 OnRead begins",
                        "r1 pair of a test: S_OK 0x00000000, 512 bytes",
                        "OnD0Entry ends: S_OK 0x00000000");
        assertThat(record.events()).extracting(RecordedEvent::driver).containsExactly("disk", "disk", "filter");
        assertThat(record.events())
                .allSatisfy(event -> assertThat(event.thread())
                        .isEqualTo(Thread.currentThread().getName()))
                .allSatisfy(event -> assertThat(event.nanos()).isEqualTo(5_000_000));
    }

    @Test
    void keepsTheNameAThreadHadThen() {
        Thread self = Thread.currentThread();
        String before = self.getName();
        try {
            self.setName("first role");
            disk.device(Label.of("one"));
            self.setName("second role");
            disk.device(Label.of("two"));
        } finally {
            self.setName(before);
        }
        assertThat(record.events()).extracting(RecordedEvent::thread).containsExactly("first role", "second role");
    }

    @Test
    void recordsNothingWithoutCapacity() {
        var none = new FlightRecord(clock::get, 0);
        none.recorder("disk").device(Label.of("step"));
        assertThat(none.events()).isEmpty();
        assertThat(none.size()).isZero();
    }

    @Test
    void givesAListenerEveryEvent() {
        var heard = new ArrayList<RecordedEvent>();
        record.listen((event, _, _, _) -> heard.add(event));
        for (int number = 0; number < 100; number++) {
            disk.device(Label.of("step"));
        }
        record.listen(null);
        disk.device(Label.of("step"));
        assertThat(heard).extracting(RecordedEvent::sequence).hasSize(100).isSorted();
    }

    /** Every writer's two numbers belong together; a reader that mixed two events would see a pair that does not. */
    @Test
    void neverShowsHalfAnEvent() throws InterruptedException {
        var wild = new FlightRecord(clock::get, 4); // so small that writers overtake each other all the time
        var stop = new AtomicBoolean();
        List<Thread> writers = new ArrayList<>();
        for (int writer = 1; writer <= 3; writer++) {
            int own = writer;
            Recorder recorder = wild.recorder("driver " + own);
            writers.add(Thread.ofPlatform().name("writer-" + own).start(() -> {
                for (int step = 1; !stop.get(); step++) {
                    recorder.call(PAIR, own << 24 | (step & 0xFFFFFF), step, step * 31L + own);
                }
            }));
        }
        long seen = 0;
        try {
            long end = System.nanoTime() + 1_000_000_000;
            while (System.nanoTime() < end) {
                for (RecordedEvent event : wild.events()) {
                    int own = event.request() >>> 24;
                    int step = event.request() & 0xFFFFFF;
                    assertThat(event.driver()).isEqualTo("driver " + own);
                    assertThat(event.thread()).isEqualTo("writer-" + own);
                    long bytes = Long.parseLong(event.outcome().replaceAll(".*, (\\d+) bytes", "$1"));
                    assertThat((bytes - own) / 31 & 0xFFFFFF).isEqualTo(step);
                    seen++;
                }
            }
        } finally {
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
        assertThat(seen).isPositive();
        assertThat(wild.events()).isNotEmpty();
    }
}
