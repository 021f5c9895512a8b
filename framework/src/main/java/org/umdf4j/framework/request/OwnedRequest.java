package org.umdf4j.framework.request;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.recorder.Recorder;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.Subject;

/**
 * What received and driver-created requests have in common: who owns it, and sending it to I/O targets.
 *
 * <p>Who owns it is one atomic word: the present {@link RequestState} in the low four bits and the fifteen before it
 * above. Completing, cancelling, forwarding, sending and so on are transitions of that word; whoever loses a race finds
 * a state that does not allow its step and gets the contract's answer.
 */
public abstract class OwnedRequest extends WdfObject implements IWDFIoRequest, Subject {
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(OwnedRequest.class, "word", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int id;
    private final Scheduler scheduler;
    private volatile long word;
    private volatile @Nullable Sending sending;

    /** What the driver has said about the request's origin; few say anything. */
    private volatile @Nullable DriverMarks marks;

    OwnedRequest(ObjectSpace space, @Nullable WdfObject parent, RequestState initial) {
        super(space, parent);
        id = space.calls().recorder().newRequestId();
        scheduler = space.calls().scheduler();
        WORD.set(this, initial.code()); // whoever makes the request known to others does so by something stronger
    }

    // ------------------------------------------------------------------------------------------- state

    public final RequestState state() {
        touches(/* write= */ false);
        return stateOf(word);
    }

    /** Reports that what threads share of this request, its word and its {@link Sending}, is about to be used. */
    final void touches(boolean write) {
        scheduler.access(this, write);
    }

    private static RequestState stateOf(long word) {
        return RequestState.ofCode(word & ((1 << RequestState.BITS) - 1));
    }

    /** One step of the ownership state; false if the present state is not {@code from}. */
    public final boolean transition(RequestState from, RequestState to) {
        touches(/* write= */ true);
        long seen = word;
        while (stateOf(seen) == from) {
            long witness = (long) WORD.compareAndExchange(this, seen, seen << RequestState.BITS | to.code());
            if (witness == seen) {
                return true;
            }
            seen = witness;
        }
        return false;
    }

    /** As {@link #transition}, where nobody else can have made another step. */
    public final void mustTransition(RequestState from, RequestState to) {
        if (!transition(from, to)) {
            throw new IllegalStateException("expected " + from + " before " + to + " in " + history());
        }
    }

    /** Whether its last steps led from {@code first} to {@code second} and one further. */
    public final boolean wentThrough(RequestState first, RequestState second) {
        long before = word >>> RequestState.BITS;
        long wanted = (first.code() << RequestState.BITS) | second.code();
        return (before & ((1L << (2 * RequestState.BITS)) - 1)) == wanted;
    }

    @Override
    public final int requestId() {
        return id;
    }

    @Override
    public final String history() {
        var states = new ArrayDeque<String>();
        for (long rest = word; rest != 0; rest >>>= RequestState.BITS) {
            states.addFirst(
                    RequestState.ofCode(rest & ((1 << RequestState.BITS) - 1)).name());
        }
        return describe() + origin() + ": " + String.join(" > ", states);
    }

    /** Where the request comes from, for messages; begins with a space. */
    abstract String origin();

    // ------------------------------------------------------------------------------------------- origin

    /** The activity it came with. */
    abstract Optional<UUID> originalActivityId();

    @Override
    public final void setUserModeDriverInitiatedIo(boolean isUserModeDriverInitiated) {
        marks = marks().withUserModeDriverInitiated(isUserModeDriverInitiated);
    }

    @Override
    public final boolean getUserModeDriverInitiatedIo() {
        return marks().userModeDriverInitiated().orElseGet(this::isFromUserModeDriver);
    }

    @Override
    public final Optional<UUID> retrieveActivityId() {
        return marks().activityId().or(this::originalActivityId);
    }

    @Override
    public final void setActivityId(UUID activityId) {
        marks = marks().withActivityId(activityId);
    }

    private DriverMarks marks() {
        DriverMarks said = marks;
        return said == null ? DriverMarks.NONE : said;
    }

    // ------------------------------------------------------------------------------------------- sending

    /** What goes to a target unchanged (SND-18); null if there is nothing of the kind. */
    abstract @Nullable RequestFormat currentFormat();

    /** On whose behalf the request is sent. */
    abstract Requestor sender();

    /** Whether the program behind the request has given up on it. */
    abstract boolean isClientCanceled();

    /** Whether the request came from a queue: somebody waits for its completion. */
    abstract boolean isReceived();

    /** A forgotten request has been taken by its target: it leaves the driver's hands now (SND-6). */
    abstract void forgotten();

    /** A forgotten request ends as the target says. */
    abstract void completeForgotten(HResult status, long bytes);

    @Override
    public final void formatUsingCurrentType() {
        requireOwned("formatUsingCurrentType");
        RequestFormat current = currentFormat();
        if (current == null) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST, "a request that the driver created has no current type");
        }
        sending().format(current);
    }

    /** Makes the request what {@code format} says, for the target named there. */
    public final void format(RequestFormat format, String method) {
        requireOwned(method);
        sending().format(format);
    }

    @Override
    public final void setCompletionCallback(
            @Nullable IRequestCallbackRequestCompletion completionCallback, @Nullable Object context) {
        requireOwned("setCompletionCallback");
        sending().setCompletionCallback(completionCallback, context);
    }

    @Override
    public final void send(IWDFIoTarget ioTarget, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags, long timeout) {
        point("request.send");
        requireOwned("send");
        sending().send(ioTarget, flags, timeout);
        returned();
    }

    /** Send's own step: the request becomes the target's. */
    final void leaveFor(RequestState sent) {
        if (!transition(RequestState.DELIVERED, sent)) {
            throw notOwned("send"); // another thread was faster, or the device was terminated
        }
        boolean forget = sent == RequestState.FORGOTTEN;
        recorder().call(forget ? RequestLabels.SEND_AND_FORGET : RequestLabels.SEND, requestId());
    }

    @Override
    public final boolean cancelSentRequest() {
        point("request.cancelSent");
        recorder().call(RequestLabels.CANCEL_SENT, requestId());
        Sending send = sending();
        boolean asked = state() == RequestState.SENT ? send.cancelAsDriverAsked() : send.cancelNext();
        returned();
        return asked;
    }

    /** Whether CancelSentRequest has been called for the send in progress (STOP-5). */
    public final boolean isSentCancelRequested() {
        touches(/* write= */ false);
        Sending send = sending;
        return send != null && send.isCancelRequested();
    }

    @Override
    public final IWDFRequestCompletionParams getCompletionParams() {
        Sending send = sending;
        IWDFRequestCompletionParams params = send == null ? null : send.params();
        if (params == null) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION, "the request has not been sent and completed (SND-4)");
        }
        return params;
    }

    @Override
    public final HResult getStatus() {
        Sending send = sending;
        return send == null ? HResult.S_OK : send.status();
    }

    @Override
    public final void reuse(HResult newStatus) {
        point("request.reuse");
        switch (state()) {
            case DELIVERED, COMPLETED -> sending().reuse(newStatus);
            case TERMINATED -> {}
            case ARRIVED, STORED, CANCELABLE, CANCEL_PENDING, CANCEL_CALLED, SENT, FORGOTTEN, MOVING, ENDED ->
                throw violation(
                        "REQ-14",
                        "reuse",
                        "the driver reused a request that is " + state(),
                        "Reuse a request only when it has come back from its target.");
        }
    }

    /** What the present or next send is about; {@link WDF_REQUEST_TYPE#TYPE_NO_FORMAT} if nothing has been said. */
    final WDF_REQUEST_TYPE formattedType() {
        Sending send = sending;
        return send == null ? WDF_REQUEST_TYPE.TYPE_NO_FORMAT : send.formattedType();
    }

    final Sending sending() {
        Sending send = sending;
        if (send == null) {
            synchronized (this) { // a cancelling thread and the driver's may both be the first
                send = sending;
                if (send == null) {
                    send = new Sending(this);
                    sending = send;
                }
            }
        }
        return send;
    }

    private void requireOwned(String method) {
        if (state() != RequestState.DELIVERED) {
            throw notOwned(method);
        }
    }

    private RuntimeException notOwned(String method) {
        RequestState state = state();
        if (state == RequestState.TERMINATED) {
            return new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
        }
        return violation(
                state == RequestState.SENT ? "SND-10" : "REQ-6",
                method,
                "the driver used a request that is " + state,
                "Send a request only while the driver owns it and it is not cancelable.");
    }

    /** The violation to throw at the driver, with this request's history. */
    public final RuntimeException violation(String rule, String method, String did, String mend) {
        return space().calls().verifier().violation(rule, "IWDFIoRequest." + method, did, mend, this);
    }

    final Scheduler scheduler() {
        return scheduler;
    }

    final Recorder recorder() {
        return space().calls().recorder();
    }

    final void point(String place) {
        entry(place);
    }

    /** Back to the driver: what it does next may come after what others make of this call. */
    final void returned() {
        scheduler.point("return");
    }

    @Override
    public final String toString() {
        return describe();
    }
}
