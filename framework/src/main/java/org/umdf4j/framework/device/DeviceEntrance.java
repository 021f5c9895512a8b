package org.umdf4j.framework.device;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IFileCallbackCleanup;
import org.umdf4j.ddi.IFileCallbackClose;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.CallbackLock;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.queue.QueueSet;
import org.umdf4j.framework.queue.WdfIoQueue;
import org.umdf4j.framework.stack.LowerDevice;
import org.umdf4j.framework.stack.StackDriver.StackControl;
import org.umdf4j.framework.stack.StackPolicy;

/**
 * Where IRPs enter one driver's device: each goes to a queue, further down or back, as section 3 says; and the device's
 * opens, from create to close. Any thread, no lock held.
 */
final class DeviceEntrance {
    private final WdfDevice device;
    private final RequestRouter router;
    private final QueueSet queues;
    private final DriverCalls calls;
    private final StackControl control;
    private final Optional<LowerDevice> lower;
    private final StackPolicy policy;
    private final boolean isFilter;
    private final boolean forwardsFiles;
    private final Optional<CallbackLock> callbackLock;
    private final @Nullable IFileCallbackCleanup fileCleanup;
    private final @Nullable IFileCallbackClose fileClose;
    private final ConcurrentHashMap<FileObject, WdfFile> files = new ConcurrentHashMap<>();

    DeviceEntrance(
            WdfDevice device,
            WdfDeviceInitialize settings,
            RequestRouter router,
            QueueSet queues,
            @Nullable Object callbackInterface) {
        this.device = device;
        this.router = router;
        this.queues = queues;
        this.calls = device.space().calls();
        this.control = settings.context().control();
        this.lower = settings.context().lower();
        this.policy = settings.context().services().policy();
        this.isFilter = settings.isFilter();
        this.forwardsFiles = settings.forwardsFiles();
        this.callbackLock = device.space().callbackLock();
        this.fileCleanup = callbackInterface instanceof IFileCallbackCleanup c ? c : null;
        this.fileClose = callbackInterface instanceof IFileCallbackClose c ? c : null;
    }

    /** Takes an IRP. Its end may come before this returns, or at any time later. */
    void dispatch(Irp irp) {
        WDF_REQUEST_TYPE type = irp.type();
        if (type == WDF_REQUEST_TYPE.CREATE) {
            open(irp);
            return;
        }
        if (irp.parameters() instanceof IrpParameters.DeviceIoControl control
                && control.method() == ControlCodes.METHOD_NEITHER
                && !policy.copiesNeither()) {
            irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0); // RT-10
            return;
        }
        WdfFile file = files.get(irp.file());
        if (file == null && !policy.takesUnknownFiles()) {
            irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0); // RT-11
            return;
        }
        WdfIoQueue queue = router.route(type);
        if (queue == null || (isFilter && queue == router.defaultQueue() && !queue.handles(type))) {
            passDown(irp); // RT-3, RT-4
        } else {
            queue.enqueue(irp, file);
        }
    }

    private void passDown(Irp irp) {
        if (isFilter && lower.isPresent()) {
            lower.get().dispatch(irp);
        } else {
            irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    /** FIL-1, FIL-2, FIL-8 to FIL-10. */
    private void open(Irp irp) {
        WdfFile file;
        try {
            file = new WdfFile(device.space(), device, irp.file());
        } catch (WdfException deviceIsGoing) {
            irp.end(HResult.STATUS_NO_SUCH_DEVICE, 0);
            return;
        }
        files.put(irp.file(), file);
        WdfIoQueue configured = router.configured(WDF_REQUEST_TYPE.CREATE);
        WdfIoQueue queue = configured != null ? configured : router.defaultQueue();
        if (queue != null && (queue.handlesCreate() || queue == configured)) {
            queue.enqueue(irp, file);
        } else if (forwardsFiles && lower.isPresent()) {
            var forwarded = new ForwardedCreate(irp, file);
            forwarded.enter();
            lower.get().dispatch(forwarded);
            if (irp.isCanceled()) {
                forwarded.cancel(); // it may have come before the forwarded create could be found
            }
        } else {
            irp.end(HResult.S_OK, 0);
        }
    }

    /** The last handle of a file is closed: OnCleanupFile, then what is stored of it is cancelled. */
    void cleanupFile(FileObject fileObject, Runnable done) {
        WdfFile file = files.get(fileObject);
        Runnable returned = watch(file != null && fileCleanup != null, "OnCleanupFile");
        locked(
                () -> {
                    if (file != null && fileCleanup != null) {
                        calls.call("OnCleanupFile", () -> fileCleanup.onCleanupFile(file));
                    }
                },
                () -> {
                    returned.run();
                    queues.cancelStoredOf(fileObject);
                    forwardOrFinish(done, below -> below.cleanupFile(fileObject, done));
                });
    }

    /** No IRP of a file is outstanding any more: OnCloseFile, and the file ends. */
    void closeFile(FileObject fileObject, Runnable done) {
        WdfFile file = files.remove(fileObject);
        Runnable returned = watch(file != null && fileClose != null, "OnCloseFile");
        locked(
                () -> {
                    if (file != null && fileClose != null) {
                        calls.call("OnCloseFile", () -> fileClose.onCloseFile(file));
                    }
                },
                () -> {
                    returned.run();
                    if (file != null) {
                        file.dispose();
                    }
                    forwardOrFinish(done, below -> below.closeFile(fileObject, done));
                });
    }

    /** HOST-1 of a callback that comes, also while it waits for the callback lock. */
    private Runnable watch(boolean comes, String callback) {
        return comes ? control.watch(device, callback) : () -> {};
    }

    private void forwardOrFinish(Runnable done, Consumer<LowerDevice> forward) {
        if (forwardsFiles && lower.isPresent()) {
            forward.accept(lower.get());
        } else {
            done.run();
        }
    }

    /** FIL-7: the callback under the callback lock if there is one, the rest without it. */
    private void locked(Runnable callback, Runnable after) {
        if (callbackLock.isPresent()) {
            callbackLock.get().run(callback, after);
        } else {
            callback.run();
            after.run();
        }
    }

    /** The open of a file, if the driver knows it. */
    Optional<IWDFFile> file(FileObject fileObject) {
        return Optional.ofNullable(files.get(fileObject));
    }

    /** The open has failed. */
    void forget(FileObject fileObject) {
        files.remove(fileObject);
    }
}
