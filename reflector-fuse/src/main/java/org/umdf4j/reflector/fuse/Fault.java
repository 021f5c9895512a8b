package org.umdf4j.reflector.fuse;

import org.umdf4j.linux.Errno;

/** What can be wrong with a frame or a reply, and the error a frame's sender gets for it. */
enum Fault {
    NONE(0, "nothing"),
    SHORT_HEADER(Errno.EINVAL, "frame shorter than a header"),
    LENGTH_MISMATCH(Errno.EINVAL, "frame length differs from the one in its header"),
    SHORT_BODY(Errno.EINVAL, "body too short for its opcode"),
    NO_NUMBER(Errno.EINVAL, "request without a number to answer it by"),
    BAD_SIZE(Errno.EINVAL, "data size beyond the limit or not that of the frame"),
    BAD_OFFSET(Errno.EINVAL, "negative offset"),
    BAD_NAME(Errno.EINVAL, "name without an end"),
    UNKNOWN_OPCODE(Errno.ENOSYS, "operation that FUSE does not have"),
    NOT_SUPPORTED(Errno.ENOSYS, "operation not supported"),
    NOT_INITIALIZED(Errno.EIO, "request before INIT"),
    SECOND_INIT(Errno.EIO, "INIT after INIT"),
    UNKNOWN_HANDLE(Errno.EBADF, "handle never issued or already released"),
    REPLY_REFUSED(0, "the kernel refused a reply"),
    RING_REFUSED(0, "the kernel refused to serve over io_uring"),
    READ_FAILED(0, "reading the next request failed"),
    TOO_MANY_REQUESTS(Errno.ENOMEM, "more requests in flight than the session may hold"),
    INTERNAL_ERROR(Errno.EIO, "a request failed inside the host");

    private final int errno;
    private final String text;

    Fault(int errno, String text) {
        this.errno = errno;
        this.text = text;
    }

    /** The error to answer with, positive. */
    int errno() {
        return errno;
    }

    /** What happened, for the log. */
    String text() {
        return text;
    }
}
