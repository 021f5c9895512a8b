package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.umdf4j.linux.Errno;

/** Answers for names and attributes, from memory: none of these waits for a device. Called by readers. */
final class DirectoryOperations {
    private static final int DT_DIR = 4;
    private static final int DT_REG = 8;
    private static final int PERMISSION_BITS = 0777;
    private static final int BLOCK_BYTES = 4096;
    /** The longest device name there can be. */
    private static final int NAME_BYTES = 64;

    /** Where a listing goes on behind "." and ".."; a device's own place is its id behind these. */
    private static final long COOKIE_SELF = 1;

    private static final long COOKIE_PARENT = 2;

    private final Directory directory;

    DirectoryOperations(Directory directory) {
        this.directory = directory;
    }

    void lookup(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        long unique = frame.unique();
        DeviceNode node = frame.nodeId() == ROOT_ID ? directory.byName(frame.name(0)) : null;
        if (node == null) {
            buffer.sendError(unique, frame.nodeId() == ROOT_ID ? Errno.ENOENT : Errno.ENOTDIR);
            return;
        }
        MemorySegment reply = buffer.data(ENTRY_OUT_BYTES).fill((byte) 0);
        Attributes.entry(reply, 0, node);
        buffer.send(unique, ENTRY_OUT_BYTES);
    }

    void attributes(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        DeviceNode node = directory.byId(frame.nodeId());
        if (node == null && frame.nodeId() != ROOT_ID) {
            buffer.sendError(frame.unique(), Errno.ENODEV);
            return;
        }
        replyAttributes(buffer, frame.unique(), node);
    }

    /** Mode and owner can be changed. A size cannot; 0 is taken as the O_TRUNC of a shell's {@code >}, and ignored. */
    void setAttributes(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        DeviceNode node = directory.byId(frame.nodeId());
        if (node == null) {
            buffer.sendError(frame.unique(), frame.nodeId() == ROOT_ID ? Errno.EPERM : Errno.ENODEV);
            return;
        }
        int valid = frame.body32(SETATTR_VALID);
        long size = frame.body64(SETATTR_SIZE);
        if ((valid & FATTR_SIZE) != 0 && size != 0 && size != node.sizeBytes()) {
            buffer.sendError(frame.unique(), Errno.EINVAL);
            return;
        }
        DeviceNode.Access old = node.access();
        node.setAccess(new DeviceNode.Access(
                (valid & FATTR_MODE) == 0 ? old.mode() : frame.body32(SETATTR_MODE) & PERMISSION_BITS,
                (valid & FATTR_UID) == 0 ? old.userId() : frame.body32(SETATTR_UID),
                (valid & FATTR_GID) == 0 ? old.groupId() : frame.body32(SETATTR_GID)));
        replyAttributes(buffer, frame.unique(), node);
    }

    /** READDIR, or READDIRPLUS, which carries each file's attributes along. */
    void list(RequestBuffer buffer, boolean plus) {
        Frame frame = buffer.frame();
        long unique = frame.unique();
        if (frame.nodeId() != ROOT_ID) {
            buffer.sendError(unique, Errno.ENOTDIR);
            return;
        }
        long from = frame.body64(IO_OFFSET);
        Listing listing = new Listing(buffer.data(frame.body32(IO_SIZE)), plus);
        boolean room = (from >= COOKIE_SELF || listing.add(COOKIE_SELF, ".", null))
                && (from >= COOKIE_PARENT || listing.add(COOKIE_PARENT, "..", null));
        for (DeviceNode node : directory.nodes()) {
            long cookie = COOKIE_PARENT + node.id();
            room = room && (from >= cookie || listing.add(cookie, node.name(), node));
        }
        buffer.send(unique, listing.bytes());
    }

    /** Entries one after the other, each padded to 8 bytes, as long as there is room. */
    private static final class Listing {
        private final MemorySegment to;
        private final int prefixBytes;
        private int at;

        Listing(MemorySegment to, boolean plus) {
            this.to = to;
            prefixBytes = plus ? ENTRY_OUT_BYTES : 0;
        }

        int bytes() {
            return at;
        }

        /** Adds an entry, of the directory itself if {@code node} is null; false if there is no room. */
        boolean add(long cookie, String name, @Nullable DeviceNode node) {
            byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
            int bytes = prefixBytes + (DIRENT_NAME + nameBytes.length + 7 & ~7);
            if (at + bytes > to.byteSize()) {
                return false;
            }
            to.asSlice(at, bytes).fill((byte) 0);
            if (prefixBytes > 0 && node != null) {
                Attributes.entry(to, at, node);
            }
            int entry = at + prefixBytes;
            to.set(JAVA_LONG_UNALIGNED, entry + DIRENT_INO, node == null ? ROOT_ID : node.id());
            to.set(JAVA_LONG_UNALIGNED, entry + DIRENT_OFF, cookie);
            to.set(JAVA_INT_UNALIGNED, entry + DIRENT_NAMELEN, nameBytes.length);
            to.set(JAVA_INT_UNALIGNED, entry + DIRENT_TYPE, node == null ? DT_DIR : DT_REG);
            MemorySegment.copy(nameBytes, 0, to, JAVA_BYTE, entry + DIRENT_NAME, nameBytes.length);
            at += bytes;
            return true;
        }
    }

    void openDirectory(RequestBuffer buffer) {
        long unique = buffer.frame().unique();
        if (buffer.frame().nodeId() != ROOT_ID) {
            buffer.sendError(unique, Errno.ENOTDIR);
            return;
        }
        // A listing needs no state between its requests: every handle is 0.
        buffer.data(OPEN_OUT_BYTES).fill((byte) 0);
        buffer.send(unique, OPEN_OUT_BYTES);
    }

    /** No blocks, as devices have none of ours; as many files as there are devices. */
    void fileSystem(RequestBuffer buffer) {
        MemorySegment reply = buffer.data(STATFS_OUT_BYTES).fill((byte) 0);
        reply.set(JAVA_LONG_UNALIGNED, STATFS_FILES, directory.nodes().length);
        reply.set(JAVA_INT_UNALIGNED, STATFS_BSIZE, BLOCK_BYTES);
        reply.set(JAVA_INT_UNALIGNED, STATFS_NAMELEN, NAME_BYTES);
        reply.set(JAVA_INT_UNALIGNED, STATFS_FRSIZE, BLOCK_BYTES);
        buffer.send(buffer.frame().unique(), STATFS_OUT_BYTES);
    }

    /** {@code struct fuse_attr_out} of a device, or of the directory if {@code node} is null. */
    private void replyAttributes(RequestBuffer buffer, long unique, @Nullable DeviceNode node) {
        MemorySegment reply = buffer.data(ATTR_OUT_BYTES).fill((byte) 0);
        if (node == null) {
            Attributes.root(reply, ATTR_OUT_ATTR);
        } else {
            Attributes.device(reply, ATTR_OUT_ATTR, node);
        }
        buffer.send(unique, ATTR_OUT_BYTES);
    }
}
