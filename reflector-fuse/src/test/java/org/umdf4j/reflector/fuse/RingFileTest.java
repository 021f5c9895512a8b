package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.linux.Linux;

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
    void requestThatNeedsTheLastEntryFailsAfterASecondThoughNothingElseHappens() throws Exception {
        FakePort stream = FakePort.stream("echo0");
        Path file = mount.add(stream);
        Process late = start(
                "exec taskset -c 0 python3 -c \"import os,sys;f=os.open('%s',os.O_RDONLY);print('open',flush=True);"
                        + "sys.stdin.readline();os.read(f,4)\"",
                file);
        BufferedReader said = late.inputReader();
        assertThat(said.readLine()).isEqualTo("open");
        Process readers = start("for i in $(seq 63); do taskset -c 0 head -c4 %s & done; wait", file);
        awaitTrue(() -> stream.waiting() == 63);
        awaitTrue(() -> threads("umdf4j-fuse-watch").allMatch(watch -> watch.getState() == Thread.State.WAITING));
        late.outputWriter().append('\n').flush();
        assertThat(said.lines()).last().asString().contains("Cannot allocate memory");
        assertThat(threads("umdf4j-fuse-ring-0-")).as("no thread helps here").hasSizeLessThan(5);
        stream.feed("more".getBytes(StandardCharsets.UTF_8));
        assertThat(readers.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** As long as a disk takes: no callback outlasts a look of the watch. */
    @Test
    void callbacksThatBlockForShortRunBesideEachOther() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        FakePort disk = FakePort.disk("disk0", 1 << 20).intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                LockSupport.parkNanos(1_000_000);
                inside.decrementAndGet();
            }
        });
        Path file = mount.add(disk);
        Process readers = start(
                "for i in $(seq 8); do (while [ -e %s ]; do taskset -c 0 dd if=%s of=/dev/null bs=4k iflag=direct"
                        + " 2>/dev/null; done) & done; wait",
                file, file);
        awaitTrue(() -> most.get() >= 3);
        disk.unplug();
        assertThat(readers.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void terminatedDriverThatIsInASystemCallHoldsUpNobodyElse() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Irp> kept = new CompletableFuture<>();
        FakePort disk = FakePort.disk("disk0", 1 << 20).intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read read && read.offset() == 4096) {
                kept.complete(irp);
            } else if (irp.parameters() instanceof IrpParameters.Read read && read.offset() == 8192) {
                awaitLatch(goOn);
            }
        });
        disk.keepIntercepted(irp -> kept.isDone() && kept.join() == irp);
        Path file = mount.add(disk);
        String read = "LC_ALL=C taskset -c 0 dd if=%s of=/dev/null bs=4096 skip=%d count=1 iflag=direct";
        Process reader = start(read, file, 1);
        MemorySegment memory = output(kept.get(20, TimeUnit.SECONDS));
        int event = Linux.eventfd();
        CompletableFuture<Integer> driversThread = new CompletableFuture<>();
        CompletableFuture<Long> systemCall = CompletableFuture.supplyAsync(() -> {
            driversThread.complete(Linux.gettid());
            return Linux.read(event, memory, memory.byteSize());
        });
        int threadId = driversThread.get();
        awaitTrue(() -> ThreadState.isAsleep(threadId));
        kept.get().end(HResult.STATUS_DRIVER_PROCESS_TERMINATED, 0);
        Process blocked = start(read, file, 2);
        shell(0, read, file, 3);
        goOn.countDown();
        assertThat(blocked.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(reader.isAlive()).as("its memory is in use").isTrue();
        Linux.eventfd_write(event);
        assertThat(systemCall.get(20, TimeUnit.SECONDS)).isEqualTo(8);
        assertThat(output(reader)).contains("Software caused connection abort");
        Linux.close(event);
    }

    /** A server's thread still is in the kernel when Java has forgotten it, and with it the entries that it gave there. */
    @Test
    void noServerIsInTheKernelWhenTheRingsMemoryGoes() throws Exception {
        mount.close();
        for (int i = 0; i < 20; i++) {
            try (FuseMount another = FuseMount.mount(base.resolve("another"), options())) {
                assertThat(kernelThreadNames()).anyMatch(RingFileTest::isServer);
                shell(0, "cmp -n 512 %s /dev/zero", another.add(FakePort.disk("disk0", 4096)));
            }
            assertThat(kernelThreadNames()).noneMatch(RingFileTest::isServer);
        }
    }

    /** The kernel keeps 15 characters of a thread's name. */
    private static boolean isServer(String kernelThreadName) {
        return kernelThreadName.equals("umdf4j-fuse-rin");
    }

    /** The kernel lets the first request in while the last queue's entries are still being given to it. */
    @Test
    void requestThatWaitsForTheMountIsServed() throws Exception {
        mount.close();
        for (int i = 0; i < 20; i++) {
            Path directory = Files.createDirectories(base.resolve("awaited"));
            String stat =
                    "exec taskset -c %d python3 -c \"import os;d='%s';was=os.stat(d).st_dev;print('begun',flush=True)"
                            + "\nwhile os.stat(d).st_dev==was: pass\"";
            List<Process> programs = List.of(start(stat, 0, directory), start(stat, 1, directory));
            for (Process program : programs) {
                assertThat(program.inputReader().readLine()).isEqualTo("begun");
            }
            try (FuseMount awaited = FuseMount.mount(directory, options())) {
                for (Process program : programs) {
                    assertThat(program.waitFor(20, TimeUnit.SECONDS))
                            .as("round " + i)
                            .isTrue();
                }
                assertThat(awaited.directory()).exists();
            }
        }
    }

    private static List<String> kernelThreadNames() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                try {
                    names.add(Files.readString(thread.resolve("comm")).strip());
                } catch (IOException ended) {
                    // It is no more.
                }
            }
        }
        return names;
    }

    private static Stream<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix));
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
