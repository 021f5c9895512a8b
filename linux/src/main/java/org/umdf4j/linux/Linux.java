package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * The C functions umdf4j uses, one method each with the function's name. Any thread may call them; those that block in C
 * block here. A result below zero is {@code -errno} ({@link Errno}). The methods that take a {@link String} or a list
 * allocate for the call; the others do not.
 */
public final class Linux {
    // <fcntl.h>
    public static final int O_RDONLY = Fcntl.O_RDONLY;
    public static final int O_WRONLY = Fcntl.O_WRONLY;
    public static final int O_RDWR = Fcntl.O_RDWR;
    public static final int O_ACCMODE = Fcntl.O_ACCMODE;
    public static final int O_NOCTTY = Fcntl.O_NOCTTY;
    public static final int O_NONBLOCK = Fcntl.O_NONBLOCK;
    public static final int O_DSYNC = Fcntl.O_DSYNC;
    public static final int O_CLOEXEC = Fcntl.O_CLOEXEC;
    public static final int O_PATH = Fcntl.O_PATH;
    public static final int FALLOC_FL_KEEP_SIZE = Fcntl.FALLOC_FL_KEEP_SIZE;
    public static final int FALLOC_FL_PUNCH_HOLE = Fcntl.FALLOC_FL_PUNCH_HOLE;
    public static final int FALLOC_FL_ZERO_RANGE = Fcntl.FALLOC_FL_ZERO_RANGE;

    // <unistd.h>
    public static final int SEEK_CUR = Unistd.SEEK_CUR;
    public static final int R_OK = Unistd.R_OK;
    public static final int W_OK = Unistd.W_OK;

    // <sys/ioctl.h>, <linux/fs.h>
    public static final int BLKROGET = Ioctl.BLKROGET;
    public static final int BLKGETSIZE = Ioctl.BLKGETSIZE;
    public static final int BLKFLSBUF = Ioctl.BLKFLSBUF;
    public static final int BLKRAGET = Ioctl.BLKRAGET;
    public static final int BLKSSZGET = Ioctl.BLKSSZGET;
    public static final int BLKDISCARD = Ioctl.BLKDISCARD;
    public static final int BLKIOMIN = Ioctl.BLKIOMIN;
    public static final int BLKIOOPT = Ioctl.BLKIOOPT;
    public static final int BLKALIGNOFF = Ioctl.BLKALIGNOFF;
    public static final int BLKPBSZGET = Ioctl.BLKPBSZGET;
    public static final int BLKROTATIONAL = Ioctl.BLKROTATIONAL;
    public static final int BLKGETSIZE64 = Ioctl.BLKGETSIZE64;
    public static final int TCGETS = Ioctl.TCGETS;
    public static final int TCSETS = Ioctl.TCSETS;
    public static final int TCSETSW = Ioctl.TCSETSW;
    public static final int TCSETSF = Ioctl.TCSETSF;
    public static final int TIOCGWINSZ = Ioctl.TIOCGWINSZ;
    public static final int TIOCSWINSZ = Ioctl.TIOCSWINSZ;
    public static final int FIONREAD = Ioctl.FIONREAD;

    // <poll.h>
    public static final short POLLIN = Poll.POLLIN;
    public static final short POLLOUT = Poll.POLLOUT;

    // <sys/mount.h>
    public static final long MS_NOSUID = Mount.MS_NOSUID;
    public static final long MS_NODEV = Mount.MS_NODEV;
    public static final int MNT_FORCE = Mount.MNT_FORCE;
    public static final int MNT_DETACH = Mount.MNT_DETACH;

    // <sys/socket.h>
    public static final int SOCK_STREAM = Socket.SOCK_STREAM;
    public static final int SOCK_SEQPACKET = Socket.SOCK_SEQPACKET;

    private Linux() {}

    /**
     * Binds the functions that a program with FUSE mounts calls first. Their first call would do it otherwise; it takes
     * some tenths of a second of processor time, so a program may want another thread to do it meanwhile. Any thread.
     */
    public static void bind() {
        try {
            for (Class<?> function : List.of(
                    Unistd.geteuid.class,
                    Fcntl.open.class,
                    Mount.mount.class,
                    Unistd.close.class,
                    Mman.mmap.class,
                    Unistd.read.class,
                    Unistd.write.class)) {
                MethodHandles.lookup().ensureInitialized(function);
            }
        } catch (IllegalAccessException notOurs) {
            throw new AssertionError("classes of this package", notOurs);
        }
    }

    // ------------------------------------------------ <fcntl.h> ------------------------------------------------

    /** {@code open(2)} without O_CREAT. The caller owns the descriptor. */
    public static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Fcntl.open.HANDLE.invokeExact(state, arena.allocateFrom(path), flags));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code faccessat2(2)} with AT_EACCESS: whether the calling thread, as whom it acts now, may open a file. */
    public static int faccessat2(String path, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CallState.segment();
            return (int) CallState.result(state, (long) Fcntl.syscall_faccessat2.HANDLE.invokeExact(
                    state, Fcntl.SYS_FACCESSAT2, Fcntl.AT_FDCWD, arena.allocateFrom(path), mode, Fcntl.AT_EACCESS));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code fallocate(2)}. */
    public static int fallocate(int fd, int mode, long offset, long length) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Fcntl.fallocate.HANDLE.invokeExact(state, fd, mode, offset, length));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code fcntl(2)} with F_SETFL: whether reads of the open file, by whatever descriptor, fail instead of waiting. */
    public static int fcntlNonblock(int fd, boolean nonblock) {
        try {
            MemorySegment state = CallState.segment();
            int flags = CallState.result(state, (int) Fcntl.fcntl.HANDLE.invokeExact(state, fd, Fcntl.F_GETFL, 0));
            if (flags < 0) {
                return flags;
            }
            int wanted = nonblock ? flags | Fcntl.O_NONBLOCK : flags & ~Fcntl.O_NONBLOCK;
            return CallState.result(state, (int) Fcntl.fcntl.HANDLE.invokeExact(state, fd, Fcntl.F_SETFL, wanted));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ---------------------------------------------- <sys/ioctl.h> ---------------------------------------------

    /**
     * {@code ioctl(2)}. The kernel reads and writes as much of {@code argument} as the request says, so that must be at
     * least {@link #ioctlBytes}, or enough for a request that does not tell its size.
     *
     * @param argument a native segment; {@link MemorySegment#NULL} for none
     */
    public static int ioctl(int fd, int request, MemorySegment argument) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(
                    state, (int) Ioctl.ioctl.HANDLE.invokeExact(state, fd, Integer.toUnsignedLong(request), argument));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code _IOC_SIZE}: the bytes of a request's argument, as its number says; 0 if it does not. */
    public static int ioctlBytes(int request) {
        return request >>> Ioctl._IOC_SIZESHIFT & Ioctl._IOC_SIZEMASK;
    }

    /** Whether a request's number says that the kernel reads the argument. */
    public static boolean ioctlTakes(int request) {
        return (request >>> Ioctl._IOC_DIRSHIFT & Ioctl._IOC_WRITE) != 0;
    }

    /** Whether a request's number says that the kernel writes the argument. */
    public static boolean ioctlAnswers(int request) {
        return (request >>> Ioctl._IOC_DIRSHIFT & Ioctl._IOC_READ) != 0;
    }

    // ------------------------------------------------ <unistd.h> -----------------------------------------------

    /** {@code close(2)}. */
    public static int close(int fd) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Unistd.close.HANDLE.invokeExact(state, fd));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code read(2)} of at most {@code count} bytes to the start of {@code buffer}, a native segment. */
    public static long read(int fd, MemorySegment buffer, long count) {
        checkCount(buffer, count);
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (long) Unistd.read.HANDLE.invokeExact(state, fd, buffer, count));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code write(2)} of {@code count} bytes from the start of {@code buffer}, a native segment. */
    public static long write(int fd, MemorySegment buffer, long count) {
        checkCount(buffer, count);
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (long) Unistd.write.HANDLE.invokeExact(state, fd, buffer, count));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code pread(2)} to the whole of {@code buffer}, a native segment. */
    public static long pread(int fd, MemorySegment buffer, long offset) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(
                    state, (long) Unistd.pread.HANDLE.invokeExact(state, fd, buffer, buffer.byteSize(), offset));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code pwrite(2)} of the whole of {@code buffer}, a native segment. */
    public static long pwrite(int fd, MemorySegment buffer, long offset) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(
                    state, (long) Unistd.pwrite.HANDLE.invokeExact(state, fd, buffer, buffer.byteSize(), offset));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code lseek(2)}. */
    public static long lseek(int fd, long offset, int whence) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (long) Unistd.lseek.HANDLE.invokeExact(state, fd, offset, whence));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code fdatasync(2)}. */
    public static int fdatasync(int fd) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Unistd.fdatasync.HANDLE.invokeExact(state, fd));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code dup3(2)}. */
    public static int dup3(int oldFd, int newFd, int flags) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Unistd.dup3.HANDLE.invokeExact(state, oldFd, newFd, flags));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code pipe2(2)}. On success {@code ends} holds the reading and the writing end; the caller owns both. */
    public static int pipe2(int[] ends, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            MemorySegment state = CallState.segment();
            int result = CallState.result(state, (int) Unistd.pipe2.HANDLE.invokeExact(state, pair, flags));
            MemorySegment.copy(pair, JAVA_INT, 0, ends, 0, 2);
            return result;
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code geteuid(2)}. */
    public static int geteuid() {
        try {
            return (int) Unistd.geteuid.HANDLE.invokeExact();
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code getegid(2)}. */
    public static int getegid() {
        try {
            return (int) Unistd.getegid.HANDLE.invokeExact();
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code gettid(2)}: the kernel's number of the calling thread, which must be a platform thread. */
    public static int gettid() {
        try {
            return (int) Unistd.gettid.HANDLE.invokeExact();
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ----------------------------------------- <sys/fsuid.h>, <grp.h> ------------------------------------------

    /**
     * {@code setfsuid(2)} for the calling thread, which must be a platform thread.
     *
     * @return the one before, also when it could not be changed; -1 as the argument changes nothing
     */
    public static int setfsuid(int userId) {
        try {
            return (int) Fsuid.setfsuid.HANDLE.invokeExact(userId);
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code setfsgid(2)}, as {@link #setfsuid}. */
    public static int setfsgid(int groupId) {
        try {
            return (int) Fsuid.setfsgid.HANDLE.invokeExact(groupId);
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /**
     * {@code getgroups(2)}: the supplementary groups of the process.
     *
     * @throws IllegalStateException if that fails, which it does not
     */
    public static int[] getgroups() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment list = arena.allocate(JAVA_INT, Fsuid.NGROUPS_MAX);
            MemorySegment state = CallState.segment();
            int count =
                    CallState.result(state, (int) Fsuid.getgroups.HANDLE.invokeExact(state, Fsuid.NGROUPS_MAX, list));
            if (count < 0) {
                throw new IllegalStateException("getgroups: errno " + -count);
            }
            return list.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
        } catch (IllegalStateException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code setgroups(2)} for the calling thread alone, which must be a platform thread. */
    public static int setgroupsOfThread(int[] groups) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment list = arena.allocateFrom(JAVA_INT, groups);
            MemorySegment state = CallState.segment();
            return (int) CallState.result(state, (long)
                    Fsuid.syscall_setgroups.HANDLE.invokeExact(state, Fsuid.SYS_SETGROUPS, (long) groups.length, list));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code getpagesize(2)}. */
    public static int getpagesize() {
        try {
            return (int) Unistd.getpagesize.HANDLE.invokeExact();
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ------------------------------------------------- <poll.h> -----------------------------------------------

    /**
     * {@code poll(2)} until one of the descriptors can do what it is to do, has an error or has lost its other end,
     * without a limit.
     *
     * @param events what each is to do: {@link #POLLIN} or {@link #POLLOUT}
     * @param ready set to which of them it is; all three are of one length
     * @return how many are ready
     */
    public static int poll(int[] descriptors, short[] events, boolean[] ready) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment fds = arena.allocate(Poll.POLLFD$LAYOUT, descriptors.length);
            long step = Poll.POLLFD$LAYOUT.byteSize();
            for (int i = 0; i < descriptors.length; i++) {
                fds.set(JAVA_INT, i * step, descriptors[i]);
                fds.set(JAVA_SHORT, i * step + Poll.EVENTS$OFFSET, events[i]);
            }
            MemorySegment state = CallState.segment();
            int result = CallState.result(
                    state, (int) Poll.poll.HANDLE.invokeExact(state, fds, (long) descriptors.length, -1));
            for (int i = 0; i < descriptors.length; i++) {
                ready[i] = fds.get(JAVA_SHORT, i * step + Poll.REVENTS$OFFSET) != 0;
            }
            return result;
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /**
     * A {@code struct pollfd} for {@link #poll(MemorySegment)}.
     *
     * @param events what the descriptor is to do: {@link #POLLIN} or {@link #POLLOUT}
     */
    public static MemorySegment pollfd(int fd, short events, Arena arena) {
        MemorySegment fds = arena.allocate(Poll.POLLFD$LAYOUT);
        fds.set(JAVA_INT, 0, fd);
        fds.set(JAVA_SHORT, Poll.EVENTS$OFFSET, events);
        return fds;
    }

    /**
     * {@code poll(2)} without waiting.
     *
     * @param pollfd of {@link #pollfd}; not used by two threads at once, for the kernel writes to it
     * @return 1 if the descriptor can do what it is to do, has an error or has lost its other end; 0 if not
     */
    public static int poll(MemorySegment pollfd) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Poll.poll.HANDLE.invokeExact(state, pollfd, 1L, 0));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ------------------------------------- <sys/mount.h>, <sys/statfs.h> ---------------------------------------

    /** {@code mount(2)}. */
    public static int mount(String source, String target, String type, long flags, String data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Mount.mount.HANDLE.invokeExact(
                    state,
                    arena.allocateFrom(source),
                    arena.allocateFrom(target),
                    arena.allocateFrom(type),
                    flags,
                    arena.allocateFrom(data)));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code umount2(2)}. */
    public static int umount2(String target, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CallState.segment();
            return CallState.result(
                    state, (int) Mount.umount2.HANDLE.invokeExact(state, arena.allocateFrom(target), flags));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code fstatfs(2)}; the answer itself is dropped. */
    public static int fstatfs(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = CallState.segment();
            return CallState.result(
                    state, (int) Mount.fstatfs.HANDLE.invokeExact(state, fd, arena.allocate(Mount.STATFS_BYTES, 8)));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ----------------------------------------------- <sys/mman.h> ----------------------------------------------

    /**
     * {@code mmap(2)} of private, zeroed, readable and writable memory that costs nothing until it is touched. It lives
     * as long as {@code arena}, which unmaps it when closed: using it later throws instead of crashing.
     *
     * @throws OutOfMemoryError when the kernel has no room for it
     */
    public static MemorySegment mmapAnonymous(long bytes, Arena arena) {
        try {
            MemorySegment state = CallState.segment();
            long address = CallState.result(state, (long) Mman.mmap.HANDLE.invokeExact(
                    state,
                    0L,
                    bytes,
                    Mman.PROT_READ | Mman.PROT_WRITE,
                    Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | Mman.MAP_NORESERVE,
                    -1,
                    0L));
            if (address < 0) {
                throw new OutOfMemoryError("mmap of " + bytes + " bytes: errno " + -address);
            }
            return Native.sized(address, bytes, arena, Linux::munmap);
        } catch (OutOfMemoryError noMemory) {
            throw noMemory;
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /**
     * The same memory, which means nothing any more once {@code arena} is closed: using it later throws. It stays mapped
     * as long as {@code memory} is.
     */
    public static MemorySegment lend(MemorySegment memory, Arena arena) {
        return Native.lent(memory, arena);
    }

    /**
     * {@code mmap(2)} of what a descriptor stands for, shared, readable and writable. It lives as long as {@code arena},
     * which unmaps it when closed; the descriptor may be closed before.
     *
     * @param offset a multiple of the page size
     * @throws IOException with the errno's number, when the kernel refuses
     */
    public static MemorySegment mmapShared(int fd, long offset, long bytes, Arena arena) throws IOException {
        long address;
        try {
            MemorySegment state = CallState.segment();
            address = CallState.result(state, (long) Mman.mmap.HANDLE.invokeExact(
                    state, 0L, bytes, Mman.PROT_READ | Mman.PROT_WRITE, Mman.MAP_SHARED, fd, offset));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
        // Addresses end far below the sign bit, so only an error is negative.
        if (address < 0) {
            throw new IOException("mmap of " + bytes + " bytes: errno " + -address);
        }
        return Native.sized(address, bytes, arena, Linux::munmap);
    }

    private static void munmap(MemorySegment mapping) {
        try {
            MemorySegment state = CallState.segment();
            int result =
                    CallState.result(state, (int) Mman.munmap.HANDLE.invokeExact(state, mapping, mapping.byteSize()));
            assert result == 0 : "a whole mapping can always be unmapped: " + result;
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ---------------------------------------------- <sys/socket.h> ---------------------------------------------

    /**
     * {@code socketpair(2)} of connected Unix sockets, close-on-exec. The caller owns both.
     *
     * @param type {@link #SOCK_STREAM} or {@link #SOCK_SEQPACKET}
     */
    public static int socketpair(int type, int[] ends) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            MemorySegment state = CallState.segment();
            int result = CallState.result(state, (int)
                    Socket.socketpair.HANDLE.invokeExact(state, Socket.AF_UNIX, type | Socket.SOCK_CLOEXEC, 0, pair));
            MemorySegment.copy(pair, JAVA_INT, 0, ends, 0, 2);
            return result;
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /**
     * {@code recvmsg(2)} of one byte with one descriptor beside it (SCM_RIGHTS).
     *
     * @return the descriptor, close-on-exec and the caller's; or {@code -errno}: {@link Errno#ENOTCONN} when the other
     *     end has closed, {@link Errno#EPROTO} when a message came without a descriptor
     */
    public static int recvmsg(int socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = DescriptorMessage.control(arena);
            MemorySegment state = CallState.segment();
            long received = CallState.result(state, (long) Socket.recvmsg.HANDLE.invokeExact(
                    state, socket, DescriptorMessage.header(arena, control), Socket.MSG_CMSG_CLOEXEC));
            if (received < 0) {
                return (int) received;
            }
            return received == 0 ? -Errno.ENOTCONN : DescriptorMessage.descriptor(control);
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ----------------------------------- <linux/io_uring.h>, <sys/eventfd.h>, <sched.h> -----------------------

    /** {@code io_uring_setup(2)}; {@link Ring} is what to use. The caller owns the descriptor. */
    static int io_uring_setup(int entries, MemorySegment params) {
        try {
            MemorySegment state = CallState.segment();
            return (int) CallState.result(state, (long) IoUring.syscall_setup.HANDLE.invokeExact(
                    state, IoUring.SYS_IO_URING_SETUP, (long) entries, params));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code io_uring_enter(2)}; {@link Ring} is what to use. */
    static int io_uring_enter(int fd, int toSubmit, int minComplete, int flags) {
        try {
            MemorySegment state = CallState.segment();
            return (int) CallState.result(state, (long) IoUring.syscall_enter.HANDLE.invokeExact(
                    state,
                    IoUring.SYS_IO_URING_ENTER,
                    (long) fd,
                    (long) toSubmit,
                    (long) minComplete,
                    (long) flags,
                    0L,
                    0L));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code eventfd(2)} with a count of 0, close-on-exec. The caller owns the descriptor. */
    public static int eventfd() {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Eventfd.eventfd.HANDLE.invokeExact(state, 0, Eventfd.EFD_CLOEXEC));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /** {@code eventfd_write(3)} of 1: wakes who reads the descriptor. */
    public static int eventfd_write(int fd) {
        try {
            MemorySegment state = CallState.segment();
            return CallState.result(state, (int) Eventfd.eventfd_write.HANDLE.invokeExact(state, fd, 1L));
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    // ---------------------------------------- <spawn.h>, <sys/wait.h> ------------------------------------------

    /**
     * {@code posix_spawnp(3)}. The child has of our descriptors only those given here: each {@code descriptors[i]} as
     * its number {@code i + 2}, and 0 and 1 as they are.
     *
     * @param arguments the program's name, looked up in PATH, and its arguments
     * @param environment as {@code NAME=value}
     * @return the process, to be waited for with {@link #waitpid}
     */
    public static int posix_spawnp(List<String> arguments, List<String> environment, int... descriptors) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(Spawn.FILE_ACTIONS_BYTES, 8);
            int error = (int) Spawn.posix_spawn_file_actions_init.HANDLE.invokeExact(actions);
            if (error != 0) {
                return -error;
            }
            for (int i = 0; error == 0 && i < descriptors.length; i++) {
                error = (int) Spawn.posix_spawn_file_actions_adddup2.HANDLE.invokeExact(actions, descriptors[i], i + 2);
            }
            if (error == 0) {
                error = (int) Spawn.posix_spawn_file_actions_addclosefrom_np.HANDLE.invokeExact(
                        actions, descriptors.length + 2);
            }
            MemorySegment pid = arena.allocate(JAVA_INT);
            MemorySegment argv = strings(arena, arguments);
            if (error == 0) {
                error = (int) Spawn.posix_spawnp.HANDLE.invokeExact(
                        pid, argv.get(ADDRESS, 0), actions, MemorySegment.NULL, argv, strings(arena, environment));
            }
            int destroyed = (int) Spawn.posix_spawn_file_actions_destroy.HANDLE.invokeExact(actions);
            assert destroyed == 0 : "documented to fail only for a bad argument";
            return error == 0 ? pid.get(JAVA_INT, 0) : -error;
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    /**
     * {@code waitpid(2)}, waiting for the end of one child.
     *
     * @return its wait status, 0 when it exited with 0
     */
    public static int waitpid(int pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment state = CallState.segment();
            int result = CallState.result(state, (int) Spawn.waitpid.HANDLE.invokeExact(state, pid, status, 0));
            return result < 0 ? result : status.get(JAVA_INT, 0);
        } catch (Throwable impossible) {
            throw Native.impossible(impossible);
        }
    }

    private static MemorySegment strings(Arena arena, List<String> strings) {
        MemorySegment array = arena.allocate(ADDRESS, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(strings.get(i)));
        }
        return array;
    }

    private static void checkCount(MemorySegment buffer, long count) {
        if (count < 0 || count > buffer.byteSize()) {
            throw new IndexOutOfBoundsException("count=" + count + ", buffer=" + buffer.byteSize());
        }
    }
}
