package org.umdf4j.framework.object;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IObjectCleanup;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.verifier.Subject;

/**
 * Base of every framework object: its place in the tree, its one context, its end.
 *
 * <p>An object ends once, children first (OBJ-1): by {@link #deleteWdfObject} where the driver may, otherwise by its
 * parent. Any thread. Most requests never get a context or a child, so those live in an object of their own.
 */
public abstract class WdfObject implements IWDFObject {
    private static final VarHandle DISPOSED;

    static {
        try {
            DISPOSED = MethodHandles.lookup().findVarHandle(WdfObject.class, "disposed", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final ObjectSpace space;
    private final @Nullable WdfObject parent;
    private volatile @Nullable Extras extras;

    /** Written under the tree lock, except by {@link #retire}. */
    private volatile boolean disposed;

    /** What few objects have. All fields guarded by the space's tree lock. */
    private static final class Extras {
        /** Who ends the object, until its cleanup callbacks have run. */
        @Nullable
        Thread disposer;

        /** Opened when the object has ended, if somebody waits for that. */
        @Nullable
        Gate ended;

        @Nullable
        ArrayList<WdfObject> children;

        @Nullable
        IObjectCleanup creationCleanup;

        @Nullable
        IObjectCleanup contextCleanup;

        @Nullable
        Object context;

        boolean contextAssigned;

        void addChild(WdfObject child) {
            if (children == null) {
                children = new ArrayList<>(2);
            }
            children.add(child);
        }

        void removeChild(WdfObject child) {
            if (children != null) {
                children.remove(child);
            }
        }

        List<WdfObject> takeChildrenLastFirst() {
            if (children == null) {
                return List.of();
            }
            List<WdfObject> taken = children.reversed();
            children = null;
            return taken;
        }
    }

    /** @param parent whose end ends this object; null for the root and for received requests, which end by completion */
    protected WdfObject(ObjectSpace space, @Nullable WdfObject parent) {
        this.space = space;
        this.parent = parent;
        access(/* write= */ true);
    }

    /**
     * Second half of creation for an object in the tree: remembers the callback object's cleanup and joins the parent.
     *
     * @throws WdfException with STATUS_DELETE_PENDING if the parent has ended
     */
    protected final void join(@Nullable Object callbackInterface) {
        space.treeLock().lock();
        try {
            if (parent != null) {
                if (parent.disposed) {
                    throw new WdfException(HResult.STATUS_DELETE_PENDING, "the parent object has been deleted");
                }
                parent.extrasLocked().addChild(this);
            }
            if (callbackInterface instanceof IObjectCleanup cleanup) {
                extrasLocked().creationCleanup = cleanup;
            }
        } finally {
            space.treeLock().unlock();
        }
        if (parent != null) {
            space.calls().scheduler().objectCreated(this, parent);
        }
    }

    /** What this object shares with the others of its driver and device. */
    public ObjectSpace space() {
        return space;
    }

    protected final @Nullable WdfObject parent() {
        return parent;
    }

    /**
     * The driver calls a method that does something: a scheduling point, closed to OnImpersonate (IMP-3).
     *
     * @param place as for {@link org.umdf4j.framework.scheduler.Scheduler#point}
     */
    protected final void entry(String place) {
        space.impersonation().requireNone(place);
        space.calls().scheduler().point(place, this);
    }

    /** What kind of object this is and which, for messages. */
    protected abstract String describe();

    /** For messages. */
    @Override
    public String toString() {
        return describe();
    }

    /** Whether the driver may delete it now (table of section 13). */
    protected abstract boolean isDeletable();

    /** The object is about to end, before its children. May block; called once. */
    protected void onDisposing() {}

    /** The object has ended and its cleanup callbacks have run. May block. */
    protected void onDisposed() {}

    @Override
    public void deleteWdfObject() {
        entry("object.delete");
        if (!isDeletable()) {
            space.calls()
                    .verifier()
                    .remark(
                            "Q-12",
                            "IWDFObject.deleteWdfObject",
                            "the driver tried to delete the " + describe() + ", which the framework owns",
                            "Leave it to the framework: it ends with its parent, a request by its completion.",
                            Subject.NONE);
            throw new WdfException(
                    HResult.ERROR_ACCESS_DENIED, "the framework owns the " + describe() + "; it cannot be deleted");
        }
        dispose();
    }

    /** Ends the object and everything below it, unless that has begun already. */
    public final void dispose() {
        List<WdfObject> children;
        @Nullable IObjectCleanup contextCleanup;
        @Nullable IObjectCleanup creationCleanup;
        space.treeLock().lock();
        try {
            if (disposed) {
                return;
            }
            disposed = true;
            Extras own = extrasLocked();
            own.disposer = Thread.currentThread();
            children = own.takeChildrenLastFirst();
            contextCleanup = own.contextCleanup;
            creationCleanup = own.creationCleanup;
        } finally {
            space.treeLock().unlock();
        }
        space.calls().scheduler().objectEnded(this);
        onDisposing();
        for (WdfObject child : children) {
            child.dispose();
            child.awaitEnd();
        }
        onDisposed();
        cleanUp(contextCleanup);
        if (creationCleanup != contextCleanup) {
            cleanUp(creationCleanup);
        }
        ended();
    }

    /** Lets go of the parent, and of a parent that waits to end. */
    private void ended() {
        Gate waitedFor;
        space.treeLock().lock();
        try {
            Extras own = extrasLocked();
            own.disposer = null;
            waitedFor = own.ended;
            if (parent != null) {
                parent.extrasLocked().removeChild(this);
            }
        } finally {
            space.treeLock().unlock();
        }
        if (waitedFor != null) {
            waitedFor.open();
        }
    }

    /**
     * OBJ-1: a child that another thread is deleting has its cleanup callbacks before those of its parent. One that this
     * thread is deleting, further out, cannot be waited for; and a terminated device has no callbacks any more.
     */
    private void awaitEnd() {
        Gate gate;
        space.treeLock().lock();
        try {
            Extras own = extrasLocked();
            if (own.disposer == null
                    || own.disposer == Thread.currentThread()
                    || space.calls().isEnded()) {
                return;
            }
            if (own.ended == null) {
                own.ended = space.calls().scheduler().newGate("end of the " + describe());
            }
            gate = own.ended;
        } finally {
            space.treeLock().unlock();
        }
        gate.await();
    }

    /**
     * As {@link #dispose} for an object outside the tree that only its one owner ends: takes no lock if the object never
     * got a context or a child. Whoever learns of the end by something that the caller does afterwards finds the object
     * ended; the release pairs with the volatile reads of {@link #disposed}.
     */
    public final void retire() {
        access(/* write= */ true);
        if (extras != null) {
            dispose();
        } else {
            DISPOSED.setRelease(this, true);
        }
    }

    /** Whether the object has ended and its cleanup callbacks, the last that may look at it, have run. */
    protected final boolean hasEnded() {
        if (!disposed) {
            return false;
        }
        if (extras == null) {
            return true;
        }
        space.treeLock().lock();
        try {
            return extrasLocked().disposer == null;
        } finally {
            space.treeLock().unlock();
        }
    }

    /** What threads share of this object without a lock is about to be used. */
    protected final void access(boolean write) {
        space.calls().scheduler().access(this, write);
    }

    private void cleanUp(@Nullable IObjectCleanup cleanup) {
        if (cleanup != null) {
            space.calls().call("OnCleanup", () -> cleanup.onCleanup(this));
        }
    }

    /** Whether the object has ended. */
    protected final boolean isDisposed() {
        access(/* write= */ false);
        return disposed;
    }

    /**
     * Refuses a call on an object that has ended (OBJ-2).
     *
     * @throws WdfException with STATUS_DELETE_PENDING
     */
    protected final void requireLive() {
        if (isDisposed()) {
            throw new WdfException(HResult.STATUS_DELETE_PENDING, "the " + describe() + " has been deleted");
        }
    }

    @Override
    public void assignContext(@Nullable IObjectCleanup cleanupCallback, @Nullable Object context) {
        access(/* write= */ true);
        space.treeLock().lock();
        try {
            if (disposed) {
                throw new WdfException(HResult.STATUS_DELETE_PENDING, "the " + describe() + " is being deleted");
            }
            Extras own = extrasLocked();
            if (own.contextAssigned) {
                throw new WdfException(HResult.ERROR_INVALID_OPERATION, "the " + describe() + " already has a context");
            }
            own.contextAssigned = true;
            own.contextCleanup = cleanupCallback;
            own.context = context;
        } finally {
            space.treeLock().unlock();
        }
    }

    @Override
    public @Nullable Object retrieveContext() {
        space.treeLock().lock();
        try {
            Extras own = extras;
            if (own == null || !own.contextAssigned) {
                throw new WdfException(HResult.ERROR_NOT_FOUND, "the " + describe() + " has no context");
            }
            return own.context;
        } finally {
            space.treeLock().unlock();
        }
    }

    @Override
    public void acquireLock() {
        throw lockUnsupported();
    }

    @Override
    public void releaseLock() {
        throw lockUnsupported();
    }

    private WdfException lockUnsupported() {
        return new WdfException(
                HResult.STATUS_NOT_SUPPORTED, "only devices and queues have a lock, the " + describe() + " has none");
    }

    /** LCK-4 for the kinds that have a lock. With constraint None there is nothing to take. */
    protected final void acquireCallbackLock() {
        entry("object.acquireLock");
        if (space.callbackLock().isPresent()) {
            if (space.callbackLock().get().isLaterLockHeld()) {
                throw space.calls()
                        .verifier()
                        .violation(
                                "INT-10",
                                "IWDFObject.acquireLock",
                                "the driver waited for the callback lock with an interrupt lock held",
                                "Take the callback lock first, or leave the work to the interrupt's work item.",
                                "no request");
            }
            space.callbackLock().get().acquire();
        }
    }

    /** Gives back what {@link #acquireCallbackLock} took. */
    protected final void releaseCallbackLock() {
        entry("object.releaseLock");
        if (space.callbackLock().isPresent() && !space.callbackLock().get().release()) {
            throw space.calls()
                    .verifier()
                    .violation(
                            "LCK-4",
                            "IWDFObject.releaseLock",
                            "the driver released the lock of the " + describe() + " on a thread that does not hold it",
                            "Call releaseLock on the thread that called acquireLock, once for each acquireLock.",
                            "no request");
        }
    }

    /** Whether {@code ancestor} is this object or above it. */
    public final boolean isBelow(WdfObject ancestor) {
        for (@Nullable WdfObject step = this; step != null; step = step.parent) {
            if (step == ancestor) {
                return true;
            }
        }
        return false;
    }

    private Extras extrasLocked() {
        Extras own = extras;
        if (own == null) {
            own = new Extras();
            extras = own;
        }
        return own;
    }
}
