package org.umdf4j.framework.target;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDriverCreatedFile;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRemoteTarget;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.interfaces.DeviceInterfaces;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.irp.Surroundings;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.stack.LowerDevice;
import org.umdf4j.framework.stack.StackDriver.DeviceContext;

/** The I/O targets of one device, and the files it opens below itself. Any thread, no lock held. */
public final class DeviceTargets {
    private final WdfObject device;
    private final IWDFDevice owner;
    private final Surroundings surroundings;
    private final Optional<LowerDevice> lower;
    private final boolean opensFiles;
    private final Impersonator impersonator;
    private final BooleanSupplier inRequestHandler;
    private final DeviceInterfaces interfaces;
    private final FrameworkLock lock;

    @GuardedBy("lock")
    private final Set<WdfIoTarget> targets = new LinkedHashSet<>();

    private final DefaultIoTarget defaultTarget;

    /**
     * Makes the default target.
     *
     * @param device the device, complete but for its targets
     * @param owner the same, as drivers see it
     * @param context what lies below and around it
     * @param inRequestHandler whether the calling thread is in a handler of one of the device's queues (TGT-4)
     */
    public DeviceTargets(WdfObject device, IWDFDevice owner, DeviceContext context, BooleanSupplier inRequestHandler) {
        this.device = device;
        this.owner = owner;
        this.surroundings = context.services().surroundings();
        this.opensFiles = context.services().policy().opensFiles();
        this.impersonator = context.services().impersonator();
        this.lower = context.lower();
        this.inRequestHandler = inRequestHandler;
        this.interfaces = context.services().interfaces();
        this.lock = device.space().calls().scheduler().newLock("I/O targets");
        this.defaultTarget = new DefaultIoTarget(this, device, context.lower());
    }

    /** The next lower device. */
    public IWDFIoTarget defaultTarget() {
        return defaultTarget;
    }

    /** CreateWdfFile (FIL-11): blocks until the lower device has answered. */
    public IWDFDriverCreatedFile createFile(@Nullable String name) {
        String path = name == null ? "" : name;
        if (path.indexOf('/') >= 0 || path.indexOf('\\') >= 0) {
            throw new WdfException(HResult.E_INVALIDARG, "the file name '" + path + "' has a separator (FIL-11)");
        }
        LowerDevice below = lower.orElseThrow(() -> new WdfException(
                HResult.STATUS_INVALID_DEVICE_REQUEST, "nothing lies below the device that could be opened"));
        return DriverCreatedFile.open(this, device, owner, below, path);
    }

    /** CreateRemoteTarget. */
    public IWDFRemoteTarget createRemote(WdfObject parent, @Nullable Object callbackInterface) {
        return new RemoteTarget(this, parent, callbackInterface);
    }

    /** CreateFileHandleTarget. */
    public IWDFIoTarget createFileHandle(String path) {
        if (!opensFiles) {
            throw new WdfException(
                    HResult.STATUS_NOT_SUPPORTED,
                    "a file-handle target needs UmdfDispatcher=FileHandle in the driver's package");
        }
        LowerFile below = surroundings.openFile(path, true);
        try {
            return new FileHandleTarget(this, path, below);
        } catch (WdfException deviceIsGoing) {
            below.close();
            throw deviceIsGoing;
        }
    }

    /** Passes an IRP to a file behind a target, perhaps to its end. */
    void passToFile(Irp irp, LowerFile file) {
        if (irp.parameters() instanceof IrpParameters.Create) {
            file.open(irp, impersonator);
        } else {
            file.submit(irp);
        }
    }

    WdfObject device() {
        return device;
    }

    IWDFDevice owner() {
        return owner;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    DeviceInterfaces interfaces() {
        return interfaces;
    }

    boolean isInRequestHandler() {
        return inRequestHandler.getAsBoolean();
    }

    void add(WdfIoTarget target) {
        lock.lock();
        try {
            targets.add(target);
        } finally {
            lock.unlock();
        }
    }

    void forget(WdfIoTarget target) {
        lock.lock();
        try {
            targets.remove(target);
        } finally {
            lock.unlock();
        }
    }

    private List<WdfIoTarget> all() {
        lock.lock();
        try {
            return List.copyOf(targets);
        } finally {
            lock.unlock();
        }
    }

    /** Cancels what the driver has sent with a file, to whatever target. */
    void cancelSent(FileObject file) {
        all().forEach(target -> target.requests.cancel(irp -> irp.file() == file));
    }

    /** The device ends: each target is removed and what it had has come back (TGT-6). Blocks. */
    public void remove() {
        all().forEach(WdfIoTarget::removeNow);
    }

    /** The device is terminated: nobody waits any more, what has been sent elsewhere is cancelled. */
    public void terminate() {
        all().forEach(WdfIoTarget::terminate);
    }
}
