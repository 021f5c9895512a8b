package org.umdf4j.benchmarks.inprocess;

import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;

/** Queue callbacks that keep every read and complete every write; at a stop the reads are kept or given back. */
final class HoardingQueue
        implements IQueueCallbackRead, IQueueCallbackWrite, IQueueCallbackIoStop, IQueueCallbackIoResume {
    private final boolean givesBack;

    /** Made before the heap is measured: what is measured is the framework's, not the driver's. */
    private final IWDFIoRequest[] hoard;

    private int kept;

    HoardingQueue(boolean givesBack, int most) {
        this.givesBack = givesBack;
        this.hoard = new IWDFIoRequest[most];
    }

    @Override
    public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
        hoard[kept++] = wdfRequest;
    }

    @Override
    public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
        wdfRequest.completeWithInformation(HResult.S_OK, numOfBytesToWrite);
    }

    @Override
    public void onIoStop(
            IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        if (givesBack) {
            kept = 0; // all of them are given back in one round
        }
        wdfRequest.stopAcknowledge(givesBack);
    }

    @Override
    public void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        // It is in the hoard still.
    }

    int kept() {
        return kept;
    }

    /** Completes every read. No callback is running. */
    void release() {
        for (int i = 0; i < kept; i++) {
            hoard[i].completeWithInformation(HResult.S_OK, Sectors.SECTOR_BYTES);
            hoard[i] = null;
        }
        kept = 0;
    }
}
