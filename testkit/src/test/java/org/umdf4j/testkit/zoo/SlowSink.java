package org.umdf4j.testkit.zoo;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackDefaultIoHandler;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;

/** A lower driver in good order: keeps one request at a time until its hardware says {@link #done}. */
final class SlowSink extends SmallDriver implements IQueueCallbackDefaultIoHandler, IRequestCallbackCancel {
    private final AtomicReference<@Nullable IWDFIoRequest> current = new AtomicReference<>();

    @Override
    void createQueues(IWDFDevice device) {
        device.createIoQueue(this, true, SEQUENTIAL, false, true);
    }

    @Override
    public void onDefaultIoHandler(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        current.set(wdfRequest);
        wdfRequest.markCancelable(this);
    }

    void done() {
        locked(() -> {
            IWDFIoRequest request = current.getAndSet(null);
            if (request != null && request.unmarkCancelable()) {
                request.complete(HResult.S_OK);
            }
        });
    }

    @Override
    public void onCancel(IWDFIoRequest wdfRequest) {
        current.compareAndSet(wdfRequest, null);
        wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
    }
}
