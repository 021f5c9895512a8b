package org.umdf4j.framework.stack;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * The way into a stack. Counts the open files, from the moment a create is let in until OnCloseFile has returned or the
 * create has failed, so that no IRP can meet a device that has been disposed: an IRP needs a file, and devices are
 * disposed when there is none and none can come.
 */
final class StackPort implements DevicePort {
    private final String name;
    private final Scheduler scheduler;
    private final PortListeners listeners;
    private final FrameworkLock lock;

    /** The highest device, where IRPs go in; set before the port becomes available for the first time. */
    private volatile Optional<StackDevice> top = Optional.empty();

    private volatile boolean available;
    private volatile boolean terminated;

    /** Files that hold the stack; guarded by {@link #lock}, as the two below. */
    private final Set<FileObject> open = new HashSet<>();

    /** Those of {@link #open} whose last handle is closed. */
    private final Set<FileObject> closing = new HashSet<>();

    private Optional<Runnable> whenAllClosed = Optional.empty();

    StackPort(String name, Scheduler scheduler) {
        this.name = name;
        this.scheduler = scheduler;
        this.listeners = new PortListeners(scheduler, "the device has not been started");
        this.lock = scheduler.newLock("open files of " + name);
        scheduler.access(this, /* write= */ true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAvailable() {
        return available;
    }

    @Override
    public Registration listen(Listener listener) {
        return listeners.add(listener);
    }

    @Override
    public void submit(Irp irp) {
        boolean create = irp.type() == WDF_REQUEST_TYPE.CREATE;
        scheduler.access(this, /* write= */ false);
        Optional<StackDevice> device = top;
        if (device.isEmpty() || !(create ? admit(irp.file()) : available)) {
            irp.end(HResult.STATUS_NO_SUCH_DEVICE, 0);
            return;
        }
        boolean entered = create ? irp.enter(() -> gone(irp.file())) : irp.enter();
        if (entered) {
            device.get().dispatch(irp);
        } else {
            irp.end(HResult.STATUS_FILE_CLOSED, 0);
        }
    }

    private boolean admit(FileObject file) {
        file.reportTo(scheduler);
        lock.lock();
        try {
            return available && open.add(file);
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the file is not open, or closed already: a reflector's mistake
     */
    @Override
    public void closeFile(FileObject file) {
        lock.lock();
        try {
            if (!open.contains(file) || !closing.add(file)) {
                throw new IllegalStateException(file + " is not open on " + name);
            }
        } finally {
            lock.unlock();
        }
        // Cleanup must not wait behind what the closing thread has to do next (FIL-15).
        scheduler.execute("cleanup of a file of " + name, () -> cleanUp(file));
    }

    private void cleanUp(FileObject file) {
        scheduler.access(this, /* write= */ false);
        Optional<StackDevice> device = top;
        if (terminated || device.isEmpty()) {
            file.whenNoIrpOutstanding(() -> gone(file));
            return;
        }
        // OnCloseFile must not run inside the completion that happened to be the file's last.
        Runnable close = () -> device.get().closeFile(file, () -> gone(file));
        device.get()
                .cleanupFile(
                        file,
                        () -> file.whenNoIrpOutstanding(() -> scheduler.execute("close of a file of " + name, close)));
    }

    private void gone(FileObject file) {
        Optional<Runnable> last = Optional.empty();
        lock.lock();
        try {
            closing.remove(file);
            if (open.remove(file) && open.isEmpty()) {
                last = whenAllClosed;
                whenAllClosed = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        last.ifPresent(Runnable::run);
    }

    /** The whole power-up has succeeded (PNP-11). */
    void enable(StackDevice newTop) {
        scheduler.access(this, /* write= */ true);
        top = Optional.of(newTop);
        lock.lock();
        try {
            if (terminated) {
                return;
            }
            available = true;
        } finally {
            lock.unlock();
        }
        listeners.change(Optional.empty());
    }

    /** Asks who listens whether the device may be removed. */
    boolean queryRemove() {
        return listeners.queryRemove();
    }

    /** Tells who listens that the removal they agreed to does not take place. */
    void removeCanceled() {
        listeners.removeCanceled();
    }

    /** Step 6 of a removal. From its return on no file is opened. */
    void disable(String reason) {
        scheduler.access(this, /* write= */ true);
        lock.lock();
        try {
            available = false;
        } finally {
            lock.unlock();
        }
        listeners.change(Optional.of(reason));
    }

    /** The drivers run no more: files close without them, those under way at once. */
    void terminate(String reason) {
        Set<FileObject> abandoned;
        scheduler.access(this, /* write= */ true);
        lock.lock();
        try {
            terminated = true;
            abandoned = Set.copyOf(closing);
        } finally {
            lock.unlock();
        }
        disable(reason);
        abandoned.forEach(this::gone);
    }

    /** How many files hold the stack. */
    int openFiles() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs {@code action} once when the last file is gone. The port is disabled.
     *
     * @return false if no file is open; nothing will be run then
     */
    boolean whenAllClosed(Runnable action) {
        lock.lock();
        try {
            if (open.isEmpty()) {
                return false;
            }
            whenAllClosed = Optional.of(action);
            return true;
        } finally {
            lock.unlock();
        }
    }
}
