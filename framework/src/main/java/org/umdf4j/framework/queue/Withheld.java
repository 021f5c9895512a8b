package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.stack.HeldRequest;

/** Says of each request that the driver owns what keeps it there, by the rules for stopping and cancelling. */
final class Withheld {
    private static final String IN_STOP =
            "In OnIoStop complete the request, or unmark it and call StopAcknowledge, before it returns.";
    private static final String FINISH = "Complete the request, forward it or give it back to its queue.";

    private final QueueContents contents;
    private final QueueCallbacks callbacks;

    private record Reason(String rule, String why, String mend) {}

    Withheld(QueueContents contents, QueueCallbacks callbacks) {
        this.contents = contents;
        this.callbacks = callbacks;
    }

    /** The driver's requests in the order it got them. No lock held. */
    List<HeldRequest> list(String driver, String queue) {
        contents.lock.lock();
        try {
            var held = new ArrayList<HeldRequest>(contents.owned.size());
            for (WdfIoRequest request : contents.owned.snapshot()) {
                held.add(heldLocked(request, driver, queue));
            }
            return held;
        } finally {
            contents.lock.unlock();
        }
    }

    @GuardedBy("contents.lock")
    private HeldRequest heldLocked(WdfIoRequest request, String driver, String queue) {
        Reason reason = reasonLocked(request);
        return new HeldRequest(
                driver,
                queue,
                request.requestId(),
                request.toString(),
                request.state().name(),
                reason.rule(),
                reason.why(),
                reason.mend());
    }

    @GuardedBy("contents.lock")
    private Reason reasonLocked(WdfIoRequest request) {
        return switch (request.state()) {
            case CANCEL_PENDING ->
                new Reason(
                        "STOP-5",
                        "its cancellation has won, but a running callback keeps the driver from being told",
                        "Return from the callback.");
            case CANCEL_CALLED -> canceled(request);
            case SENT -> sent(request);
            case ARRIVED, STORED, DELIVERED, CANCELABLE, FORGOTTEN, MOVING, COMPLETED, ENDED, TERMINATED ->
                byPhaseLocked(request);
        };
    }

    private static Reason canceled(WdfIoRequest request) {
        boolean onQueue = request.wentThrough(RequestState.STORED, RequestState.CANCEL_PENDING);
        String callback = onQueue ? "OnIoCanceledOnQueue" : "OnCancel";
        return new Reason(
                onQueue ? "CAN-2" : "STOP-5",
                callback + " has been called for it, and the driver has not completed it",
                "Complete it in " + callback + ", or soon after.");
    }

    private Reason sent(WdfIoRequest request) {
        if (request.isSentCancelRequested()) {
            return new Reason(
                    "STOP-11",
                    "the driver has called CancelSentRequest, and the I/O target has not completed it",
                    "See to it that the target completes what is cancelled.");
        }
        return switch (request.stopPhase()) {
            case AWAITED, NOTIFYING ->
                new Reason(
                        stopRule(),
                        "an I/O target has it, and the driver has neither cancelled nor acknowledged it",
                        "In OnIoStop call CancelSentRequest, or StopAcknowledge(FALSE) to leave it there.");
            case NONE, LISTED, ACKNOWLEDGED_REQUEUE, PAUSED, NOT_RESUMED ->
                new Reason("", "an I/O target has it", "See to it that the target completes it.");
        };
    }

    @GuardedBy("contents.lock")
    private Reason byPhaseLocked(WdfIoRequest request) {
        return switch (request.stopPhase()) {
            case AWAITED -> callbacks.ioStop() == null ? withoutCallback() : unanswered(request);
            case NOTIFYING -> new Reason("STOP-9", "its OnIoStop has not returned", "Return from OnIoStop.");
            case PAUSED ->
                contents.round.gate == PowerGate.SHUT
                        ? new Reason(
                                "STOP-36",
                                "the driver kept it when its queue was purged, and has not completed it since",
                                "Complete the request when OnIoStop is called with the purge flag.")
                        : new Reason("", "the driver keeps it while the device is off", FINISH);
            case NOT_RESUMED ->
                new Reason(
                        "STOP-22",
                        "the driver kept it by StopAcknowledge(FALSE), and its queue has no OnIoResume to take it up"
                                + " again",
                        "Give the queue an OnIoResume that goes on with the request, or acknowledge with TRUE.");
            case NONE, LISTED, ACKNOWLEDGED_REQUEUE -> new Reason("", "the driver has not completed it", FINISH);
        };
    }

    private String stopRule() {
        return callbacks.ioStop() == null ? "STOP-10" : "STOP-9";
    }

    private static Reason withoutCallback() {
        return new Reason(
                "STOP-10",
                "its queue has no OnIoStop, and the driver has not completed it",
                "Give the queue an OnIoStop that completes or acknowledges it, or make the queue not power-managed.");
    }

    private static Reason unanswered(WdfIoRequest request) {
        String cancelable = request.state() == RequestState.CANCELABLE ? ", which is still cancelable" : "";
        return new Reason(
                "STOP-9",
                "OnIoStop has returned, and the driver has neither completed nor acknowledged it" + cancelable,
                IN_STOP);
    }
}
