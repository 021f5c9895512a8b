package org.umdf4j.samples.echo;

import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IFileCallbackCleanup;
import org.umdf4j.ddi.IQueueCallbackDeviceIoControl;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;

/**
 * One echo device: its bytes, and the rule by which reads and writes meet them.
 *
 * <p>A write is taken as far as there is room, so it may be short, as with any stream; with no room at all it waits. A
 * read gets what is there; with nothing there it waits. So nothing is lost and memory is bounded.
 */
final class EchoDevice implements IFileCallbackCleanup {
    /** As much as a Linux pipe holds. */
    static final int CAPACITY_BYTES = 64 * 1024;

    /** {@code _IOR('E', 1, int)}: how many bytes wait to be read. */
    static final int ECHO_GET_SIZE = 0x8004_4501;

    /** {@code _IOW('E', 2, int)}: forgets the oldest bytes, at most as many as the argument says. */
    static final int ECHO_DISCARD = 0x4004_4502;

    private final ByteRing ring = new ByteRing(CAPACITY_BYTES);
    private final Reads reads = new Reads();
    private final Writes writes = new Writes();
    private @Nullable IWDFIoQueue readQueue;

    void createQueues(IWDFDevice device) {
        // Sequential: while a write waits, the next one is not delivered, so bytes stay in order (DSP-1).
        device.createIoQueue(writes, true, WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL, true, false);

        // Manual: reads stay in the queue, where the framework cancels them by itself (CAN-1), until we fetch one.
        readQueue = device.createIoQueue(reads, false, WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL, true, false);
        device.configureRequestDispatching(readQueue, WDF_REQUEST_TYPE.READ, true);

        // A queue of their own, or a discard could not get past the waiting write that it would help. It needs no
        // IQueueCallbackIoStop: every request is complete when its callback returns.
        IQueueCallbackDeviceIoControl onControl = this::onDeviceIoControl;
        IWDFIoQueue controls =
                device.createIoQueue(onControl, false, WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL, true, false);
        device.configureRequestDispatching(controls, WDF_REQUEST_TYPE.DEVICE_IO_CONTROL, true);
    }

    /** The program has closed its last handle: nobody waits for that file's requests any more. */
    @Override
    public void onCleanupFile(IWDFFile wdfFileObject) {
        // The framework cancels the ones still stored when we return (FIL-4). Those we own are our duty (FIL-5).
        reads.abortIfOf(wdfFileObject);
        writes.abortIfOf(wdfFileObject);
        // Fetch that file's other reads too, or serve() might let one of them wait, owned, when nobody cancels it.
        fetchReadsOf(wdfFileObject);
        serve();
    }

    private void fetchReadsOf(IWDFFile file) {
        if (readQueue == null) {
            return;
        }
        RetrievedRequest next = readQueue.retrieveNextRequestByFileObject(file);
        while (next.isPresent()) {
            next.request().orElseThrow().complete(HResult.ERROR_OPERATION_ABORTED);
            next = readQueue.retrieveNextRequestByFileObject(file);
        }
    }

    /** Brings bytes and requests together until nothing more can move. */
    private void serve() {
        boolean moved;
        do {
            moved = serveRead() || serveWrite();
        } while (moved);
    }

    private boolean serveRead() {
        if (ring.isEmpty()) {
            if (!reads.isTaken()) {
                nextRead().ifPresent(reads::hold);
            }
            return false;
        }
        Optional<IWDFIoRequest> read = reads.take().or(this::nextRead);
        // A length of 0 never comes here: the queue was created without zero-length requests (DSP-8).
        read.ifPresent(
                request -> request.completeWithInformation(HResult.S_OK, ring.take(request.retrieveOutputBuffer(1))));
        return read.isPresent();
    }

    private boolean serveWrite() {
        if (ring.isFull()) {
            return false;
        }
        Optional<IWDFIoRequest> write = writes.take();
        write.ifPresent(this::accept);
        return write.isPresent();
    }

    private void accept(IWDFIoRequest write) {
        write.completeWithInformation(HResult.S_OK, ring.put(write.retrieveInputBuffer(1)));
    }

    /** Empty when no read is stored, and also while the device is off (RET-3): onStateChange comes again then (RES-8). */
    private Optional<IWDFIoRequest> nextRead() {
        return readQueue == null
                ? Optional.empty()
                : readQueue.retrieveNextRequest().request();
    }

    private void onDeviceIoControl(
            IWDFIoQueue queue, IWDFIoRequest request, int controlCode, long inputBytes, long outputBytes) {
        try {
            switch (controlCode) {
                case ECHO_GET_SIZE -> {
                    request.retrieveOutputBuffer(Integer.BYTES).set(ValueLayout.JAVA_INT_UNALIGNED, 0, ring.size());
                    request.completeWithInformation(HResult.S_OK, Integer.BYTES);
                }
                case ECHO_DISCARD -> discard(request);
                default -> request.complete(HResult.STATUS_INVALID_DEVICE_REQUEST);
            }
        } catch (WdfException bufferTooSmall) {
            // The program's mistake, and its to hear of: retrieve...Buffer says ERROR_INSUFFICIENT_BUFFER (MEM-7).
            request.complete(bufferTooSmall.status());
        }
        // A discard may have made room for the waiting write.
        serve();
    }

    private void discard(IWDFIoRequest request) {
        int count = request.retrieveInputBuffer(Integer.BYTES).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        if (count < 0) {
            request.complete(HResult.STATUS_INVALID_PARAMETER);
            return;
        }
        ring.drop(count);
        request.complete(HResult.S_OK);
    }

    /** The callbacks of the queue of reads. */
    private final class Reads extends WaitingRequest implements IQueueCallbackStateChange {

        /** The queue had no request and has one now (RET-8). */
        @Override
        public void onStateChange(IWDFIoQueue wdfQueue, Set<WDF_IO_QUEUE_STATE> queueState) {
            serve();
        }

        @Override
        void serve() {
            EchoDevice.this.serve();
        }
    }

    /** The callbacks of the queue of writes. */
    private final class Writes extends WaitingRequest implements IQueueCallbackWrite {

        @Override
        public void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite) {
            if (ring.isFull()) {
                hold(wdfRequest);
            } else {
                accept(wdfRequest);
                serve();
            }
        }

        @Override
        void serve() {
            EchoDevice.this.serve();
        }
    }
}
