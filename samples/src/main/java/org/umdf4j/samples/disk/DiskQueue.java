package org.umdf4j.samples.disk;

import java.util.Optional;
import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackDefaultIoHandler;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFWorkItem;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;

/**
 * The callbacks of the disk's parallel queue.
 *
 * <p>A request is served on the thread that delivers it. When as many as the disk's depth are in service, further ones
 * wait, and a work item serves them one after another. The default handler gets every type that the queue has no handler
 * of its own for (RT-5), and flush and query come nowhere else (RT-6).
 */
final class DiskQueue implements IQueueCallbackDefaultIoHandler, IQueueCallbackIoStop {
    private final DiskCommands commands;
    private final Backlog<IWDFIoRequest> backlog;
    private final IWDFWorkItem worker;

    DiskQueue(IWDFDevice device, DiskCommands commands, int depth) {
        this.commands = commands;
        this.backlog = new Backlog<>(depth);
        // Unserialised: it takes no callback lock, and there is none to take.
        this.worker = device.createWorkItem(new WUDF_WORKITEM_CONFIG(item -> serveBacklog(), false), null);
    }

    @Override
    public void onDefaultIoHandler(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        if (!backlog.begin(wdfRequest)) {
            worker.enqueue();
            return;
        }
        try {
            serve(wdfRequest);
        } finally {
            backlog.end();
        }
    }

    private void serveBacklog() {
        Optional<IWDFIoRequest> next = backlog.next();
        while (next.isPresent()) {
            serve(next.get());
            next = backlog.next();
        }
    }

    private void serve(IWDFIoRequest request) {
        if (request.isCanceled()) {
            // It waited, and nobody wants the answer any more (CAN-4).
            request.complete(HResult.ERROR_OPERATION_ABORTED);
            return;
        }
        DiskCommands.Outcome outcome = commands.execute(request);
        request.completeWithInformation(outcome.status(), outcome.information());
    }

    /**
     * The device leaves D0, or goes for good. No callback of the queue runs now (PQ-2), but the work item may.
     *
     * <p>What has not begun goes back: at a suspend the queue keeps it and delivers it again in D0 (STOP-14), at a
     * removal the framework cancels it (STOP-36). What has begun runs to its end, which is near; the framework waits
     * for its completion (STOP-9), so we need not say anything.
     */
    @Override
    public void onIoStop(
            IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        if (backlog.withdraw(wdfRequest)) {
            wdfRequest.stopAcknowledge(true);
        }
    }
}
