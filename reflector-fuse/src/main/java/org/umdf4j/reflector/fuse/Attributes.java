package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.lang.foreign.MemorySegment;
import org.umdf4j.linux.Linux;

/**
 * Writes {@code struct fuse_attr} and {@code struct fuse_entry_out} into zeroed memory. All their cache times stay 0: a
 * device that is gone is gone for the next program at once.
 */
final class Attributes {
    private static final int S_IFDIR = 0x4000;
    private static final int S_IFREG = 0x8000;
    private static final int DIRECTORY_MODE = 0555;
    private static final int BLOCK_BYTES = 4096;
    private static final int STAT_BLOCK_BYTES = 512;

    private Attributes() {}

    /** {@code struct fuse_entry_out} of a device, at {@code offset}. */
    static void entry(MemorySegment to, long offset, DeviceNode node) {
        to.set(JAVA_LONG_UNALIGNED, offset + ENTRY_OUT_NODEID, node.id());
        device(to, offset + ENTRY_OUT_ATTR, node);
    }

    /** {@code struct fuse_attr} of a device, at {@code offset}. */
    static void device(MemorySegment to, long offset, DeviceNode node) {
        DeviceNode.Access access = node.access();
        to.set(JAVA_LONG_UNALIGNED, offset + ATTR_INO, node.id());
        to.set(JAVA_LONG_UNALIGNED, offset + ATTR_SIZE, node.sizeBytes());
        to.set(JAVA_LONG_UNALIGNED, offset + ATTR_BLOCKS, node.sizeBytes() / STAT_BLOCK_BYTES);
        to.set(JAVA_LONG_UNALIGNED, offset + ATTR_ATIME, node.bornSeconds());
        to.set(JAVA_LONG_UNALIGNED, offset + ATTR_MTIME, node.bornSeconds());
        to.set(JAVA_LONG_UNALIGNED, offset + ATTR_CTIME, node.bornSeconds());
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_MODE, S_IFREG | access.mode());
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_NLINK, 1);
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_UID, access.userId());
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_GID, access.groupId());
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_BLKSIZE, BLOCK_BYTES);
    }

    /** {@code struct fuse_attr} of the directory, at {@code offset}. */
    static void root(MemorySegment to, long offset) {
        to.set(JAVA_LONG_UNALIGNED, offset + ATTR_INO, ROOT_ID);
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_MODE, S_IFDIR | DIRECTORY_MODE);
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_NLINK, 2);
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_UID, Linux.geteuid());
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_GID, Linux.getegid());
        to.set(JAVA_INT_UNALIGNED, offset + ATTR_BLKSIZE, BLOCK_BYTES);
    }
}
