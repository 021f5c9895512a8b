package org.umdf4j.framework.device;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.queue.WdfIoQueue;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/** Which queue a request goes to (section 3). Read for every request, changed while the device is set up. */
final class RequestRouter {
    /** An immutable picture of the routes; null where none is configured. */
    private record Routes(
            @Nullable WdfIoQueue defaultQueue,
            @Nullable WdfIoQueue create,
            @Nullable WdfIoQueue read,
            @Nullable WdfIoQueue write,
            @Nullable WdfIoQueue deviceIoControl) {

        @Nullable
        WdfIoQueue configured(WDF_REQUEST_TYPE type) {
            return switch (type) {
                case CREATE -> create;
                case READ -> read;
                case WRITE -> write;
                case DEVICE_IO_CONTROL -> deviceIoControl;
                default -> null;
            };
        }

        Routes with(WDF_REQUEST_TYPE type, @Nullable WdfIoQueue queue) {
            return switch (type) {
                case CREATE -> new Routes(defaultQueue, queue, read, write, deviceIoControl);
                case READ -> new Routes(defaultQueue, create, queue, write, deviceIoControl);
                case WRITE -> new Routes(defaultQueue, create, read, queue, deviceIoControl);
                case DEVICE_IO_CONTROL -> new Routes(defaultQueue, create, read, write, queue);
                default ->
                    throw new WdfException(
                            HResult.E_INVALIDARG,
                            "only create, read, write and device control can be configured, not " + type + " (RT-1)");
            };
        }
    }

    private final FrameworkLock lock;
    private volatile Routes routes = new Routes(null, null, null, null, null);

    @GuardedBy("lock")
    private boolean fixed;

    RequestRouter(Scheduler scheduler) {
        this.lock = scheduler.newLock("request routes");
    }

    /** The device has left its initial state: no route changes any more (RT-9, Q-8). */
    void fix() {
        lock.lock();
        try {
            fixed = true;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    WdfIoQueue defaultQueue() {
        return routes.defaultQueue();
    }

    /** The queue configured for a type, or null. */
    @Nullable
    WdfIoQueue configured(WDF_REQUEST_TYPE type) {
        return routes.configured(type);
    }

    /** RT-2: the queue configured for the type, else the default queue, else null. */
    @Nullable
    WdfIoQueue route(WDF_REQUEST_TYPE type) {
        Routes now = routes;
        WdfIoQueue configured = now.configured(type);
        return configured != null ? configured : now.defaultQueue();
    }

    /** Refuses a default queue where there is one or where it comes too late. */
    void requireNoDefaultQueue() {
        lock.lock();
        try {
            requireNoDefaultQueueLocked();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void requireNoDefaultQueueLocked() {
        if (routes.defaultQueue() != null) {
            throw new WdfException(HResult.STATUS_UNSUCCESSFUL, "the device already has a default queue (Q-7)");
        }
        if (fixed) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_STATE,
                    "a default queue must be created before the device starts (Q-8)");
        }
    }

    /** Refuses as {@link #requireNoDefaultQueue}: another thread may have been faster since. */
    void setDefaultQueue(WdfIoQueue queue) {
        lock.lock();
        try {
            requireNoDefaultQueueLocked();
            Routes now = routes;
            routes = new Routes(queue, now.create(), now.read(), now.write(), now.deviceIoControl());
        } finally {
            lock.unlock();
        }
    }

    /** ConfigureRequestDispatching (RT-1, RT-7 to RT-9). */
    void configure(WdfIoQueue queue, WDF_REQUEST_TYPE type, boolean forward) {
        lock.lock();
        try {
            Routes now = routes;
            Routes changed = now.with(type, forward ? queue : null);
            if (fixed) {
                throw new WdfException(
                        HResult.STATUS_INVALID_DEVICE_STATE,
                        "request dispatching must be configured before the device starts (RT-9)");
            }
            WdfIoQueue present = now.configured(type);
            if (forward) {
                requireFree(now, queue, type, present);
                queue.markConfigured();
                routes = changed;
            } else if (present == queue) {
                routes = changed;
            }
        } finally {
            lock.unlock();
        }
    }

    private static void requireFree(Routes now, WdfIoQueue queue, WDF_REQUEST_TYPE type, @Nullable WdfIoQueue present) {
        if (present != null && present != queue) {
            throw new WdfException(
                    HResult.STATUS_WDF_BUSY, type + " requests already go to " + present.name() + " (RT-7)");
        }
        if (queue == now.defaultQueue()) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST, "the default queue gets every type anyway (RT-7)");
        }
        if (!queue.handles(type)) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST, queue.name() + " has no handler for " + type + " (RT-7)");
        }
    }
}
