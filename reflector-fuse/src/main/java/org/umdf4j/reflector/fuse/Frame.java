package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * A request of the kernel, seen in the memory it was read into. A view that is reused for frame after frame; nothing is
 * allocated and nothing but the memory is touched. {@link #check} must have said {@link Fault#NONE} before anything but
 * {@link #opcode} and {@link #unique} is asked. Owned by one thread.
 *
 * <pre>
 *  0          40                       length
 *  | header   | body of the opcode | extensions |
 * </pre>
 */
final class Frame {
    private final MemorySegment memory;
    private long length;

    /** @param memory where frames are read to; each starts at its first byte */
    Frame(MemorySegment memory) {
        this.memory = memory;
    }

    /** A frame of this many bytes has been read; it is not trusted. */
    void received(long lengthBytes) {
        length = lengthBytes;
    }

    /** What is wrong with the frame, if anything: lengths, sizes, offsets and names against its opcode. */
    Fault check() {
        if (length < IN_HEADER_BYTES) {
            return Fault.SHORT_HEADER;
        }
        if (Integer.toUnsignedLong(header32(IN_LEN)) != length) {
            return Fault.LENGTH_MISMATCH;
        }
        if (unique() == 0 && (wantsReply() || opcode() == INTERRUPT)) {
            // A reply with this number would be a notification.
            return Fault.NO_NUMBER;
        }
        int least = leastBodyBytes(opcode());
        if (least < 0) {
            boolean known = opcode() > 0 && opcode() <= LAST_OPCODE;
            return known ? Fault.NOT_SUPPORTED : Fault.UNKNOWN_OPCODE;
        }
        if (bodyBytes() < least) {
            return Fault.SHORT_BODY;
        }
        return switch (opcode()) {
            case READ, READDIR, READDIRPLUS -> transfer(0);
            case WRITE -> transfer(body32(IO_SIZE));
            case IOCTL -> control();
            case FALLOCATE ->
                body64(FALLOCATE_OFFSET) < 0 || body64(FALLOCATE_LENGTH) < 0 ? Fault.BAD_OFFSET : Fault.NONE;
            case BATCH_FORGET ->
                Integer.toUnsignedLong(body32(0)) * FORGET_ONE_BYTES > bodyBytes() - BATCH_FORGET_IN_BYTES
                        ? Fault.BAD_SIZE
                        : Fault.NONE;
            case LOOKUP -> nameEnd(0) < 0 ? Fault.BAD_NAME : Fault.NONE;
            case CREATE -> nameEnd(CREATE_IN_BYTES) < 0 ? Fault.BAD_NAME : Fault.NONE;
            default -> Fault.NONE;
        };
    }

    /** The opcode; 0 if the frame is too short to hold one. */
    int opcode() {
        return length < IN_HEADER_BYTES ? 0 : header32(IN_OPCODE);
    }

    /** The number a reply must carry; 0 if the frame is too short to hold one, and then there is no reply. */
    long unique() {
        return length < IN_HEADER_BYTES ? 0 : memory.get(JAVA_LONG_UNALIGNED, IN_UNIQUE);
    }

    /** Whether the kernel waits for a reply. An interrupt may have one, but need not. */
    boolean wantsReply() {
        return switch (opcode()) {
            case FORGET, BATCH_FORGET, INTERRUPT -> false;
            default -> true;
        };
    }

    long nodeId() {
        return memory.get(JAVA_LONG_UNALIGNED, IN_NODEID);
    }

    int uid() {
        return header32(IN_UID);
    }

    int gid() {
        return header32(IN_GID);
    }

    int pid() {
        return header32(IN_PID);
    }

    /** The 32-bit field at this offset of the body. */
    int body32(int offset) {
        return memory.get(JAVA_INT_UNALIGNED, IN_HEADER_BYTES + offset);
    }

    /** The 64-bit field at this offset of the body. */
    long body64(int offset) {
        return memory.get(JAVA_LONG_UNALIGNED, IN_HEADER_BYTES + offset);
    }

    /** The NUL-terminated name at this offset of the body. */
    String name(int offset) {
        long end = nameEnd(offset);
        byte[] bytes = memory.asSlice(IN_HEADER_BYTES + offset, end - offset).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Bytes between the header and the extensions, negative if the extensions claim more than there is. */
    long bodyBytes() {
        int extensionWords = Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED, IN_TOTAL_EXTLEN));
        return length - IN_HEADER_BYTES - 8L * extensionWords;
    }

    @Override
    public String toString() {
        return "opcode " + opcode() + ", unique " + unique() + ", " + length + " bytes";
    }

    private Fault transfer(int dataBytes) {
        if (Integer.compareUnsigned(body32(IO_SIZE), MAX_TRANSFER) > 0) {
            return Fault.BAD_SIZE;
        }
        if (bodyBytes() != IO_BYTES + (long) dataBytes) {
            return Fault.BAD_SIZE;
        }
        return body64(IO_OFFSET) < 0 ? Fault.BAD_OFFSET : Fault.NONE;
    }

    private Fault control() {
        boolean tooLarge = Integer.compareUnsigned(body32(IOCTL_IN_SIZE), MAX_IOCTL) > 0
                || Integer.compareUnsigned(body32(IOCTL_OUT_SIZE), MAX_IOCTL) > 0;
        return tooLarge || bodyBytes() != IOCTL_IN_BYTES + (long) body32(IOCTL_IN_SIZE) ? Fault.BAD_SIZE : Fault.NONE;
    }

    /** The body offset of the NUL that ends the name beginning at {@code offset}, or -1. */
    private long nameEnd(int offset) {
        long bodyBytes = bodyBytes();
        for (long at = offset; at < bodyBytes; at++) {
            if (memory.get(JAVA_BYTE, IN_HEADER_BYTES + at) == 0) {
                return at;
            }
        }
        return -1;
    }

    private int header32(int offset) {
        return memory.get(JAVA_INT_UNALIGNED, offset);
    }

    /** The least size of the opcode's body, or -1 for an opcode we do not serve. */
    private static int leastBodyBytes(int opcode) {
        return switch (opcode) {
            case READ, WRITE, READDIR, READDIRPLUS -> IO_BYTES;
            case LOOKUP, STATFS, SYMLINK, MKNOD, MKDIR, UNLINK, RMDIR, RENAME, RENAME2, LINK, DESTROY -> 0;
            case FORGET -> 8;
            case GETATTR -> GETATTR_IN_BYTES;
            case SETATTR -> SETATTR_IN_BYTES;
            case OPEN, OPENDIR, ACCESS -> OPEN_IN_BYTES;
            case CREATE -> CREATE_IN_BYTES;
            case RELEASE, RELEASEDIR -> RELEASE_IN_BYTES;
            case FSYNC, FSYNCDIR -> FSYNC_IN_BYTES;
            case FLUSH -> FLUSH_IN_BYTES;
            case INIT -> INIT_IN_BYTES;
            case INTERRUPT -> INTERRUPT_IN_BYTES;
            case IOCTL -> IOCTL_IN_BYTES;
            case BATCH_FORGET -> BATCH_FORGET_IN_BYTES;
            case FALLOCATE -> FALLOCATE_IN_BYTES;
            default -> -1;
        };
    }
}
