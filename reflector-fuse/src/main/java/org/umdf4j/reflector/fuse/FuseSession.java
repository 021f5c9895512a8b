package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.lang.foreign.MemorySegment;
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
    private static final short MAX_BACKGROUND = 256;

    private static final short CONGESTION_THRESHOLD = 192;

    private static final int WANTED =
            ASYNC_READ | BIG_WRITES | DO_READDIRPLUS | READDIRPLUS_AUTO | ASYNC_DIO | PARALLEL_DIROPS | MAX_PAGES;

    private final FaultLog faults = new FaultLog(System.getLogger("org.umdf4j.reflector.fuse"));
    private final OpenFiles openFiles = new OpenFiles();
    private final Directory directory = new Directory();
    private final Channel channel;
    private final BufferPool pool;
    private final ReaderCrew readers;
    private final DirectoryOperations directoryOperations;
    private final FileOperations fileOperations;
    private volatile boolean initialized;

    /** @param fd an open {@code /dev/fuse} of a mount; the session owns it from now on */
    FuseSession(int fd, FuseOptions options) {
        channel = new Channel(fd, faults);
        // Each reader holds a buffer to read into and one to go on with; the rest is for requests that wait.
        pool = new BufferPool(options.maxRequests() + 2 * options.maxReaders());
        readers = new ReaderCrew(this, options);
        directoryOperations = new DirectoryOperations(directory, channel);
        fileOperations = new FileOperations(this, directory, openFiles, channel);
    }

    Channel channel() {
        return channel;
    }

    BufferPool pool() {
        return pool;
    }

    FaultLog faults() {
        return faults;
    }

    OpenFiles openFiles() {
        return openFiles;
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
        return pool.drain(waitMillis);
    }

    /** Asks the readers to end. One that waits for a request ends with the next one, or when the connection ends. */
    void stopReaders() {
        readers.stop();
    }

    /** Waits for the end of the readers that wait for requests; see {@link ReaderCrew#awaitEnd}. */
    boolean awaitReaders(long waitMillis) {
        return readers.awaitEnd(waitMillis);
    }

    /**
     * Closes what is left. No reader waits for a request any more. What a driver still holds on to keeps only its own
     * buffer; descriptor number and memory go when it lets go of the last one.
     */
    void close() {
        channel.disconnect();
        openFiles.closeAll();
        pool.whenAllHome(() -> {
            channel.close();
            pool.close();
        });
    }

    /** The request with the kernel's number {@code unique} that has been submitted and has not ended, or null. */
    @Nullable
    FuseRequest inFlight(long unique) {
        for (RequestBuffer buffer : pool.all()) {
            FuseRequest request = buffer.request();
            if (request != null && request.unique() == unique) {
                return request;
            }
        }
        return null;
    }

    /** Serves the frame in {@code buffer}. The caller then asks {@link RequestBuffer#reclaim} whose the buffer is. */
    void serve(RequestBuffer buffer) {
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
            channel.replyError(buffer, frame.unique(), fault.errno());
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
            case FLUSH, RELEASEDIR, FSYNCDIR, ACCESS, DESTROY -> channel.replyError(buffer, frame.unique(), 0);
            case SYMLINK, MKNOD, MKDIR, UNLINK, RMDIR, RENAME, RENAME2, LINK ->
                channel.replyError(buffer, frame.unique(), Errno.EPERM);
            default -> refuse(buffer, Fault.NOT_SUPPORTED);
        }
    }

    private void initialize(RequestBuffer buffer, Frame frame) {
        int major = frame.body32(INIT_IN_MAJOR);
        int minor = frame.body32(INIT_IN_MINOR);
        if (major < MAJOR || (major == MAJOR && minor < OLDEST_MINOR)) {
            channel.replyError(buffer, frame.unique(), Errno.EPROTO);
            return;
        }
        int flags = frame.body32(INIT_IN_FLAGS);
        int readAhead = frame.body32(INIT_IN_MAX_READAHEAD);
        MemorySegment reply = buffer.data(INIT_OUT_BYTES).fill((byte) 0);
        reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MAJOR, MAJOR);
        reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MINOR, MINOR);
        // A kernel of a later major version reads no further and asks again in ours.
        if (major == MAJOR) {
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MAX_READAHEAD, readAhead);
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_FLAGS, flags & WANTED);
            reply.set(JAVA_SHORT_UNALIGNED, INIT_OUT_MAX_BACKGROUND, MAX_BACKGROUND);
            reply.set(JAVA_SHORT_UNALIGNED, INIT_OUT_CONGESTION_THRESHOLD, CONGESTION_THRESHOLD);
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_MAX_WRITE, MAX_TRANSFER);
            reply.set(JAVA_INT_UNALIGNED, INIT_OUT_TIME_GRAN, 1);
            reply.set(JAVA_SHORT_UNALIGNED, INIT_OUT_MAX_PAGES, (short) MAX_TRANSFER_PAGES);
            initialized = true;
        }
        channel.reply(buffer, frame.unique(), INIT_OUT_BYTES);
    }
}
