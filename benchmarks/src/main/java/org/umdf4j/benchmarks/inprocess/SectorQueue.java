package org.umdf4j.benchmarks.inprocess;

import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;

/** The queue callbacks of the measured driver: the handler's work, and the request's completion inside its callback. */
final class SectorQueue {
    private SectorQueue() {}

    static Object of(QueueKind kind) {
        return kind == QueueKind.MANUAL ? new Retrieving(new Sectors()) : new Reading(new Sectors());
    }

    private static void answer(Sectors sectors, IWDFIoRequest request) {
        long offset = request.getReadParameters().offset();
        request.completeWithInformation(HResult.S_OK, sectors.read(request.retrieveOutputBuffer(1), offset));
    }

    private record Reading(Sectors sectors) implements IQueueCallbackRead {
        @Override
        public void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead) {
            answer(sectors, wdfRequest);
        }
    }

    private record Retrieving(Sectors sectors) implements IQueueCallbackStateChange {
        @Override
        public void onStateChange(IWDFIoQueue wdfQueue, Set<WDF_IO_QUEUE_STATE> queueState) {
            for (RetrievedRequest next = wdfQueue.retrieveNextRequest();
                    next.isPresent();
                    next = wdfQueue.retrieveNextRequest()) {
                answer(sectors, next.request().orElseThrow());
            }
        }
    }
}
