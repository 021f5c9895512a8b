package org.umdf4j.samples.nulldevice;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;

/** A null device: writes are taken and forgotten, reads are at the end of the file. */
public final class NullDriver implements IDriverEntry {

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, null);
        device.createIoQueue(new Transfers(), true, WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, true, false);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}

    /** The default queue's callbacks. The framework calls what this class implements and refuses the rest. */
    private static final class Transfers implements IQueueCallbackRead, IQueueCallbackWrite {

        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            wdfRequest.completeWithInformation(HResult.S_OK, 0);
        }

        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            wdfRequest.completeWithInformation(HResult.S_OK, numOfBytesToWrite);
        }
    }
}
