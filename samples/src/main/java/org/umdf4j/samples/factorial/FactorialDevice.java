package org.umdf4j.samples.factorial;

import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IPnpCallbackHardware2;
import org.umdf4j.ddi.IQueueCallbackDeviceIoControl;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFCmResourceList;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFObject;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.ddi.WdfException;

/** One factorial device: the request it works for, its registers and its interrupt. */
final class FactorialDevice
        implements IPnpCallbackHardware2,
                IQueueCallbackDeviceIoControl,
                IQueueCallbackIoStop,
                IQueueCallbackIoResume,
                IRequestCallbackCancel {
    /** {@code _IOWR('F', 1, int)}: replaces a number by the low 32 bits of its factorial. */
    static final int FACTORIAL = 0xC004_4601;

    private @Nullable Registers registers;
    private @Nullable IWDFInterrupt interrupt;

    // Guarded by the callback lock.

    /** The request the device works for; cancelable. */
    private @Nullable IWDFIoRequest waiting;

    private int operand;

    /** Whether the work item is to begin what a queue callback could not. */
    private boolean beginInWorkItem;

    // Guarded by the interrupt lock.

    /** What the device has computed for the request that was begun last. */
    private OptionalInt result = OptionalInt.empty();

    void createObjects(IWDFDevice device) {
        device.createIoQueue(this, true, WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL, true, false);
        interrupt = device.createInterrupt(new WUDF_INTERRUPT_CONFIG(this::onInterruptIsr, this::onInterruptWorkItem)
                .withEnableAndDisable(
                        (_, _) -> setInterrupting(/* wanted= */ true), (_, _) -> setInterrupting(/* wanted= */ false))
                .withAutomaticSerialization());
    }

    @Override
    public HResult onPrepareHardware(
            IWDFDevice wdfDevice, IWDFCmResourceList resourcesRaw, IWDFCmResourceList resourcesTranslated) {
        Optional<Registers> mapped = Registers.map(wdfDevice, resourcesTranslated);
        registers = mapped.orElse(null);
        if (mapped.isEmpty() || mapped.get().id() != Registers.ID_VALUE) {
            return HResult.STATUS_NO_SUCH_DEVICE;
        }
        return HResult.S_OK;
    }

    @Override
    public HResult onReleaseHardware(IWDFDevice wdfDevice, IWDFCmResourceList resourcesTranslated) {
        if (registers != null) {
            registers.unmap();
            registers = null;
        }
        return HResult.S_OK;
    }

    private HResult setInterrupting(boolean wanted) {
        registers().interruptWhenDone(wanted);
        return HResult.S_OK;
    }

    private Registers registers() {
        if (registers == null) {
            throw new IllegalStateException("registers are used between prepare and release only");
        }
        return registers;
    }

    private IWDFInterrupt interrupt() {
        if (interrupt == null) {
            throw new IllegalStateException("the interrupt is made with the device");
        }
        return interrupt;
    }

    @Override
    public void onDeviceIoControl(
            IWDFIoQueue wdfQueue,
            IWDFIoRequest wdfRequest,
            int controlCode,
            long inputBufferSizeInBytes,
            long outputBufferSizeInBytes) {
        if (controlCode != FACTORIAL) {
            wdfRequest.complete(HResult.STATUS_INVALID_DEVICE_REQUEST);
            return;
        }
        try {
            var _ = wdfRequest.retrieveOutputBuffer(Integer.BYTES);
            operand = wdfRequest.retrieveInputBuffer(Integer.BYTES).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        } catch (WdfException bufferTooSmall) {
            wdfRequest.complete(bufferTooSmall.status());
            return;
        }
        waiting = wdfRequest;
        begin();
        wdfRequest.markCancelable(this);
    }

    /** Begins to compute, in a queue callback: if the interrupt lock is taken, the work item does it (INT-10). */
    private void begin() {
        if (!interrupt().tryToAcquireInterruptLock()) {
            beginInWorkItem = true;
            interrupt().queueWorkItemForIsr();
            return;
        }
        try {
            beginLocked();
        } finally {
            interrupt().releaseInterruptLock();
        }
    }

    /** A result that is still here, or that an interrupt is about to bring, would be one of an earlier request. */
    private void beginLocked() {
        result = OptionalInt.empty();
        registers().compute(operand);
    }

    private boolean onInterruptIsr(IWDFInterrupt source, int messageId, int reserved) {
        OptionalInt taken = registers().takeResult();
        if (taken.isEmpty()) {
            return false;
        }
        result = taken;
        source.queueWorkItemForIsr();
        return true;
    }

    private void onInterruptWorkItem(IWDFInterrupt source, IWDFObject associatedObject) {
        OptionalInt taken;
        source.acquireInterruptLock();
        try {
            if (beginInWorkItem) {
                beginInWorkItem = false;
                beginLocked();
            }
            taken = result;
            result = OptionalInt.empty();
        } finally {
            source.releaseInterruptLock();
        }
        if (taken.isPresent()) {
            takeWaiting().ifPresent(request -> complete(request, taken.getAsInt()));
        }
    }

    private static void complete(IWDFIoRequest request, int value) {
        request.retrieveOutputBuffer(Integer.BYTES).set(ValueLayout.JAVA_INT_UNALIGNED, 0, value);
        request.completeWithInformation(HResult.S_OK, Integer.BYTES);
    }

    /** The request, to be completed; empty if there is none or its cancellation is on its way (CAN-9). */
    private Optional<IWDFIoRequest> takeWaiting() {
        IWDFIoRequest request = waiting;
        waiting = null;
        return request != null && request.unmarkCancelable() ? Optional.of(request) : Optional.empty();
    }

    /** The device goes on computing; the next request's beginning stops that. */
    @Override
    public void onCancel(IWDFIoRequest wdfRequest) {
        if (waiting == wdfRequest) {
            waiting = null;
        }
        wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
    }

    @Override
    public void onIoStop(
            IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        if (actionFlags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND)) {
            wdfRequest.stopAcknowledge(false);
        } else {
            takeWaiting().ifPresent(request -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        }
    }

    /** What the device was computing is lost: it was without power. */
    @Override
    public void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        begin();
    }
}
