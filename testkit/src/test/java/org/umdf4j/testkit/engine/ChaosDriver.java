package org.umdf4j.testkit.engine;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IQueueCallbackIoCanceledOnQueue;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WdfException;

/**
 * A driver that keeps the contract and does a different allowed thing each time: with three queues it completes, keeps,
 * marks, forwards, requeues, retrieves, sends and acknowledges requests, from callbacks and from a worker. Used by the
 * tasks of one simulation, of which one runs at a time.
 */
final class ChaosDriver
        implements IDriverEntry,
                IQueueCallbackRead,
                IQueueCallbackIoStop,
                IQueueCallbackIoResume,
                IQueueCallbackIoCanceledOnQueue,
                IRequestCallbackCancel {
    private record Parts(IWDFDevice device, IWDFIoQueue second, IWDFIoQueue manual) {}

    private final Random random;
    private final boolean filter;

    /** What the driver may finish, and whether it is marked cancelable. */
    private final Map<IWDFIoRequest, Boolean> held = new LinkedHashMap<>();

    /** What OnCancel has left for the worker to complete. */
    private final List<IWDFIoRequest> toAbort = new ArrayList<>();

    private final Set<IWDFIoRequest> canceled = new HashSet<>();
    private final Set<IWDFIoRequest> sent = new HashSet<>();
    private final Set<IWDFIoRequest> retrieved = new HashSet<>();
    private final List<IllegalStateException> faults = new ArrayList<>();
    private @Nullable Parts parts;
    private @Nullable IWDFIoRequest latest;

    /**
     * @param random decides what it does
     * @param filter whether there is a driver below to send requests to
     */
    ChaosDriver(Random random, boolean filter) {
        this.random = random;
        this.filter = filter;
    }

    /** What the framework threw that no driver can have caused. */
    List<IllegalStateException> faults() {
        return faults;
    }

    /** The request delivered last, whatever has become of it. */
    Optional<IWDFIoRequest> latest() {
        return Optional.ofNullable(latest);
    }

    /** One of the queues that other queues' requests are forwarded to. */
    IWDFIoQueue anyTargetQueue() {
        return random.nextBoolean() ? made().second() : made().manual();
    }

    /** The device has been terminated: there is nothing more to do for any request. */
    void forgetRequests() {
        held.clear();
        toAbort.clear();
    }

    private Parts made() {
        Parts now = parts;
        if (now == null) {
            throw new IllegalStateException("no device has been added");
        }
        return now;
    }

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}

    @Override
    public HResult onDeviceAdd(IWDFDriver driver, IWDFDeviceInitialize init) {
        if (filter) {
            init.setFilter();
        }
        if (random.nextBoolean()) {
            init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE);
        }
        IWDFDevice device = driver.createDevice(init, null);
        device.createIoQueue(this, true, anyType(), true, false);
        parts = new Parts(
                device,
                device.createIoQueue(this, false, anyType(), random.nextBoolean(), false),
                device.createIoQueue(new ManualCallbacks(), false, MANUAL, random.nextBoolean(), false));
        return HResult.S_OK;
    }

    private WDF_IO_QUEUE_DISPATCH_TYPE anyType() {
        return random.nextBoolean() ? SEQUENTIAL : PARALLEL;
    }

    /** The manual queue must not have OnRead. */
    private final class ManualCallbacks
            implements IQueueCallbackStateChange,
                    IQueueCallbackIoStop,
                    IQueueCallbackIoResume,
                    IQueueCallbackIoCanceledOnQueue {
        @Override
        public void onStateChange(IWDFIoQueue queue, Set<WDF_IO_QUEUE_STATE> state) {
            retrieve();
        }

        @Override
        public void onIoStop(IWDFIoQueue queue, IWDFIoRequest request, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
            ChaosDriver.this.onIoStop(queue, request, actionFlags);
        }

        @Override
        public void onIoResume(IWDFIoQueue queue, IWDFIoRequest request) {}

        @Override
        public void onIoCanceledOnQueue(IWDFIoQueue queue, IWDFIoRequest request) {
            ChaosDriver.this.onIoCanceledOnQueue(queue, request);
        }
    }

    // ------------------------------------------------------------------------------------------- what comes in

    @Override
    public void onRead(IWDFIoQueue queue, IWDFIoRequest request, long numOfBytesToRead) {
        latest = request;
        retrieved.remove(request);
        try {
            if (random.nextInt(3) == 0) {
                finish(request);
            } else {
                keep(request);
            }
        } catch (IllegalStateException fault) {
            faults.add(fault); // the framework hears no exceptions of a terminated device, so they are kept here
            throw fault;
        }
    }

    private void retrieve() {
        made().manual().retrieveNextRequest().request().ifPresent(request -> {
            retrieved.add(request);
            keep(request);
        });
    }

    private void keep(IWDFIoRequest request) {
        if (random.nextBoolean()) {
            held.put(request, false);
            return;
        }
        canceled.remove(request);
        request.markCancelable(this);
        if (!canceled.contains(request)) {
            held.put(request, true);
        }
    }

    @Override
    public void onCancel(IWDFIoRequest request) {
        canceled.add(request);
        held.remove(request);
        if (random.nextBoolean()) {
            request.complete(HResult.ERROR_OPERATION_ABORTED);
        } else {
            toAbort.add(request);
        }
    }

    @Override
    public void onIoCanceledOnQueue(IWDFIoQueue queue, IWDFIoRequest request) {
        request.complete(HResult.ERROR_OPERATION_ABORTED);
    }

    // ------------------------------------------------------------------------------------------- what goes out

    /** Does something final with a request that is in none of the collections. */
    private void finish(IWDFIoRequest request) {
        switch (random.nextInt(filter ? 5 : 4)) {
            case 0 -> forward(request, made().second());
            case 1 -> forward(request, made().manual());
            case 2 -> {
                if (retrieved.contains(request)) {
                    request.requeue();
                } else {
                    request.complete(HResult.S_OK);
                }
            }
            case 3 -> request.complete(HResult.S_OK);
            default -> send(request);
        }
    }

    private void forward(IWDFIoRequest request, IWDFIoQueue target) {
        if (retrieved.contains(request) || request.getIoQueue().orElseThrow() == target) {
            request.complete(HResult.S_OK);
            return;
        }
        try {
            request.forwardToIoQueue(target);
        } catch (WdfException busy) {
            if (!busy.status().equals(HResult.STATUS_WDF_BUSY)) {
                throw busy;
            }
            request.complete(HResult.S_OK);
        }
    }

    private void send(IWDFIoRequest request) {
        request.formatUsingCurrentType();
        request.setCompletionCallback(
                (completed, _, params, _) -> {
                    sent.remove(completed);
                    completed.complete(params.getCompletionStatus());
                },
                null);
        sent.add(request);
        request.send(made().device().getDefaultIoTarget(), Set.of(), 0);
    }

    /**
     * The worker: takes one request off the driver's hands.
     *
     * @param forSure whether it must be completed, rather than moved on
     * @return false if the driver has none
     */
    boolean work(boolean forSure) {
        if (!toAbort.isEmpty()) {
            toAbort.removeFirst().complete(HResult.ERROR_OPERATION_ABORTED);
            return true;
        }
        if (held.isEmpty()) {
            retrieve();
        }
        if (held.isEmpty()) {
            return false;
        }
        IWDFIoRequest request = List.copyOf(held.keySet()).get(random.nextInt(held.size()));
        if (!take(request)) {
            return true;
        }
        if (forSure) {
            request.complete(HResult.S_OK);
        } else {
            finish(request);
        }
        return true;
    }

    /** Takes a held request back from its cancellation; false if OnCancel has it. */
    private boolean take(IWDFIoRequest request) {
        return !Boolean.TRUE.equals(held.remove(request)) || request.unmarkCancelable();
    }

    // ------------------------------------------------------------------------------------------- power

    @Override
    public void onIoStop(IWDFIoQueue queue, IWDFIoRequest request, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        int choice = random.nextInt(4);
        if (sent.contains(request)) {
            switch (choice) {
                case 0 -> request.stopAcknowledge(false);
                case 1 -> request.cancelSentRequest();
                default -> {} // it comes back some time
            }
            return;
        }
        if (choice == 3 || !held.containsKey(request) || request.getIoQueue().orElseThrow() != queue) {
            return; // who has it at the moment finishes it
        }
        if (choice == 0) {
            pause(request);
        } else if (take(request)) {
            if (choice == 1) {
                request.stopAcknowledge(true);
            } else {
                request.complete(HResult.S_OK);
            }
        }
    }

    /** Acknowledges without requeue; the worker must not move the request on meanwhile. */
    private void pause(IWDFIoRequest request) {
        Boolean marked = held.remove(request);
        canceled.remove(request);
        request.stopAcknowledge(false);
        if (marked != null && !canceled.contains(request)) {
            held.put(request, marked);
        }
    }

    @Override
    public void onIoResume(IWDFIoQueue queue, IWDFIoRequest request) {}
}
