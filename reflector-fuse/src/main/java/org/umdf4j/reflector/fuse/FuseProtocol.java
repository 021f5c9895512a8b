package org.umdf4j.reflector.fuse;

/**
 * Numbers of {@code <linux/fuse.h>}, protocol 7: opcodes, flags, sizes and offsets. Offsets of request fields count from
 * the body, right behind the 40 bytes of {@code struct fuse_in_header}; those of reply fields from behind the 16 bytes of
 * {@code struct fuse_out_header}. A test compares them with the header.
 */
final class FuseProtocol {
    static final int MAJOR = 7;
    /** The newest minor version whose messages we know. */
    static final int MINOR = 38;
    /** The oldest we accept: FUSE_MAX_PAGES came with it. */
    static final int OLDEST_MINOR = 28;

    static final long ROOT_ID = 1;

    // Requests.
    static final int LOOKUP = 1;
    static final int FORGET = 2;
    static final int GETATTR = 3;
    static final int SETATTR = 4;
    static final int SYMLINK = 6;
    static final int MKNOD = 8;
    static final int MKDIR = 9;
    static final int UNLINK = 10;
    static final int RMDIR = 11;
    static final int RENAME = 12;
    static final int LINK = 13;
    static final int OPEN = 14;
    static final int READ = 15;
    static final int WRITE = 16;
    static final int STATFS = 17;
    static final int RELEASE = 18;
    static final int FSYNC = 20;
    static final int FLUSH = 25;
    static final int INIT = 26;
    static final int OPENDIR = 27;
    static final int READDIR = 28;
    static final int RELEASEDIR = 29;
    static final int FSYNCDIR = 30;
    static final int ACCESS = 34;
    static final int CREATE = 35;
    static final int INTERRUPT = 36;
    static final int DESTROY = 38;
    static final int IOCTL = 39;
    static final int BATCH_FORGET = 42;
    static final int FALLOCATE = 43;
    static final int READDIRPLUS = 44;
    static final int RENAME2 = 45;
    /** Newer kernels may send up to here what we do not know; it is no fault of theirs. */
    static final int LAST_OPCODE = 63;

    // INIT flags.
    static final int ASYNC_READ = 1;
    static final int BIG_WRITES = 1 << 5;
    static final int DO_READDIRPLUS = 1 << 13;
    static final int READDIRPLUS_AUTO = 1 << 14;
    static final int ASYNC_DIO = 1 << 15;
    static final int PARALLEL_DIROPS = 1 << 18;
    static final int MAX_PAGES = 1 << 22;
    static final int INIT_EXT = 1 << 30;

    // OPEN reply flags.
    static final int FOPEN_DIRECT_IO = 1;
    static final int FOPEN_NONSEEKABLE = 1 << 2;
    static final int FOPEN_STREAM = 1 << 4;
    static final int FOPEN_NOFLUSH = 1 << 5;
    static final int FOPEN_PARALLEL_DIRECT_WRITES = 1 << 6;

    // SETATTR valid bits.
    static final int FATTR_MODE = 1;
    static final int FATTR_UID = 1 << 1;
    static final int FATTR_GID = 1 << 2;
    static final int FATTR_SIZE = 1 << 3;

    // struct fuse_in_header
    static final int IN_HEADER_BYTES = 40;
    static final int IN_LEN = 0;
    static final int IN_OPCODE = 4;
    static final int IN_UNIQUE = 8;
    static final int IN_NODEID = 16;
    static final int IN_UID = 24;
    static final int IN_GID = 28;
    static final int IN_PID = 32;
    static final int IN_TOTAL_EXTLEN = 36;

    // struct fuse_out_header
    static final int OUT_HEADER_BYTES = 16;
    static final int OUT_LEN = 0;
    static final int OUT_ERROR = 4;
    static final int OUT_UNIQUE = 8;

    // struct fuse_init_in, fuse_init_out
    static final int INIT_IN_MAJOR = 0;
    static final int INIT_IN_MINOR = 4;
    static final int INIT_IN_MAX_READAHEAD = 8;
    static final int INIT_IN_FLAGS = 12;
    static final int INIT_IN_FLAGS2 = 16;
    static final int INIT_IN_BYTES = 16;
    static final int INIT_OUT_MAJOR = 0;
    static final int INIT_OUT_MINOR = 4;
    static final int INIT_OUT_MAX_READAHEAD = 8;
    static final int INIT_OUT_FLAGS = 12;
    static final int INIT_OUT_MAX_BACKGROUND = 16;
    static final int INIT_OUT_CONGESTION_THRESHOLD = 18;
    static final int INIT_OUT_MAX_WRITE = 20;
    static final int INIT_OUT_TIME_GRAN = 24;
    static final int INIT_OUT_MAX_PAGES = 28;
    static final int INIT_OUT_FLAGS2 = 32;
    static final int INIT_OUT_BYTES = 64;

    // struct fuse_read_in and fuse_write_in begin alike.
    static final int IO_FH = 0;
    static final int IO_OFFSET = 8;
    static final int IO_SIZE = 16;
    static final int IO_FLAGS = 32;
    static final int IO_BYTES = 40;
    static final int WRITE_OUT_BYTES = 8;

    // struct fuse_open_in, fuse_open_out; fuse_release_in, fuse_fsync_in and fuse_flush_in begin with the handle.
    static final int OPEN_IN_FLAGS = 0;
    static final int OPEN_IN_BYTES = 8;
    static final int OPEN_OUT_FH = 0;
    static final int OPEN_OUT_FLAGS = 8;
    static final int OPEN_OUT_BYTES = 16;
    static final int RELEASE_IN_BYTES = 24;
    static final int FLUSH_IN_BYTES = 24;
    static final int FSYNC_IN_BYTES = 16;
    static final int CREATE_IN_BYTES = 16;

    // struct fuse_ioctl_in, fuse_ioctl_out
    static final int IOCTL_FLAGS = 8;
    static final int IOCTL_CMD = 12;
    static final int IOCTL_IN_SIZE = 24;
    static final int IOCTL_OUT_SIZE = 28;
    static final int IOCTL_IN_BYTES = 32;
    static final int IOCTL_OUT_BYTES = 16;

    // struct fuse_fallocate_in
    static final int FALLOCATE_OFFSET = 8;
    static final int FALLOCATE_LENGTH = 16;
    static final int FALLOCATE_MODE = 24;
    static final int FALLOCATE_IN_BYTES = 32;

    // struct fuse_setattr_in
    static final int SETATTR_VALID = 0;
    static final int SETATTR_SIZE = 16;
    static final int SETATTR_MODE = 68;
    static final int SETATTR_UID = 76;
    static final int SETATTR_GID = 80;
    static final int SETATTR_IN_BYTES = 88;

    // struct fuse_attr, inside fuse_attr_out and fuse_entry_out
    static final int ATTR_INO = 0;
    static final int ATTR_SIZE = 8;
    static final int ATTR_BLOCKS = 16;
    static final int ATTR_ATIME = 24;
    static final int ATTR_MTIME = 32;
    static final int ATTR_CTIME = 40;
    static final int ATTR_MODE = 60;
    static final int ATTR_NLINK = 64;
    static final int ATTR_UID = 68;
    static final int ATTR_GID = 72;
    static final int ATTR_BLKSIZE = 80;
    static final int ATTR_BYTES = 88;
    static final int ATTR_OUT_ATTR = 16;
    static final int ATTR_OUT_BYTES = ATTR_OUT_ATTR + ATTR_BYTES;
    static final int ENTRY_OUT_NODEID = 0;
    static final int ENTRY_OUT_ATTR = 40;
    static final int ENTRY_OUT_BYTES = ENTRY_OUT_ATTR + ATTR_BYTES;

    // struct fuse_dirent
    static final int DIRENT_INO = 0;
    static final int DIRENT_OFF = 8;
    static final int DIRENT_NAMELEN = 16;
    static final int DIRENT_TYPE = 20;
    static final int DIRENT_NAME = 24;

    // struct fuse_statfs_out
    static final int STATFS_FILES = 24;
    static final int STATFS_BSIZE = 40;
    static final int STATFS_NAMELEN = 44;
    static final int STATFS_FRSIZE = 48;
    static final int STATFS_OUT_BYTES = 80;

    static final int GETATTR_IN_BYTES = 16;
    static final int INTERRUPT_IN_BYTES = 8;
    static final int BATCH_FORGET_IN_BYTES = 8;
    static final int FORGET_ONE_BYTES = 16;

    // Our limits, negotiated in INIT.
    /** The largest read or write: 256 pages, the kernel's default limit. */
    static final int MAX_TRANSFER = 1 << 20;

    static final int MAX_TRANSFER_PAGES = 256;
    /** The largest ioctl argument: its size has 14 bits in the command. */
    static final int MAX_IOCTL = (1 << 14) - 1;

    private FuseProtocol() {}
}
