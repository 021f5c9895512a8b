package org.umdf4j.framework.request;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.scheduler.Gate;

/** One send of a request: the IRP that carries it to its target's device, on the same buffers. Any thread. */
public final class SentIrp extends Irp {
    private final OwnedRequest request;
    private final RequestFormat format;
    private final SendTarget target;
    private final Requestor requestor;
    private final boolean from32BitProcess;
    private final boolean userModeDriverInitiated;
    private final boolean actsAsRequestor;
    private final Optional<UUID> activityId;

    /** Of a Send with a time-out; null for the others. */
    private final @Nullable SendTimeout timeout;

    /** What a synchronous Send waits for; null for the others. */
    private final @Nullable Gate back;

    /** The thread in OnCompletion. */
    private volatile @Nullable Thread completing;

    SentIrp(
            OwnedRequest request,
            RequestFormat format,
            FileObject file,
            SendTarget target,
            SendOptions options,
            boolean actsAsRequestor) {
        super(file, format.parameters(), format.input().bytes(), format.output().bytes());
        this.request = request;
        this.format = format;
        this.target = target;
        this.requestor = request.sender();
        this.from32BitProcess = request.isFrom32BitProcess();
        this.userModeDriverInitiated = request.getUserModeDriverInitiatedIo();
        this.actsAsRequestor = actsAsRequestor;
        this.activityId = request.retrieveActivityId();
        var scheduler = request.space().calls().scheduler();
        scheduler.access(this, /* write= */ true);
        this.timeout = options.timeout() == 0 ? null : new SendTimeout(scheduler, this, options.timeout());
        this.back = options.synchronous() ? scheduler.newGate("completion of a sent " + parameters()) : null;
    }

    RequestFormat format() {
        return format;
    }

    SendTarget target() {
        return target;
    }

    void startTimeout() {
        if (timeout != null) {
            timeout.start();
        }
    }

    void stopTimeout() {
        if (timeout != null) {
            timeout.stop();
        }
    }

    @Override
    public Requestor requestor() {
        return requestor;
    }

    @Override
    public boolean isFrom32BitProcess() {
        return from32BitProcess;
    }

    @Override
    public boolean isFromUserModeDriver() {
        return userModeDriverInitiated;
    }

    @Override
    public boolean actsAsRequestor() {
        return actsAsRequestor;
    }

    @Override
    public Optional<UUID> activityId() {
        return activityId;
    }

    /** Whether the calling thread is inside this send's OnCompletion. */
    public boolean isCompletingHere() {
        return completing == Thread.currentThread();
    }

    /** A request has one of these at a time. Unlike that of {@link Object} it costs nothing the first time. */
    @Override
    public int hashCode() {
        return request.requestId();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    /** The request's states, for messages. */
    public String history() {
        return request.history();
    }

    /** The device is terminated: cancels what is elsewhere and lets a synchronous Send return. */
    public void abandon() {
        openGate();
        giveUp();
    }

    /** Cancels it. */
    public void giveUp() {
        request.space().calls().scheduler().access(this, /* write= */ true);
        cancel();
    }

    /** Blocks until the request has come back, if Send is synchronous. */
    void await() {
        if (back != null) {
            back.await();
        }
    }

    private void openGate() {
        if (back != null) {
            back.open();
        }
    }

    @Override
    protected void onCompleted(HResult status, long information) {
        stopTimeout();
        completing = Thread.currentThread();
        try {
            HResult judged = timeout == null ? status : timeout.judge(status);
            request.sending().lowerEnded(this, judged, information);
        } finally {
            completing = null;
            target.returned(this);
            openGate();
        }
    }
}
