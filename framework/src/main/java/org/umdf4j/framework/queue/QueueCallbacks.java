package org.umdf4j.framework.queue;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackCreate;
import org.umdf4j.ddi.IQueueCallbackDefaultIoHandler;
import org.umdf4j.ddi.IQueueCallbackDeviceIoControl;
import org.umdf4j.ddi.IQueueCallbackIoCanceledOnQueue;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IQueueCallbackRead;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IQueueCallbackWrite;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.recorder.Label.Detail;
import org.umdf4j.framework.request.WdfIoRequest;

/** The callbacks a queue's callback object exposed at creation; null for each it does not have. */
record QueueCallbacks(
        @Nullable IQueueCallbackCreate create,
        @Nullable IQueueCallbackRead read,
        @Nullable IQueueCallbackWrite write,
        @Nullable IQueueCallbackDeviceIoControl deviceIoControl,
        @Nullable IQueueCallbackDefaultIoHandler defaultHandler,
        @Nullable IQueueCallbackStateChange stateChange,
        @Nullable IQueueCallbackIoStop ioStop,
        @Nullable IQueueCallbackIoResume ioResume,
        @Nullable IQueueCallbackIoCanceledOnQueue ioCanceledOnQueue) {

    private static final Label ON_CREATE_FILE = Label.of("OnCreateFile", Detail.DELIVERY);
    private static final Label ON_READ = Label.of("OnRead", Detail.DELIVERY);
    private static final Label ON_WRITE = Label.of("OnWrite", Detail.DELIVERY);
    private static final Label ON_DEVICE_IO_CONTROL = Label.of("OnDeviceIoControl", Detail.DELIVERY);
    private static final Label ON_DEFAULT_IO_HANDLER = Label.of("OnDefaultIoHandler", Detail.DELIVERY);

    /** Asks the callback object for each interface, as QueryInterface does. */
    static QueueCallbacks of(@Nullable Object callbacks) {
        return new QueueCallbacks(
                callbacks instanceof IQueueCallbackCreate c ? c : null,
                callbacks instanceof IQueueCallbackRead c ? c : null,
                callbacks instanceof IQueueCallbackWrite c ? c : null,
                callbacks instanceof IQueueCallbackDeviceIoControl c ? c : null,
                callbacks instanceof IQueueCallbackDefaultIoHandler c ? c : null,
                callbacks instanceof IQueueCallbackStateChange c ? c : null,
                callbacks instanceof IQueueCallbackIoStop c ? c : null,
                callbacks instanceof IQueueCallbackIoResume c ? c : null,
                callbacks instanceof IQueueCallbackIoCanceledOnQueue c ? c : null);
    }

    /**
     * Refuses a set of callbacks that contradicts the dispatch type.
     *
     * @throws WdfException with ERROR_BAD_CONFIGURATION
     */
    void requireFitFor(WDF_IO_QUEUE_DISPATCH_TYPE dispatchType) {
        boolean delivers =
                create != null || read != null || write != null || deviceIoControl != null || defaultHandler != null;
        boolean manual = dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
        if (manual && delivers) {
            throw misfit("a manual queue must not have a create, read, write, control or default handler (Q-3)");
        }
        if (!manual && !delivers) {
            throw misfit("a " + dispatchType + " queue needs a create, read, write, control or default handler (Q-2)");
        }
        if (!manual && stateChange != null) {
            throw misfit("only a manual queue may register IQueueCallbackStateChange at creation (Q-5)");
        }
    }

    private static WdfException misfit(String why) {
        return new WdfException(HResult.ERROR_BAD_CONFIGURATION, why);
    }

    /** Whether a request of this type would find a handler here (RT-5, RT-6). */
    boolean handles(WDF_REQUEST_TYPE type) {
        return switch (type) {
            case CREATE -> create != null;
            case READ -> read != null || defaultHandler != null;
            case WRITE -> write != null || defaultHandler != null;
            case DEVICE_IO_CONTROL -> deviceIoControl != null || defaultHandler != null;
            default -> defaultHandler != null;
        };
    }

    /** The callback a request of this type goes to, for messages. */
    String nameFor(WDF_REQUEST_TYPE type) {
        return labelFor(type).text();
    }

    /** {@link #nameFor}, for the device's record. */
    Label labelFor(WDF_REQUEST_TYPE type) {
        return switch (type) {
            case CREATE -> ON_CREATE_FILE;
            case READ -> read != null ? ON_READ : ON_DEFAULT_IO_HANDLER;
            case WRITE -> write != null ? ON_WRITE : ON_DEFAULT_IO_HANDLER;
            case DEVICE_IO_CONTROL -> deviceIoControl != null ? ON_DEVICE_IO_CONTROL : ON_DEFAULT_IO_HANDLER;
            default -> ON_DEFAULT_IO_HANDLER;
        };
    }

    /** Hands a request to the driver (RT-5). Whatever the callback throws passes through. */
    void deliver(IWDFIoQueue queue, WdfIoRequest request) {
        switch (request.getType()) {
            case CREATE -> {
                if (create != null) {
                    IWDFFile file = request.getFileObject().orElseThrow();
                    request.deliverOpen(() -> create.onCreateFile(queue, request, file));
                    return;
                }
            }
            case READ -> {
                if (read != null) {
                    read.onRead(queue, request, request.outputLength());
                    return;
                }
            }
            case WRITE -> {
                if (write != null) {
                    write.onWrite(queue, request, request.inputLength());
                    return;
                }
            }
            case DEVICE_IO_CONTROL -> {
                if (deviceIoControl != null) {
                    int code = request.getDeviceIoControlParameters().controlCode();
                    deviceIoControl.onDeviceIoControl(
                            queue, request, code, request.inputLength(), request.outputLength());
                    return;
                }
            }
            default -> {}
        }
        if (defaultHandler == null) {
            throw new IllegalStateException("no handler for " + request.history());
        }
        defaultHandler.onDefaultIoHandler(queue, request);
    }
}
