package org.umdf4j.reflector.fuse;

/** Numbers of {@code <linux/fuse.h>} from version 7.42 on: requests over io_uring. A test compares them with the header. */
final class RingProtocol {
    /** FUSE_OVER_IO_URING, which is in the upper half of INIT's flags. */
    static final int OVER_IO_URING = 1 << 9;

    /** The size of INIT's body with which that half came. */
    static final int INIT_IN_BYTES = 64;

    // struct fuse_uring_req_header: what the kernel and we share beside the data of a request.
    /** {@code struct fuse_in_header} of a request, {@code struct fuse_out_header} of its reply. */
    static final int IN_OUT = 0;
    /** What follows the header and is not data. */
    static final int OP_IN = 128;

    static final int OP_IN_BYTES = 128;
    static final int COMMIT_ID = 264;
    /** How much data there is, of the request or of the reply. */
    static final int PAYLOAD_SIZE = 272;

    static final int HEADER_BYTES = 288;

    // enum fuse_uring_cmd
    static final int REGISTER = 1;
    static final int COMMIT_AND_FETCH = 2;

    // struct fuse_uring_cmd_req
    static final int CMD_COMMIT_ID = 8;
    static final int CMD_QUEUE = 16;

    private RingProtocol() {}
}
