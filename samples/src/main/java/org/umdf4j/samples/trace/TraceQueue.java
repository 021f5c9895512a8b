package org.umdf4j.samples.trace;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.DeviceIoControlParameters;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackDefaultIoHandler;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.TransferParameters;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WdfException;

/**
 * Sends each request to the driver below, and completes and logs it when it comes back. Holds no state of its own, so
 * its callbacks need no lock.
 *
 * <p>It never marks a request cancelable: a sent request's cancellation goes straight to the driver that has it now, and
 * we learn of it from the status it comes back with (SND-14).
 */
final class TraceQueue
        implements IQueueCallbackDefaultIoHandler, IQueueCallbackIoStop, IRequestCallbackRequestCompletion {
    private static final Logger LOG = System.getLogger("org.umdf4j.samples.trace");

    private final IWDFIoTarget below;
    private final String device;

    /**
     * @param below the driver below
     * @param device the device's name in the log
     */
    TraceQueue(IWDFIoTarget below, String device) {
        this.below = below;
        this.device = device;
    }

    /** What is logged of a request, taken before it is sent: a completed request cannot be asked any more. */
    private record Sent(String what, long startNanos) {}

    @Override
    public void onDefaultIoHandler(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        Sent sent = new Sent(describe(wdfRequest), System.nanoTime());
        // Unmodified (SND-18); unformatted, it could not be sent (SND-1).
        wdfRequest.formatUsingCurrentType();
        // Without this nobody could complete it (SND-7).
        wdfRequest.setCompletionCallback(this, sent);
        try {
            wdfRequest.send(below, Set.of(), 0);
        } catch (WdfException notSent) {
            // It never left us: it is still ours to complete, and onCompletion will not come (SND-4).
            log(sent, notSent.status(), 0);
            wdfRequest.complete(notSent.status());
        }
    }

    @Override
    public void onCompletion(
            IWDFIoRequest wdfRequest,
            IWDFIoTarget ioTarget,
            IWDFRequestCompletionParams params,
            @Nullable Object context) {
        HResult status = params.getCompletionStatus();
        long information = params.getInformation();
        // Ours again (SND-15). The program first, the log second.
        wdfRequest.completeWithInformation(status, information);
        if (context instanceof Sent sent) {
            log(sent, status, information);
        }
    }

    /**
     * The device is going for good, and this driver goes before the one below (PNP-7): call back what is down there, or
     * removal would wait here for a request that nobody ends. Its completion then comes through {@link #onCompletion},
     * whatever cancelSentRequest answers (SND-11). A suspend never asks: the queue is not power-managed (PQ-6).
     */
    @Override
    public void onIoStop(
            IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        boolean delivered = wdfRequest.cancelSentRequest();
        LOG.log(Level.DEBUG, () -> device + ": removal, cancel " + (delivered ? "delivered" : "came too late"));
    }

    private static String describe(IWDFIoRequest request) {
        return switch (request.getType()) {
            case READ -> transfer("read", request.getReadParameters());
            case WRITE -> transfer("write", request.getWriteParameters());
            case DEVICE_IO_CONTROL -> {
                DeviceIoControlParameters control = request.getDeviceIoControlParameters();
                yield "control 0x%08X, %d bytes in, %d bytes out"
                        .formatted(control.controlCode(), control.inBufferSize(), control.outBufferSize());
            }
            case FLUSH_BUFFERS -> "flush";
            case QUERY_INFORMATION ->
                "query " + request.getQueryInformationParameters().informationClass();
            case SET_INFORMATION ->
                "set " + request.getSetInformationParameters().informationClass();
            default -> request.getType().toString();
        };
    }

    private static String transfer(String verb, TransferParameters parameters) {
        return "%s of %d bytes at %d".formatted(verb, parameters.sizeInBytes(), parameters.offset());
    }

    private void log(Sent sent, HResult status, long information) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sent.startNanos());
        LOG.log(Level.INFO, () -> "%s: %s: %s, %d bytes, %d µs"
                .formatted(device, sent.what(), status, information, micros));
    }
}
