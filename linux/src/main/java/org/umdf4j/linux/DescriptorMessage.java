package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The {@code struct msghdr} for one byte of data and one descriptor beside it. */
final class DescriptorMessage {
    /** {@code CMSG_LEN(sizeof(int))}. */
    static final long CONTROL_LENGTH = Socket.CMSGHDR$LAYOUT.byteSize() + Integer.BYTES;

    /** {@code CMSG_SPACE(sizeof(int))}. */
    static final long CONTROL_SPACE = Socket.CMSGHDR$LAYOUT.byteSize() + Long.BYTES;

    private DescriptorMessage() {}

    /** Room for the control message. */
    static MemorySegment control(Arena arena) {
        return arena.allocate(CONTROL_SPACE, 8);
    }

    /** A message header over one byte and {@code control}. */
    static MemorySegment header(Arena arena, MemorySegment control) {
        MemorySegment vector = arena.allocate(Socket.IOVEC$LAYOUT);
        vector.set(ADDRESS, Socket.offset(Socket.IOVEC$LAYOUT, "iov_base"), arena.allocate(1));
        vector.set(JAVA_LONG, Socket.offset(Socket.IOVEC$LAYOUT, "iov_len"), 1L);
        MemorySegment header = arena.allocate(Socket.MSGHDR$LAYOUT);
        header.set(ADDRESS, Socket.offset(Socket.MSGHDR$LAYOUT, "msg_iov"), vector);
        header.set(JAVA_LONG, Socket.offset(Socket.MSGHDR$LAYOUT, "msg_iovlen"), 1L);
        header.set(ADDRESS, Socket.offset(Socket.MSGHDR$LAYOUT, "msg_control"), control);
        header.set(JAVA_LONG, Socket.offset(Socket.MSGHDR$LAYOUT, "msg_controllen"), CONTROL_SPACE);
        return header;
    }

    /** The descriptor in a received control message, or {@code -EPROTO} if there is none. */
    static int descriptor(MemorySegment control) {
        boolean rights = control.get(JAVA_LONG, Socket.offset(Socket.CMSGHDR$LAYOUT, "cmsg_len")) == CONTROL_LENGTH
                && control.get(JAVA_INT, Socket.offset(Socket.CMSGHDR$LAYOUT, "cmsg_level")) == Socket.SOL_SOCKET
                && control.get(JAVA_INT, Socket.offset(Socket.CMSGHDR$LAYOUT, "cmsg_type")) == Socket.SCM_RIGHTS;
        return rights ? control.get(JAVA_INT, Socket.CMSGHDR$LAYOUT.byteSize()) : -Errno.EPROTO;
    }
}
