package org.umdf4j.host.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.WDFMEMORY_OFFSET;
import org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.driver.WdfDriver;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.irp.Surroundings;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.StackConfiguration;
import org.umdf4j.framework.stack.StackServices;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.host.ThreadScheduler;
import org.umdf4j.host.file.LineFilter.AtStop;
import org.umdf4j.linux.Linux;
import org.umdf4j.testkit.Rule;

/** Drivers over files where a read may wait for ever: a real named pipe and a real pseudo-terminal. */
@Timeout(60)
class StreamFileTest {
    /** {@code _IOW('T', 0x31, int)}: locks or unlocks the other end of a pseudo-terminal. */
    private static final int TIOCSPTLCK = 0x4004_5431;

    /** {@code _IOR('T', 0x30, unsigned int)}: the number of a pseudo-terminal. */
    private static final int TIOCGPTN = 0x8004_5430;

    /** {@code _IO('T', 0x15)}, for short: a terminal's modem lines, which a pipe does not have. */
    private static final int TIOCMGET = 0x5415;

    private static final int PIPE_BYTES = 65536;

    @TempDir
    private Path directory;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private long descriptorsBefore;

    @BeforeEach
    void countDescriptors() throws Exception {
        descriptorsBefore = descriptors();
    }

    /** Wherever a read was waiting, its end of the file is closed and its wake-up descriptors with it. */
    @AfterEach
    void noDescriptorIsLeft() throws Exception {
        scheduler.close();
        while (descriptors() > descriptorsBefore) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("JUnit's limit")
                    .isFalse();
            LockSupport.parkNanos(100_000);
        }
    }

    /** Pipes and what the tests open by name. */
    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.map(StreamFileTest::targetOf)
                    .filter(name -> name.startsWith("pipe:") || name.contains("line") || name.contains("ptmx"))
                    .count();
        }
    }

    private static String targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private Path pipe() throws Exception {
        Path pipe = directory.resolve("line");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    private record FilesOnly(ThreadScheduler scheduler) implements Surroundings {
        @Override
        public LowerFile openFile(String path, boolean write) {
            return SystemFile.open(Path.of(path), write, scheduler);
        }

        @Override
        public Optional<DevicePort> device(String name) {
            return Optional.empty();
        }
    }

    private DeviceStack stack(LineFilter filter, Path bottom) throws Exception {
        StackServices services = StackServices.of(scheduler)
                .withSurroundings(new FilesOnly(scheduler))
                .withBottom(Optional.of(bottom.toString()));
        DeviceStack stack = DeviceStack.add(
                StackConfiguration.of("line", List.of(WdfDriver.load("line", filter, scheduler)), scheduler)
                        .withServices(services));
        assertThat(stack.start()).isEqualTo(HResult.S_OK);
        return stack;
    }

    private DeviceFile open(DeviceStack stack) {
        return DeviceFile.open(stack.port(), scheduler);
    }

    /** A read that is below, waiting for a byte. */
    private static PendingIo waitingRead(LineFilter filter, DeviceFile program, byte[] into) {
        PendingIo read = program.startRead(MemorySegment.ofArray(into), 0);
        filter.sent.acquireUninterruptibly();
        assertThat(read.isDone()).isFalse();
        return read;
    }

    private static void say(Path pipe, String text) throws IOException {
        Files.write(pipe, text.getBytes(US_ASCII));
    }

    private static void removed(DeviceStack stack, DeviceFile program) {
        program.close();
        assertThat(stack.remove()).isEqualTo(HResult.S_OK);
        while (stack.status().state() != StackState.GONE) {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("JUnit's limit")
                    .isFalse();
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void aReadWaitsForAByteAndEndsWithWhatIsThere() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.KEEP);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        byte[] first = new byte[16];
        byte[] second = new byte[16];
        PendingIo one = waitingRead(filter, program, first);
        PendingIo two = waitingRead(filter, program, second);
        say(pipe, "hello");
        assertThat(one.await()).isEqualTo(new IoResult(HResult.S_OK, 5));
        say(pipe, "you");
        assertThat(two.await()).isEqualTo(new IoResult(HResult.S_OK, 3));
        assertThat(new String(first, 0, 5, US_ASCII) + new String(second, 0, 3, US_ASCII))
                .isEqualTo("helloyou");
        removed(stack, program);
    }

    @Test
    @Rule("SND-14")
    void aWaitingReadIsCancelledByItsProgramAndTakesNoByteWithIt() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.KEEP);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        PendingIo one = waitingRead(filter, program, new byte[16]);
        byte[] kept = new byte[16];
        PendingIo two = waitingRead(filter, program, kept);
        one.cancel();
        assertThat(one.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        say(pipe, "kept");
        assertThat(two.await()).isEqualTo(new IoResult(HResult.S_OK, 4));
        PendingIo queued = waitingRead(filter, program, new byte[16]);
        PendingIo behind = waitingRead(filter, program, new byte[16]);
        behind.cancel();
        assertThat(behind.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        queued.cancel();
        assertThat(queued.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        removed(stack, program);
    }

    @Test
    @Rule("STOP-27")
    void aReadThatIsKeptStaysInThePipeOverASuspendAndMayEndMeanwhile() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.KEEP);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        PendingIo read = waitingRead(filter, program, new byte[16]);
        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.S_OK);
        assertThat(read.isDone()).isFalse();
        say(pipe, "asleep");
        assertThat(read.await()).isEqualTo(new IoResult(HResult.S_OK, 6));
        assertThat(stack.resume()).isEqualTo(HResult.S_OK);
        removed(stack, program);
    }

    @Test
    @Rule({"STOP-5", "STOP-11"})
    void aReadThatTheDriverCancelsAtAStopLetsTheDeviceSleep() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.CANCEL);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        PendingIo read = waitingRead(filter, program, new byte[16]);
        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.S_OK);
        assertThat(read.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(stack.resume()).isEqualTo(HResult.S_OK);
        removed(stack, program);
    }

    @Test
    @Rule("STOP-21")
    void aReadThatThePipeHoldsCannotBeGivenBack() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.GIVE_BACK);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        PendingIo read = waitingRead(filter, program, new byte[16]);
        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        assertThat(read.await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        assertThat(stack.status().violation())
                .hasValueSatisfying(broken -> assertThat(broken.rule()).isEqualTo("STOP-21"));
        removed(stack, program);
    }

    @Test
    @Rule("TGT-6")
    void aRemovalEndsAReadThatWaits() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.KEEP);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        PendingIo read = waitingRead(filter, program, new byte[16]);
        assertThat(stack.surpriseRemove()).isEqualTo(HResult.S_OK);
        assertThat(read.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        removed(stack, program);
    }

    @Test
    void aWriteToAFullPipeWaitsAndTellsHowFarItGotWhenItIsCancelled() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.KEEP);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        byte[] tooMuch = new byte[PIPE_BYTES + 5000];
        PendingIo write = program.startWrite(MemorySegment.ofArray(tooMuch), 0);
        filter.sent.acquireUninterruptibly();
        // Until the pipe is full: the driver counts the bytes in it, on a descriptor of its own.
        var line = new Target(filter, pipe.toString());
        IWDFIoRequest count = line.request();
        IWDFMemory bytes = filter.device().getDriver().createWdfMemory(Integer.BYTES, null, filter.device());
        do {
            send(line, count, Linux.FIONREAD, null, bytes);
            assertThat(count.getStatus()).isEqualTo(HResult.S_OK);
        } while (bytes.getDataBuffer().get(ValueLayout.JAVA_INT, 0) < PIPE_BYTES);
        write.cancel();
        assertThat(write.await()).isEqualTo(new IoResult(HResult.S_OK, PIPE_BYTES));
        removed(stack, program);
    }

    private record Target(LineFilter filter, IWDFIoTarget target, IWDFMemory memory) {
        Target(LineFilter filter, String path) {
            this(
                    filter,
                    filter.device().createFileHandleTarget(path),
                    filter.device().getDriver().createWdfMemory(64, null, filter.device()));
        }

        IWDFIoRequest request() {
            return filter.device().createRequest(null, null);
        }
    }

    @Test
    @Rule({"SND-11", "TGT-3"})
    void aReadOfTheDriversOwnIsCancelledAndStopped() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.KEEP);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        var line = new Target(filter, pipe.toString());
        for (boolean stops : new boolean[] {false, true}) {
            IWDFIoRequest read = line.request();
            line.target().formatRequestForRead(read, null, line.memory(), null, null);
            read.send(line.target(), Set.of(), 0);
            if (stops) {
                line.target().stop(WDF_IO_TARGET_SENT_IO_ACTION.CANCEL_SENT_IO);
            } else {
                assertThat(read.cancelSentRequest()).isTrue();
                line.target().stop(WDF_IO_TARGET_SENT_IO_ACTION.WAIT_FOR_SENT_IO_TO_COMPLETE);
                line.target().start();
            }
            assertThat(read.getStatus()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        }
        removed(stack, program);
    }

    /** The two controls only mean something on the very descriptor that is written to afterwards. */
    @Test
    void aDriverControlsARealTerminalAndWritesToIt() throws Exception {
        Path pipe = pipe();
        var filter = new LineFilter(AtStop.KEEP);
        DeviceStack stack = stack(filter, pipe);
        DeviceFile program = open(stack);
        var terminal = new Target(filter, "/dev/ptmx");
        IWDFIoRequest request = terminal.request();
        try (Arena arena = Arena.ofShared()) {
            IWDFMemory number = filter.device()
                    .getDriver()
                    .createPreallocatedWdfMemory(arena.allocate(4, 4), null, filter.device());
            send(terminal, request, TIOCSPTLCK, number, null);
            assertThat(request.getStatus()).isEqualTo(HResult.S_OK);
            send(terminal, request, TIOCGPTN, null, number);
            assertThat(request.getCompletionParams().getInformation()).isEqualTo(4);
            String otherEnd = "/dev/pts/" + number.getDataBuffer().get(ValueLayout.JAVA_INT, 0);
            try (RandomAccessFile reader = new RandomAccessFile(otherEnd, "r")) {
                MemorySegment.copy(
                        "hello\n".getBytes(US_ASCII),
                        0,
                        terminal.memory().getDataBuffer(),
                        ValueLayout.JAVA_BYTE,
                        0,
                        6);
                terminal.target()
                        .formatRequestForWrite(request, null, terminal.memory(), new WDFMEMORY_OFFSET(0, 6), null);
                request.send(terminal.target(), Set.of(WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS), 0);
                byte[] heard = new byte[16];
                assertThat(new String(heard, 0, reader.read(heard), US_ASCII)).isEqualTo("hello\n");
            }
        }
        // Too small a buffer for what the number says, and a program that asks for an ioctl nobody knows to be
        // harmless.
        IWDFMemory two = filter.device().getDriver().createWdfMemory(2, null, filter.device());
        send(terminal, request, TIOCGPTN, null, two);
        assertThat(request.getStatus()).isEqualTo(HResult.STATUS_INVALID_BUFFER_SIZE);
        byte[] answer = new byte[4];
        for (int code : new int[] {TIOCSPTLCK, TIOCMGET}) {
            assertThat(program.control(code, MemorySegment.ofArray(answer), null)
                            .status())
                    .isEqualTo(HResult.STATUS_INVALID_DEVICE_REQUEST);
        }
        removed(stack, program);
    }

    private static void send(
            Target to, IWDFIoRequest request, int code, @Nullable IWDFMemory input, @Nullable IWDFMemory output) {
        to.target().formatRequestForIoctl(request, code, null, input, null, output, null);
        request.send(to.target(), Set.of(WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS), 0);
    }
}
