package org.umdf4j.benchmarks.inprocess;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IQueueCallbackDefaultIoHandler;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;

/** A filter that sends each request on and completes it when it comes back, as the trace sample does without its log. */
final class PassingFilter implements IDriverEntry {
    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        wdfDeviceInit.setFilter();
        wdfDeviceInit.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE);
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, null);
        var passing = new Passing(device.getDefaultIoTarget());
        device.createIoQueue(passing, true, WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, false, true);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}

    private record Passing(IWDFIoTarget below)
            implements IQueueCallbackDefaultIoHandler, IRequestCallbackRequestCompletion {
        @Override
        public void onDefaultIoHandler(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
            wdfRequest.formatUsingCurrentType();
            wdfRequest.setCompletionCallback(this, null);
            wdfRequest.send(below, Set.of(), 0);
        }

        @Override
        public void onCompletion(
                IWDFIoRequest wdfRequest,
                IWDFIoTarget ioTarget,
                IWDFRequestCompletionParams params,
                @Nullable Object context) {
            wdfRequest.completeWithInformation(params.getCompletionStatus(), params.getInformation());
        }
    }
}
