package org.umdf4j.host.system.broken;

import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackCreate;
import org.umdf4j.ddi.IQueueCallbackDeviceIoControl;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;

/** The queue's callbacks. */
final class BrokenQueue
        implements IQueueCallbackCreate,
                IQueueCallbackRead,
                IQueueCallbackWrite,
                IQueueCallbackDeviceIoControl,
                IQueueCallbackIoStop,
                IQueueCallbackIoResume,
                IRequestCallbackCancel {
    private final Fault fault;

    BrokenQueue(Fault fault) {
        this.fault = fault;
    }

    @Override
    public void onCreateFile(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, IWDFFile wdfFileObject) {
        Breaking.throwIf(fault == Fault.ON_CREATE_FILE, fault);
        wdfRequest.complete(HResult.S_OK);
    }

    @Override
    public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
        Breaking.throwIf(fault == Fault.ON_READ, fault);
        if (fault == Fault.BLOCKS_IN_ON_READ) {
            Breaking.blockForEver();
        } else if (fault == Fault.COMPLETES_TOO_MUCH) {
            wdfRequest.completeWithInformation(HResult.S_OK, numOfBytesToRead + 1);
        } else if (fault.keepsReads()) {
            wdfRequest.markCancelable(this);
        } else {
            // Nothing was read: the end of the file.
            wdfRequest.completeWithInformation(HResult.S_OK, 0);
            if (fault == Fault.COMPLETES_TWICE) {
                wdfRequest.complete(HResult.S_OK);
            }
        }
    }

    @Override
    public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
        Breaking.throwIf(fault == Fault.ON_WRITE, fault);
        wdfRequest.completeWithInformation(HResult.S_OK, numOfBytesToWrite);
    }

    @Override
    public void onDeviceIoControl(
            IWDFIoQueue wdfQueue,
            IWDFIoRequest wdfRequest,
            int controlCode,
            long inputBufferSizeInBytes,
            long outputBufferSizeInBytes) {
        Breaking.throwIf(fault == Fault.ON_DEVICE_IO_CONTROL, fault);
        wdfRequest.complete(HResult.S_OK);
    }

    @Override
    public void onIoStop(
            IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        Breaking.throwIf(fault == Fault.ON_IO_STOP, fault);
        wdfRequest.stopAcknowledge(false);
    }

    @Override
    public void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        Breaking.throwIf(fault == Fault.ON_IO_RESUME, fault);
    }

    @Override
    public void onCancel(IWDFIoRequest wdfRequest) {
        Breaking.throwIf(fault == Fault.ON_CANCEL, fault);
        wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
    }
}
