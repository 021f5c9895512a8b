package org.umdf4j.framework.object;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.IWDFWorkItem;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/** Deferred work (OBJ-9): enqueued at most once at a time, run on a thread of the scheduler. Any thread. */
public final class WdfWorkItem extends WdfObject implements IWDFWorkItem {
    private final WUDF_WORKITEM_CONFIG config;
    private final WdfObject visibleParent;
    private final Scheduler scheduler;
    private final FrameworkLock lock;

    /** Open when the enqueued run has returned; null while nothing is enqueued or running. */
    @GuardedBy("lock")
    private @Nullable Gate pending;

    /** Open when the running callback has returned. */
    @GuardedBy("lock")
    private @Nullable Gate running;

    /** The thread in the callback, which must not wait for itself. */
    private volatile @Nullable Thread runner;

    public WdfWorkItem(ObjectSpace space, WdfObject parent, WUDF_WORKITEM_CONFIG config) {
        super(space, parent);
        this.config = config;
        this.visibleParent = parent;
        this.scheduler = space.calls().scheduler();
        this.lock = scheduler.newLock("work item");
        join(null);
    }

    @Override
    public void enqueue() {
        requireLive();
        lock.lock();
        try {
            if (pending != null) {
                return;
            }
            pending = scheduler.newGate("work item has run");
        } finally {
            lock.unlock();
        }
        scheduler.execute("work item", this::runOnce);
    }

    @Override
    public void flush() {
        @Nullable Gate enqueued;
        @Nullable Gate inProgress;
        lock.lock();
        try {
            enqueued = pending;
            inProgress = running;
        } finally {
            lock.unlock();
        }
        if (runner == Thread.currentThread()) {
            throw space().calls()
                    .verifier()
                    .violation(
                            "OBJ-9",
                            "IWDFWorkItem.flush",
                            "the driver flushed a work item from its own callback, which would wait for itself",
                            "Call flush from another thread.",
                            "no request");
        }
        if (inProgress != null) {
            inProgress.await();
        }
        if (enqueued != null) {
            enqueued.await();
        }
    }

    private void runOnce() {
        @Nullable Gate previous = awaitPreviousRun();
        while (previous != null) {
            previous.await();
            previous = awaitPreviousRun();
        }
        Gate mine = begin();
        runner = Thread.currentThread();
        try {
            if (config.automaticSerialization() && space().callbackLock().isPresent()) {
                runLocked();
            } else {
                callDriver();
            }
        } finally {
            runner = null;
            finish(mine);
        }
    }

    private void runLocked() {
        space().callbackLock().orElseThrow().enter();
        try {
            callDriver();
        } finally {
            space().callbackLock().orElseThrow().leave();
        }
    }

    private void callDriver() {
        if (!isDisposed()) {
            space().calls().call("OnWorkItem", () -> config.onWorkItem().onWorkItem(this));
        }
    }

    /** A run enqueued while the callback was in progress must not overlap it. */
    private @Nullable Gate awaitPreviousRun() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private Gate begin() {
        lock.lock();
        try {
            Gate mine = pending;
            if (mine == null) {
                throw new IllegalStateException("a work item ran without being enqueued");
            }
            running = mine;
            pending = null;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private void finish(Gate mine) {
        lock.lock();
        try {
            running = null;
        } finally {
            lock.unlock();
        }
        mine.open();
    }

    /** Waits for the callback, so that the driver's object is not used after its cleanup. */
    @Override
    protected void onDisposed() {
        if (runner != Thread.currentThread()) {
            flush();
        }
    }

    @Override
    public IWDFObject getParentObject() {
        return visibleParent;
    }

    @Override
    protected String describe() {
        return "work item";
    }

    @Override
    protected boolean isDeletable() {
        if (runner != Thread.currentThread()) {
            return true;
        }
        throw space().calls()
                .verifier()
                .violation(
                        "OBJ-9",
                        "IWDFWorkItem.deleteWdfObject",
                        "the driver deleted a work item from its own callback",
                        "Delete it later, or let its parent's end delete it.",
                        "no request");
    }
}
