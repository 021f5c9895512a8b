package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.stream.Stream;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.WdfIoRequest;

/**
 * What a queue does next, in the order of DSP-7, and the calls into the driver that come of it. {@link QueueOperations}
 * and {@link QueuePower} add the steps of the driver's Stop, Drain and Purge and of power transitions.
 *
 * <p>The methods with "Locked" have the queue's lock held, the others must not.
 */
final class Dispatch implements EventLoop.Steps {
    private final WdfIoQueue queue;
    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatchType;
    private final boolean allowZeroLength;
    private final QueueCallbacks callbacks;
    private final QueueContents contents;
    private final DriverCalls calls;
    private final EventLoop loop;
    private final QueuePower power;
    private final QueueOperations operations;

    private final Step onCancel = Step.callback("OnCancel", this::callOnCancel);
    private final Step onIoCanceledOnQueue = Step.callback("OnIoCanceledOnQueue", this::callOnIoCanceledOnQueue);
    private final Step ready = Step.callback("OnStateChange", _ -> callReady());
    private final Step emptied;
    private final Step answerEmpty = Step.internal(turn -> end(turn, HResult.S_OK)); // DSP-8
    private final Step answerUnhandled =
            Step.internal(turn -> end(turn, HResult.STATUS_INVALID_DEVICE_REQUEST)); // RT-5

    /** A step for each {@link WDF_REQUEST_TYPE}, named after the handler it goes to. */
    private final Step[] deliveries;

    Dispatch(WdfIoQueue queue, QueueHome home, QueueConfiguration configuration, QueueContents contents) {
        this.queue = queue;
        this.dispatchType = configuration.dispatchType();
        this.allowZeroLength = configuration.allowZeroLength();
        this.callbacks = configuration.callbacks();
        this.contents = contents;
        this.calls = home.space().calls();
        this.loop = new EventLoop(
                calls, contents.lock, this, home.space().callbackLock().orElse(null));
        this.power = new QueuePower(queue, contents, callbacks, calls, loop);
        this.operations = new QueueOperations(queue, contents, calls, loop);
        this.emptied = Step.internal(_ -> home.queueEmptied());
        this.deliveries = Stream.of(WDF_REQUEST_TYPE.values())
                .map(type -> Step.delivery(callbacks.labelFor(type).text(), this::deliver))
                .toArray(Step[]::new);
    }

    EventLoop loop() {
        return loop;
    }

    QueuePower power() {
        return power;
    }

    QueueOperations operations() {
        return operations;
    }

    // ------------------------------------------------------------------------------------------- decisions

    @Override
    @GuardedBy("contents.lock")
    public boolean isCallbackDueLocked() {
        if (contents.terminated) {
            return false;
        }
        boolean quiet = !contents.round.gate.isRound();
        if (quiet && (!contents.cancelDue.isEmpty() || !contents.canceledOnQueueDue.isEmpty())) {
            return true;
        }
        if (operations.isCallbackDueLocked()) {
            return true;
        }
        if (deliveryDueLocked() && !headNeedsNoDriverLocked()) {
            return true;
        }
        return contents.round.callbackDue(callbacks) || readyNotificationDueLocked();
    }

    @Override
    @GuardedBy("contents.lock")
    public boolean nextLocked(Turn turn) {
        if (contents.terminated) {
            return false;
        }
        if (!contents.round.gate.isRound()) {
            WdfIoRequest canceled = contents.cancelDue.poll();
            if (canceled != null) {
                return turn.takes(onCancel, canceled);
            }
            WdfIoRequest canceledOnQueue = contents.canceledOnQueueDue.poll();
            if (canceledOnQueue != null) {
                return turn.takes(onIoCanceledOnQueue, canceledOnQueue);
            }
        }
        if (operations.nextLocked(turn)) {
            return true;
        }
        if (contents.tellWhenEmpty && contents.isEmpty()) {
            contents.tellWhenEmpty = false;
            return turn.takes(emptied);
        }
        if (power.nextLocked(turn)) {
            return true;
        }
        if (readyNotificationDueLocked()) {
            contents.readyDue = false;
            return turn.takes(ready);
        }
        return deliveryDueLocked() && takeHeadLocked(turn);
    }

    /** Whether the head of the queue may go to the driver now. */
    @SuppressWarnings("GuardedBy") // the queue holds the same lock; the checker cannot know
    boolean deliveryDueLocked() {
        if (!contents.dispatches || contents.round.gate != PowerGate.ON || contents.stored.isEmpty()) {
            return false;
        }
        return switch (dispatchType) {
            case SEQUENTIAL -> contents.owned.isEmpty() && loop.isQuietLocked(); // DSP-1, DSP-5
            case PARALLEL -> true;
            case MANUAL, MAXIMUM -> false;
        };
    }

    @GuardedBy("contents.lock")
    private boolean headNeedsNoDriverLocked() {
        WdfIoRequest head = contents.stored.first();
        return head != null && (isEmptyTransfer(head) || !callbacks.handles(head.getType()));
    }

    /** The head of the queue: to be delivered, or to be ended by the framework. */
    @GuardedBy("contents.lock")
    private boolean takeHeadLocked(Turn turn) {
        WdfIoRequest head = contents.stored.first();
        if (head == null) {
            throw new IllegalStateException("delivery from an empty queue");
        }
        if (headNeedsNoDriverLocked()) {
            return turn.takes(isEmptyTransfer(head) ? answerEmpty : answerUnhandled, contents.takeStored(head));
        }
        contents.giveToDriver(head, /* byRetrieval= */ false);
        return turn.takes(deliveries[head.getType().ordinal()], head);
    }

    /** DSP-8: a read or write of nothing is answered by the framework unless the driver asked for them. */
    boolean isEmptyTransfer(WdfIoRequest request) {
        if (allowZeroLength) {
            return false;
        }
        return switch (request.getType()) {
            case READ -> request.outputLength() == 0;
            case WRITE -> request.inputLength() == 0;
            default -> false;
        };
    }

    @GuardedBy("contents.lock")
    private boolean readyNotificationDueLocked() {
        return contents.readyDue
                && contents.dispatches
                && contents.round.gate == PowerGate.ON
                && !contents.stored.isEmpty()
                && callbacks.stateChange() != null;
    }

    // ------------------------------------------------------------------------------------------- calls

    private static void end(Turn turn, HResult answer) {
        turn.request().end(RequestState.MOVING, answer, 0);
    }

    private void deliver(Turn turn) {
        if (calls.isEnded()) {
            return;
        }
        WdfIoRequest request = turn.request();
        Label callback = callbacks.labelFor(request.getType());
        calls.recorder().delivered(callback, request.requestId(), request.getType(), queue.label());
        try {
            callbacks.deliver(queue, request);
        } catch (Throwable thrown) {
            calls.escaped(callback.text(), thrown, request);
        } finally {
            calls.recorder().callbackEnds(callback, request.requestId());
        }
    }

    private void callReady() {
        var callback = callbacks.stateChange();
        if (callback != null) {
            calls.call(
                    "OnStateChange",
                    () -> callback.onStateChange(queue, queue.getState().flags()));
        }
    }

    private void callOnCancel(Turn turn) {
        WdfIoRequest request = turn.request();
        if (request.transition(RequestState.CANCEL_PENDING, RequestState.CANCEL_CALLED)) {
            calls.call(
                    "OnCancel", request, () -> request.owner().cancelCallback().onCancel(request));
        }
    }

    private void callOnIoCanceledOnQueue(Turn turn) {
        WdfIoRequest request = turn.request();
        var callback = callbacks.ioCanceledOnQueue();
        if (callback != null && request.transition(RequestState.CANCEL_PENDING, RequestState.CANCEL_CALLED)) {
            calls.call("OnIoCanceledOnQueue", request, () -> callback.onIoCanceledOnQueue(queue, request));
        }
    }
}
