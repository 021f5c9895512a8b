package org.umdf4j.host.file;

import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IQueueCallbackDefaultIoHandler;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;

/** A filter that sends everything down, and does at a stop what the test says. */
final class LineFilter
        implements IDriverEntry,
                IQueueCallbackDefaultIoHandler,
                IQueueCallbackIoStop,
                IQueueCallbackIoResume,
                IRequestCallbackRequestCompletion {
    /** What it does with a request that is below when the device stops. */
    enum AtStop {
        KEEP,
        CANCEL,
        GIVE_BACK
    }

    private final AtStop atStop;

    /** One permit for each request that has been sent. */
    final Semaphore sent = new Semaphore(0);

    private volatile @Nullable IWDFDevice device;

    LineFilter(AtStop atStop) {
        this.atStop = atStop;
    }

    IWDFDevice device() {
        IWDFDevice made = device;
        if (made == null) {
            throw new IllegalStateException("not added");
        }
        return made;
    }

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        wdfDeviceInit.setFilter();
        IWDFDevice made = wdfDriver.createDevice(wdfDeviceInit, null);
        made.createIoQueue(this, true, WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, true, false);
        device = made;
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}

    @Override
    public void onDefaultIoHandler(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        wdfRequest.formatUsingCurrentType();
        wdfRequest.setCompletionCallback(this, null);
        wdfRequest.send(device().getDefaultIoTarget(), Set.of(), 0);
        sent.release();
    }

    @Override
    public void onCompletion(
            IWDFIoRequest wdfRequest,
            IWDFIoTarget ioTarget,
            IWDFRequestCompletionParams params,
            @Nullable Object context) {
        wdfRequest.completeWithInformation(params.getCompletionStatus(), params.getInformation());
    }

    @Override
    public void onIoStop(
            IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        if (atStop == AtStop.CANCEL || actionFlags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.PURGE)) {
            wdfRequest.cancelSentRequest();
        } else {
            wdfRequest.stopAcknowledge(atStop == AtStop.GIVE_BACK);
        }
    }

    @Override
    public void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {}
}
