package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.umdf4j.linux.Errno;

/**
 * Serves one FUSE connection from its descriptor, wherever that came from: a directory with a file for each device.
 *
 * <p>Life: {@link #start}; then readers run until the connection ends (the mount is gone). {@link #drain} ends the
 * requests in flight, {@link #close} what is left, whether or not the connection has ended.
 */
final class FuseSession {
    /** Requests a program queues without waiting for them (asynchronous I/O, read-ahead), for the whole connection. */
    private static final int MAX_BACKGROUND = 256;

    private static final int WANTED =
            ASYNC_READ | BIG_WRITES | DO_READDIRPLUS | READDIRPLUS_AUTO | ASYNC_DIO | PARALLEL_DIROPS | MAX_PAGES;

    private final FaultLog faults = new FaultLog(System.getLogger("org.umdf4j.reflector.fuse"));
    private final OpenFiles openFiles = new OpenFiles();
    private final EarlyInterrupts earlyInterrupts = new EarlyInterrupts();
    private final Directory directory = new Directory();
    private final FuseOptions options;
    private final Descriptor descriptor;
    private final ReaderCrew readers;
    private final DirectoryOperations directoryOperations;
    private final FileOperations fileOperations;
    private final CompletableFuture<Optional<String>> transport = new CompletableFuture<>();
    private volatile @Nullable Rings rings;
    private volatile boolean initialized;

    /** @param fd an open {@code /dev/fuse} of a mount; the session owns it from now on */
    FuseSession(int fd, FuseOptions options) {
        this.options = options;
        boolean mayRing = options.transport() != FuseTransport.CLASSIC;
        // Each reader holds a buffer to read into and one to go on with; the rest is for requests that wait.
        int ofReaders = options.maxRequests() + 2 * options.maxReaders();
        int ofRings = mayRing ? Rings.processors() * Rings.entries(options) : 0;
        descriptor = new Descriptor(fd, faults, ofReaders + ofRings, mayRing);
        readers = new ReaderCrew(this, options);
        directoryOperations = new DirectoryOperations(directory);
        fileOperations = new FileOperations(this, directory, openFiles);
    }

    Descriptor descriptor() {
        return descriptor;
    }

    BufferPool pool() {
        return descriptor.pool();
    }

    FaultLog faults() {
        return faults;
    }

    ReaderCrew readers() {
        return readers;
    }

    OpenFiles openFiles() {
        return openFiles;
    }

    EarlyInterrupts earlyInterrupts() {
        return earlyInterrupts;
    }

    /** Whether requests come by rings, or have. */
    boolean usesRings() {
        return rings != null;
    }

    Directory directory() {
        return directory;
    }

    /** Starts the first readers. Called once. */
    void start() {
        readers.start();
    }

    /**
     * Takes every device away, cancels the requests in flight and waits for their end.
     *
     * @return whether all ended in time
     */
    boolean drain(long waitMillis) {
        directory.removeAll();
        return pool().drain(waitMillis);
    }

    /**
     * Waits until it is settled how requests come; that is soon after {@link #start}.
     *
     * @return why they do not come over io_uring, if that was to be tried; empty if all is as wished
     */
    Optional<String> awaitTransport(long waitMillis) throws InterruptedException {
        try {
            return transport.get(waitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            return Optional.of("the kernel has not begun to speak");
        } catch (ExecutionException impossible) {
            throw new AssertionError("never completed with an exception", impossible);
        }
    }

    /** Asks the readers to end. One that waits for a request ends with the next one, or when the connection ends. */
    void stopReaders() {
        readers.stop();
        descriptor.stop();
        Rings open = rings;
        if (open != null) {
            open.stop();
        }
    }

    /** Waits for the end of the readers that wait for requests; see {@link ReaderCrew#awaitEnd}. */
    boolean awaitReaders(long waitMillis) {
        Rings open = rings;
        return readers.awaitEnd(waitMillis) && (open == null || open.awaitEnd(waitMillis));
    }

    /**
     * Closes what is left. No reader waits for a request any more. What a driver still holds on to keeps only its own
     * buffer; descriptor number and memory go when it lets go of the last one.
     */
    void close() {
        descriptor.disconnect();
        Rings open = rings;
        if (open != null) {
            open.close();
        }
        openFiles.closeAll();
        pool().whenAllHome(() -> {
            descriptor.close();
            pool().close();
        });
    }

    /** The request with the kernel's number {@code unique} that has been submitted and has not ended, or null. */
    @Nullable
    FuseRequest inFlight(long unique) {
        for (RequestBuffer buffer : pool().all()) {
            FuseRequest request = buffer.request();
            if (request != null && request.unique() == unique) {
                return request;
            }
        }
        return null;
    }

    /**
     * Serves the frame in {@code buffer}.
     *
     * @return whether the buffer is the caller's again; see {@link RequestBuffer#reclaim}
     */
    boolean serve(RequestBuffer buffer) {
        int turn = buffer.turn();
        boolean broken = false;
        try {
            checkAndDispatch(buffer);
        } catch (RuntimeException | Error bug) {
            // A reader that ends of it would leave programs waiting, the requests of a whole ring among them.
            broken = true;
            faults.report(Fault.INTERNAL_ERROR, "serving " + buffer.frame(), bug);
        }
        boolean callers = buffer.reclaim(turn);
        if (callers && broken) {
            // If it had been answered, the kernel ignores this.
            refuse(buffer, Fault.INTERNAL_ERROR);
        }
        return callers;
    }

    private void checkAndDispatch(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        Fault fault = frame.check();
        if (fault == Fault.NONE && initialized == (frame.opcode() == INIT)) {
            fault = initialized ? Fault.SECOND_INIT : Fault.NOT_INITIALIZED;
        }
        if (fault == Fault.NONE) {
            dispatch(buffer, frame);
        } else {
            refuse(buffer, fault);
        }
    }

    /** Answers a frame that is not served, if it expects an answer. */
    void refuse(RequestBuffer buffer, Fault fault) {
        Frame frame = buffer.frame();
        // What a program may well ask for and a device has not (extended attributes, locks) is no fault of anybody's.
        if (fault != Fault.NOT_SUPPORTED) {
            faults.report(fault, frame.toString());
        }
        if (frame.unique() != 0 && frame.wantsReply()) {
            buffer.sendError(frame.unique(), fault.errno());
        }
    }

    private void dispatch(RequestBuffer buffer, Frame frame) {
        switch (frame.opcode()) {
            case READ -> fileOperations.read(buffer);
            case WRITE -> fileOperations.write(buffer);
            case IOCTL -> fileOperations.control(buffer);
            case FSYNC -> fileOperations.flush(buffer);
            case OPEN -> fileOperations.open(buffer);
            case RELEASE -> fileOperations.release(buffer);
            case INTERRUPT -> fileOperations.interrupt(buffer);
            case CREATE -> fileOperations.create(buffer);
            case FALLOCATE -> fileOperations.allocate(buffer);
            case LOOKUP -> directoryOperations.lookup(buffer);
            case GETATTR -> directoryOperations.attributes(buffer);
            case SETATTR -> directoryOperations.setAttributes(buffer);
            case OPENDIR -> directoryOperations.openDirectory(buffer);
            case READDIR -> directoryOperations.list(buffer, false);
            case READDIRPLUS -> directoryOperations.list(buffer, true);
            case STATFS -> directoryOperations.fileSystem(buffer);
            case INIT -> initialize(buffer, frame);
            // Nothing is counted, so there is nothing to forget; neither has a reply.
            case FORGET, BATCH_FORGET -> {}
            // A handle is flushed by fsync and closed by RELEASE; each close(2) of a copy of it means nothing.
            case FLUSH, RELEASEDIR, FSYNCDIR, ACCESS, DESTROY -> buffer.sendError(frame.unique(), 0);
            case SYMLINK, MKNOD, MKDIR, UNLINK, RMDIR, RENAME, RENAME2, LINK ->
                buffer.sendError(frame.unique(), Errno.EPERM);
            default -> refuse(buffer, Fault.NOT_SUPPORTED);
        }
    }

    private void initialize(RequestBuffer buffer, Frame frame) {
        int major = frame.body32(INIT_IN_MAJOR);
        int minor = frame.body32(INIT_IN_MINOR);
        if (major < MAJOR || (major == MAJOR && minor < OLDEST_MINOR)) {
            buffer.sendError(frame.unique(), Errno.EPROTO);
            return;
        }
        int flags = frame.body32(INIT_IN_FLAGS);
        Rings opened = major == MAJOR ? openRings(frame) : null;
        // Less than a ring's queue has entries, or one processor's read-ahead could keep everything else from it.
        int background = opened == null ? MAX_BACKGROUND : Math.min(MAX_BACKGROUND, Rings.entries(options) * 3 / 4);
        int readAhead = frame.body32(INIT_IN_MAX_READAHEAD);
        MemorySegment reply = buffer.data(INIT_OUT_BYTES).fill((byte) 0);
        reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MAJOR, MAJOR);
        reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MINOR, MINOR);
        // A kernel of a later major version reads no further and asks again in ours.
        if (major == MAJOR) {
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MAX_READAHEAD, readAhead);
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_FLAGS, flags & (WANTED | (opened != null ? INIT_EXT : 0)));
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_FLAGS2, opened != null ? RingProtocol.OVER_IO_URING : 0);
            reply.set(JAVA_SHORT_UNALIGNED, INIT_OUT_MAX_BACKGROUND, (short) background);
            reply.set(JAVA_SHORT_UNALIGNED, INIT_OUT_CONGESTION_THRESHOLD, (short) (background * 3 / 4));
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MAX_WRITE, MAX_TRANSFER);
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_TIME_GRAN, 1);
            reply.set(JAVA_SHORT_UNALIGNED, INIT_OUT_MAX_PAGES, (short) MAX_TRANSFER_PAGES);
            initialized = true;
        }
        buffer.send(frame.unique(), INIT_OUT_BYTES);
        if (opened != null) {
            rings = opened;
            opened.start(taken -> settle(taken ? Optional.empty() : Optional.of("the kernel refused the rings")));
        }
    }

    /** The rings, if requests are to come over them and can; otherwise it is settled that they do not. */
    private @Nullable Rings openRings(Frame frame) {
        if (options.transport() == FuseTransport.CLASSIC) {
            settle(Optional.empty());
            return null;
        }
        boolean offered = frame.bodyBytes() >= RingProtocol.INIT_IN_BYTES
                && (frame.body32(INIT_IN_FLAGS) & INIT_EXT) != 0
                && (frame.body32(INIT_IN_FLAGS2) & RingProtocol.OVER_IO_URING) != 0;
        try {
            if (offered) {
                return Rings.open(this, options);
            }
            settle(Optional.of("the kernel does not offer it"));
        } catch (IOException refused) {
            settle(Optional.of(String.valueOf(refused.getMessage())));
        }
        return null;
    }

    private void settle(Optional<String> absence) {
        if (absence.isPresent()) {
            descriptor.readOnly();
        }
        transport.complete(absence);
    }
}
