package org.umdf4j.host.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * An open file of the system and what can be done with it. Closed when that has been asked for and nobody uses it: each
 * operation runs between {@link #enter} and {@link #leave}. Any thread.
 */
final class Descriptor {
    /** The file's kind in its mode, {@code <sys/stat.h>}. */
    private static final int S_IFMT = 0xF000;

    private static final int S_IFREG = 0x8000;
    private static final int S_IFBLK = 0x6000;

    /** What one transfer through a buffer of ours moves, for memory the kernel cannot reach. */
    private static final int BOUNCE_BYTES = 256 * 1024;

    private final Path path;
    private final int fd;
    private final boolean writable;
    private final boolean regular;
    private final boolean block;
    private final boolean seekable;

    /** Operations under way. Guarded by this. */
    private int users;

    private boolean closed;

    private Descriptor(Path path, int fd, boolean writable, int mode) {
        this.path = path;
        this.fd = fd;
        this.writable = writable;
        this.regular = (mode & S_IFMT) == S_IFREG;
        this.block = (mode & S_IFMT) == S_IFBLK;
        this.seekable = Linux.lseek(fd, 0, Linux.SEEK_CUR) >= 0;
    }

    /**
     * Opens a file that exists. Never waits for another program, and never becomes this one's terminal.
     *
     * @throws WdfException if it cannot be opened
     */
    static Descriptor open(Path path, boolean write) {
        int access = write ? Linux.O_RDWR : Linux.O_RDONLY;
        int fd = Linux.open(path.toString(), access | Linux.O_CLOEXEC | Linux.O_NONBLOCK | Linux.O_NOCTTY);
        if (fd < 0) {
            throw new WdfException(Outcome.statusOf(-fd), "cannot open " + path + ": errno " + -fd);
        }
        try {
            // Of the file that is open, whatever its name leads to by now.
            int mode = (Integer) Files.getAttribute(Path.of("/proc/self/fd/" + fd), "unix:mode");
            return new Descriptor(path, fd, write, mode);
        } catch (IOException | UnsupportedOperationException unknown) {
            var _ = Linux.close(fd);
            var refusal = new WdfException(Outcome.statusOf(Errno.EIO), "cannot tell what " + path + " is: " + unknown);
            refusal.initCause(unknown);
            throw refusal;
        }
    }

    int fd() {
        return fd;
    }

    boolean isWritable() {
        return writable;
    }

    boolean isBlockDevice() {
        return block;
    }

    /** Whether it is bytes at offsets that are there or not; everything else is a stream, where reads may wait. */
    boolean isSized() {
        return regular || block;
    }

    /** Whether the calling thread, as whom it acts now, could open the file: 0, or the negative of an errno. */
    int access() {
        return Linux.faccessat2(path.toString(), writable ? Linux.R_OK | Linux.W_OK : Linux.R_OK);
    }

    /**
     * An operation begins.
     *
     * @return false if the file has been closed
     */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    /** An operation has ended. */
    void leave() {
        boolean last;
        synchronized (this) {
            users--;
            last = closed && users == 0;
        }
        if (last) {
            closeNow();
        }
    }

    /** Closes it as soon as nobody uses it. Once or more. */
    void close() {
        boolean last;
        synchronized (this) {
            last = !closed && users == 0;
            closed = true;
        }
        if (last) {
            closeNow();
        }
    }

    private void closeNow() {
        int result = Linux.close(fd);
        if (result < 0) {
            // A write that the system had promised may be lost: somebody should know.
            System.getLogger(Descriptor.class.getName())
                    .log(System.Logger.Level.ERROR, "closing {0} failed: errno {1}", path, -result);
        }
    }

    /** The size of a sized file in bytes, or the negative of an errno. */
    long size() {
        if (block) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment size = arena.allocate(Long.BYTES, Long.BYTES);
                int result = Linux.ioctl(fd, Linux.BLKGETSIZE64, size);
                return result < 0 ? result : size.get(ValueLayout.JAVA_LONG, 0);
            }
        }
        try {
            return Files.size(Path.of("/proc/self/fd/" + fd));
        } catch (IOException unreadable) {
            return -Errno.EIO;
        }
    }

    /** Reads at an offset until the buffer is full or the file ends. Bytes read, or the negative of an errno. */
    long readFully(@Nullable MemorySegment to, long offset) {
        return transfer(to, (part, at) -> Linux.pread(fd, part, offset + at), /* out= */ false);
    }

    /** Writes all of the buffer at an offset. Bytes written, or the negative of an errno. */
    long writeFully(@Nullable MemorySegment from, long offset) {
        return transfer(from, (part, at) -> Linux.pwrite(fd, part, offset + at), /* out= */ true);
    }

    /** One read of what is there, at an offset if the file has any. Bytes read, or the negative of an errno. */
    long readSome(MemorySegment to, long offset) {
        return once(to, (part, at) -> read(part, offset + at), /* out= */ false);
    }

    /** One write of as much as goes, at an offset if the file has any. Bytes written, or the negative of an errno. */
    long writeSome(MemorySegment from, long offset) {
        return once(from, (part, at) -> write(part, offset + at), /* out= */ true);
    }

    private long read(MemorySegment to, long offset) {
        return seekable ? Linux.pread(fd, to, offset) : Linux.read(fd, to, to.byteSize());
    }

    private long write(MemorySegment from, long offset) {
        return seekable ? Linux.pwrite(fd, from, offset) : Linux.write(fd, from, from.byteSize());
    }

    /** A system call on native memory, told how much came before. */
    private interface Call {
        long move(MemorySegment part, long done);
    }

    private static long transfer(@Nullable MemorySegment buffer, Call call, boolean out) {
        long done = 0;
        while (buffer != null && done < buffer.byteSize()) {
            long before = done;
            long moved = once(buffer.asSlice(done), (part, _) -> call.move(part, before), out);
            if (moved < 0 && moved != -Errno.EINTR) {
                return moved;
            }
            if (moved == 0) {
                break;
            }
            done += Math.max(0, moved);
        }
        return done;
    }

    /** One call, through a buffer of ours if the kernel cannot reach the caller's. */
    private static long once(MemorySegment buffer, Call call, boolean out) {
        if (buffer.isNative()) {
            return call.move(buffer, 0);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bounce = arena.allocate(Math.min(buffer.byteSize(), BOUNCE_BYTES));
            if (out) {
                bounce.copyFrom(buffer.asSlice(0, bounce.byteSize()));
            }
            long moved = call.move(bounce, 0);
            if (!out && moved > 0) {
                MemorySegment.copy(bounce, 0, buffer, 0, moved);
            }
            return moved;
        }
    }
}
