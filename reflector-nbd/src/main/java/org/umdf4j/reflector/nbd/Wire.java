package org.umdf4j.reflector.nbd;

/** Numbers of the NBD protocol (NetworkBlockDevice/nbd, doc/proto.md) and this server's limits. All wire integers are big-endian. */
final class Wire {
    static final long GREETING = 0x4e42444d41474943L; // "NBDMAGIC"
    static final long OPTION_MAGIC = 0x49484156454F5054L; // "IHAVEOPT"
    static final long OPTION_REPLY_MAGIC = 0x0003e889045565a9L;
    static final int REQUEST_MAGIC = 0x25609513;
    static final int SIMPLE_REPLY_MAGIC = 0x67446698;
    static final int STRUCTURED_REPLY_MAGIC = 0x668e33ef;

    /** Bits of both the server's and the client's handshake flags. */
    static final int FIXED_NEWSTYLE = 1;

    static final int NO_ZEROES = 2;

    static final int OPT_EXPORT_NAME = 1;
    static final int OPT_ABORT = 2;
    static final int OPT_LIST = 3;
    static final int OPT_STARTTLS = 5;
    static final int OPT_INFO = 6;
    static final int OPT_GO = 7;
    static final int OPT_STRUCTURED_REPLY = 8;
    static final int OPT_LIST_META_CONTEXT = 9;
    static final int OPT_SET_META_CONTEXT = 10;

    static final int REP_ACK = 1;
    static final int REP_SERVER = 2;
    static final int REP_INFO = 3;
    static final int REP_ERR_UNSUP = 1 << 31 | 1;
    static final int REP_ERR_INVALID = 1 << 31 | 3;
    static final int REP_ERR_PLATFORM = 1 << 31 | 4;
    static final int REP_ERR_UNKNOWN = 1 << 31 | 6;
    static final int REP_ERR_SHUTDOWN = 1 << 31 | 7;
    static final int REP_ERR_TOO_BIG = 1 << 31 | 9;

    static final int INFO_EXPORT = 0;
    static final int INFO_NAME = 1;
    static final int INFO_DESCRIPTION = 2;
    static final int INFO_BLOCK_SIZE = 3;

    static final int FLAG_HAS_FLAGS = 1;
    static final int FLAG_READ_ONLY = 1 << 1;
    static final int FLAG_SEND_FLUSH = 1 << 2;
    static final int FLAG_SEND_FUA = 1 << 3;
    static final int FLAG_SEND_TRIM = 1 << 5;
    static final int FLAG_SEND_WRITE_ZEROES = 1 << 6;
    static final int FLAG_SEND_DF = 1 << 7;
    static final int FLAG_CAN_MULTI_CONN = 1 << 8;

    static final int CMD_READ = 0;
    static final int CMD_WRITE = 1;
    static final int CMD_DISC = 2;
    static final int CMD_FLUSH = 3;
    static final int CMD_TRIM = 4;
    static final int CMD_WRITE_ZEROES = 6;

    static final int CMD_FLAG_FUA = 1;
    static final int CMD_FLAG_NO_HOLE = 1 << 1;
    static final int CMD_FLAG_DF = 1 << 2;

    static final int REPLY_FLAG_DONE = 1;
    static final int REPLY_NONE = 0;
    static final int REPLY_OFFSET_DATA = 1;
    static final int REPLY_ERROR = 1 << 15 | 1;

    /** u32 magic, u16 flags, u16 type, u64 cookie, u64 offset, u32 length. */
    static final int REQUEST_SIZE = 28;

    static final int OPTION_HEADER_SIZE = 16;

    static final int MIN_BLOCK = 1;
    static final int PREFERRED_BLOCK = 4096;

    /** The largest READ or WRITE: what clients assume when a server says nothing, so that no client must be refused. */
    static final int MAX_PAYLOAD = 32 << 20;

    /** The longest name of an export the protocol allows. */
    static final int MAX_NAME = 4096;

    private Wire() {}
}
