package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.irp.FileObject;

/**
 * The handles of a session. A handle is a slot's index with the slot's use count above it, so that a handle of a file
 * long closed is known as such. Looking one up takes no lock. Any thread.
 */
final class OpenFiles {
    /** As many as a busy machine opens; an {@code OpenFile} is small, but a hostile program must not fill the heap. */
    static final int MOST = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();

    /** Written under the lock. A reader that knows a handle has been told of it after the slot was written. */
    private volatile @Nullable OpenFile[] slots = new @Nullable OpenFile[64];

    @GuardedBy("lock")
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    @GuardedBy("lock")
    private int used;

    @GuardedBy("lock")
    private int generation;

    /** Gives an open file a handle; null if there are {@link #MOST} already. */
    @Nullable
    OpenFile add(FileObject file, DeviceNode node) {
        lock.lock();
        try {
            Integer reused = free.pollFirst();
            int index = reused == null ? used : reused;
            if (index == MOST) {
                return null;
            }
            used = Math.max(used, index + 1);
            @Nullable OpenFile[] array = slots;
            if (index == array.length) {
                array = Arrays.copyOf(array, index * 2);
            }
            generation = generation == Integer.MAX_VALUE ? 1 : generation + 1;
            OpenFile open = new OpenFile((long) generation << 32 | index, file, node);
            array[index] = open;
            slots = array;
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** The file of a handle; null if the handle was never issued or is closed. */
    @Nullable
    OpenFile find(long handle) {
        int index = (int) handle;
        @Nullable OpenFile[] array = slots;
        OpenFile open = index >= 0 && index < array.length ? array[index] : null;
        return open != null && open.handle() == handle ? open : null;
    }

    /** Ends a handle and tells the device. Returns whether there was one. */
    boolean close(long handle) {
        OpenFile open;
        lock.lock();
        try {
            open = find(handle);
            if (open != null) {
                int index = (int) handle;
                @Nullable OpenFile[] array = slots;
                array[index] = null;
                slots = array;
                free.addLast(index);
            }
        } finally {
            lock.unlock();
        }
        if (open == null) {
            return false;
        }
        open.node().port().closeFile(open.file());
        return true;
    }

    /** Ends every handle: the kernel has forgotten them. */
    void closeAll() {
        for (OpenFile open : slots) {
            if (open != null) {
                close(open.handle());
            }
        }
    }
}
