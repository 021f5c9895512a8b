package org.umdf4j.memory;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.impersonation.Impersonation;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.request.RequestOwner;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.Verifier;
import org.umdf4j.host.ThreadScheduler;

/** One request that its driver owns, on a queue that only counts. */
public final class Workbench implements RequestOwner {
    /** As in production. One for all, because jcstress makes millions of workbenches. */
    public static final Scheduler SCHEDULER = new ThreadScheduler();

    private static final DriverCalls CALLS = calls();
    private static final ObjectSpace SPACE = new ObjectSpace(
            SCHEDULER.newLock("objects"),
            CALLS,
            Optional.empty(),
            () -> IoTypes.DEFAULT,
            new Impersonation(Impersonator.NONE, Optional.empty()));

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger claimed = new AtomicInteger();
    final Irp irp = new CountingIrp();
    final WdfIoRequest request = new WdfIoRequest(SPACE, irp, null, this);

    Workbench() {
        irp.enter();
        request.mustTransition(RequestState.ARRIVED, RequestState.STORED);
        request.mustTransition(RequestState.STORED, RequestState.DELIVERED);
    }

    /** The way into a driver that breaks no rule. */
    public static DriverCalls calls() {
        return new DriverCalls(
                SCHEDULER,
                new Verifier("device", "driver", new FlightRecord(SCHEDULER::nanoTime).recorder("driver"), _ -> {}),
                () -> {});
    }

    /** 1 if the call was accepted, 0 if it broke a rule or lost. */
    static int accepted(Runnable call) {
        try {
            call.run();
            return 1;
        } catch (org.umdf4j.framework.verifier.ContractViolationException refused) {
            return 0;
        }
    }

    int ended() {
        return ended.get();
    }

    int claimed() {
        return claimed.get();
    }

    private final class CountingIrp extends Irp {
        CountingIrp() {
            super(new FileObject("", Requestor.NONE), new IrpParameters.Read(0), null, null);
        }

        @Override
        protected void onCompleted(HResult status, long information) {
            ended.incrementAndGet();
        }
    }

    @Override
    public void cancelClaimed(WdfIoRequest canceled) {
        claimed.incrementAndGet();
    }

    @Override
    public boolean acceptsCancelCallback(IRequestCallbackCancel callback) {
        return true;
    }

    @Override
    public boolean isPurging() {
        return false;
    }

    @Override
    public void requestLeft(WdfIoRequest left) {
        // Nothing to deliver next.
    }

    @Override
    public IWDFIoQueue queue() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancelStored(WdfIoRequest stored) {
        throw new UnsupportedOperationException();
    }

    @Override
    public IRequestCallbackCancel cancelCallback() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stopAcknowledge(WdfIoRequest acknowledged, boolean requeue) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void requeue(WdfIoRequest requeued) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forward(WdfIoRequest forwarded, @Nullable IWDFIoQueue destination) {
        throw new UnsupportedOperationException();
    }
}
