package org.umdf4j.framework.irp;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * One open of a device. The reflector makes it, submits an {@link IrpParameters.Create} with it, and when that succeeded
 * ends its life with exactly one {@link DevicePort#closeFile}. Any thread.
 */
public final class FileObject {
    /** Set in {@link #outstanding} once the last handle is closed and cleanup has run. */
    private static final int CLEANED_UP = 1 << 31;

    private final String name;
    private final Requestor requestor;
    private final Opening opening;
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile @Nullable Runnable whenIdle;

    /** Who hears of what threads share here; null while no stack has the file. */
    private volatile @Nullable Scheduler scheduler;

    /**
     * @param name the path below the device, empty for the device itself
     * @param requestor who opens it
     */
    public FileObject(String name, Requestor requestor) {
        this(name, requestor, Opening.PLAIN);
    }

    /** As {@link #FileObject(String, Requestor)}, for an open with more to say about it. */
    public FileObject(String name, Requestor requestor, Opening opening) {
        this.name = name;
        this.requestor = requestor;
        this.opening = opening;
    }

    /**
     * What most opens do not have.
     *
     * @param relatedTo the open this one is relative to
     * @param initiatorProcessId the process a broker opens the file for, 0 if the requestor opens it for itself
     */
    public record Opening(Optional<FileObject> relatedTo, long initiatorProcessId) {
        /** By name, for itself. */
        public static final Opening PLAIN = new Opening(Optional.empty(), 0);
    }

    /** What else there is to say about the open. */
    public Opening opening() {
        return opening;
    }

    /** The path below the device, empty for the device itself. */
    public String name() {
        return name;
    }

    /** Who opened it. */
    public Requestor requestor() {
        return requestor;
    }

    /** Framework only: the stack that the file is opened on reports to {@code newScheduler}. Before the open's IRP enters. */
    public void reportTo(Scheduler newScheduler) {
        scheduler = newScheduler;
        newScheduler.access(this, /* write= */ true);
    }

    private void access(boolean write) {
        Scheduler present = scheduler;
        if (present != null) {
            present.access(this, write);
        }
    }

    /** In which order IRPs are counted in and out makes no difference until the cleanup: from then on the last one acts. */
    private void reportCount() {
        access(/* write= */ false);
        if ((outstanding.get() & CLEANED_UP) != 0) {
            access(/* write= */ true);
        }
    }

    /** Framework only: an IRP enters the stack; false if the file is closed and its last IRP has ended (FIL-6). */
    boolean irpStarted() {
        reportCount();
        return outstanding.getAndUpdate(count -> count == CLEANED_UP ? count : count + 1) != CLEANED_UP;
    }

    /** Framework only: an IRP of this file that had entered the stack has ended; {@link Irp#end} says so. */
    void irpCompleted() {
        reportCount();
        if (outstanding.decrementAndGet() == CLEANED_UP) {
            fireIdle();
        }
    }

    /**
     * Framework only: runs {@code action} once when no IRP of this file is outstanding, perhaps at once. Called at most
     * once, after which no further IRP may be submitted.
     */
    public void whenNoIrpOutstanding(Runnable action) {
        access(/* write= */ true);
        whenIdle = action;
        if (outstanding.getAndUpdate(count -> count | CLEANED_UP) == 0) {
            fireIdle();
        }
    }

    private void fireIdle() {
        Runnable action = whenIdle;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public String toString() {
        return "file '" + name + "' of process " + requestor.processId();
    }
}
