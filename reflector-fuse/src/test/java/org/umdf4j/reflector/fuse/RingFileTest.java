package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/** The same over io_uring, and what is different there. */
class RingFileTest extends DeviceFileTest {
    private static UringSwitch uring;

    @BeforeAll
    static void switchOn() throws IOException {
        uring = UringSwitch.on();
    }

    @AfterAll
    static void switchBack() throws IOException {
        if (uring != null) {
            uring.close();
        }
    }

    @Override
    FuseOptions options() {
        return super.options().withTransport(FuseTransport.URING).withMaxRequests(1);
    }

    @Test
    void driverThatKeepsRequestsNeverKeepsTheLastEntryOfAProcessor() throws Exception {
        FakePort stream = FakePort.stream("echo0");
        Path file = mount.add(stream);
        // 63 of the 64 entries are kept; each further request waits a second and fails, and those behind it come.
        Process readers =
                start("LC_ALL=C; for i in $(seq 66); do taskset -c 0 head -c4 %s & done 2>&1 | cat; wait", file);
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> output(readers));
        awaitTrue(() -> stream.waiting() == 63 && stream.opens.get() == stream.closes.get() + 63);
        shell(0, "taskset -c 0 stat %s", file);
        stream.feed("more".getBytes(StandardCharsets.UTF_8));
        String all = said.get(60, TimeUnit.SECONDS);
        assertThat(all.split("Cannot allocate memory", -1)).hasSize(3 + 1);
        assertThat(all.split("more", -1)).hasSize(63 + 1);
    }

    @Test
    void replyDoesNotWaitForACallbackThatGoesOn() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        FakePort disk = FakePort.disk("disk0", 4096).intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read) {
                output(irp).fill((byte) 'r');
                irp.end(HResult.S_OK, 512);
                awaitLatch(goOn);
            }
        });
        Path file = mount.add(disk);
        assertThat(shell(0, "dd if=%s bs=512 count=1 2>/dev/null", file)).isEqualTo("r".repeat(512));
        goOn.countDown();
    }

    @Test
    void terminatedDriverIsAnsweredForAndCannotReachTheNextRequestsData() throws Exception {
        CompletableFuture<Irp> kept = new CompletableFuture<>();
        FakePort disk = FakePort.disk("disk0", 4096).intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read && !kept.isDone()) {
                kept.complete(irp);
            }
        });
        disk.keepIntercepted(irp -> kept.isDone() && kept.join() == irp);
        Path file = mount.add(disk);
        Process reader = start("LC_ALL=C dd if=%s bs=512 count=1", file);
        MemorySegment ofTerminated = output(kept.get(20, TimeUnit.SECONDS));
        kept.get().end(HResult.STATUS_DRIVER_PROCESS_TERMINATED, 0);
        assertThat(output(reader)).contains("Software caused connection abort");
        for (int i = 0; i < 10; i++) {
            shell(0, "cmp -n 512 %s /dev/zero", file);
        }
        assertThatThrownBy(() -> ofTerminated.set(JAVA_BYTE, 0, (byte) 1)).isInstanceOf(IllegalStateException.class);
    }

    private static MemorySegment output(Irp irp) {
        return Objects.requireNonNull(irp.output());
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
