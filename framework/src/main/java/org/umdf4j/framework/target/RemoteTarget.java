package org.umdf4j.framework.target;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRemoteTargetCallbackRemoval;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFRemoteInterface;
import org.umdf4j.ddi.IWDFRemoteTarget;
import org.umdf4j.ddi.UMDF_IO_TARGET_OPEN_PARAMS;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.interfaces.PresentName;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.verifier.Subject;

/** A target outside the driver's own stack, which it opens and closes (TGT-2, TGT-7, TGT-8). Any thread. */
final class RemoteTarget extends WdfIoTarget implements IWDFRemoteTarget {
    private static final int GENERIC_WRITE = 0x4000_0000;
    private static final int OPEN_EXISTING = 3;

    /** How a Windows driver writes the name of a device. */
    private static final String DEVICE_PREFIX = "\\\\.\\";

    private final @Nullable IRemoteTargetCallbackRemoval removal;

    /** Whether an open is under way: one at a time. */
    private final AtomicBoolean opening = new AtomicBoolean();

    private final AtomicReference<@Nullable RemoteEnd> end = new AtomicReference<>();

    /**
     * What is opened, also again.
     *
     * @param what for messages
     */
    private record Opening(String what, Supplier<RemoteEnd> find) {}

    /** What to open again, and who hears of the device's removal while the target is closed for a query. */
    private record Opened(Opening opening, RemoteEnd last) {}

    private volatile @Nullable Opened opened;

    RemoteTarget(DeviceTargets home, WdfObject parent, @Nullable Object callbackInterface) {
        super(home, parent, "remote target", WDF_IO_TARGET_STATE.CLOSED);
        this.removal = callbackInterface instanceof IRemoteTargetCallbackRemoval c ? c : null;
        touches(/* write= */ true);
        joinDevice(callbackInterface);
    }

    /** What is opened and what lies behind it is about to be used. */
    private void touches(boolean write) {
        space().calls().scheduler().access(end, write);
    }

    private @Nullable RemoteEnd end() {
        touches(/* write= */ false);
        return end.get();
    }

    // ------------------------------------------------------------------------------------------- opening

    @Override
    public void openFileByName(String fileName, int desiredAccess, @Nullable UMDF_IO_TARGET_OPEN_PARAMS openParams) {
        point("target.open");
        requireExisting(openParams);
        open(WDF_IO_TARGET_STATE.CLOSED, new Opening(fileName, () -> find(fileName, desiredAccess)));
    }

    @Override
    public void openRemoteInterface(
            IWDFRemoteInterface remoteInterface,
            @Nullable String relativeFileName,
            int desiredAccess,
            @Nullable UMDF_IO_TARGET_OPEN_PARAMS openParams) {
        point("target.openInterface");
        requireExisting(openParams);
        if (!(remoteInterface instanceof RemoteInterface own) || own.space() != space()) {
            throw new WdfException(HResult.E_INVALIDARG, "the remote interface belongs to another device");
        }
        own.requireUsable();
        String below = relativeFileName == null ? "" : relativeFileName;
        open(
                WDF_IO_TARGET_STATE.CLOSED,
                new Opening(own.present().toString(), () -> openInterface(own, below, desiredAccess)));
    }

    private static void requireExisting(@Nullable UMDF_IO_TARGET_OPEN_PARAMS openParams) {
        int disposition = openParams == null ? OPEN_EXISTING : openParams.creationDisposition();
        if (disposition != 0 && disposition != OPEN_EXISTING) {
            throw new WdfException(HResult.E_INVALIDARG, "files are opened, not created: disposition " + disposition);
        }
    }

    @Override
    public void reopen() {
        point("target.reopen");
        touches(/* write= */ false);
        Opened before = opened;
        if (before == null) {
            throw notIn(WDF_IO_TARGET_STATE.CLOSED_FOR_QUERY_REMOVE);
        }
        open(WDF_IO_TARGET_STATE.CLOSED_FOR_QUERY_REMOVE, before.opening());
        before.last().forget();
    }

    private void open(WDF_IO_TARGET_STATE from, Opening way) {
        requireLive();
        touches(/* write= */ true);
        if (getState() != from || !opening.compareAndSet(false, true)) {
            throw notIn(from);
        }
        try {
            RemoteEnd found = findOrReport(way);
            touches(/* write= */ true);
            end.set(found);
            opened = new Opened(way, found);
            if (!requests.open(from)) {
                closeBelow();
                throw notIn(from);
            }
            if (found instanceof RemoteDevice device) {
                device.listen(new Removal());
            }
        } finally {
            touches(/* write= */ true);
            opening.set(false);
        }
    }

    private WdfException notIn(WDF_IO_TARGET_STATE from) {
        return new WdfException(
                HResult.STATUS_INVALID_DEVICE_STATE,
                "the remote target is " + getState() + ", not " + from + " (TGT-2)");
    }

    /** TGT-9: the verifier tells of a failure too. */
    private RemoteEnd findOrReport(Opening way) {
        try {
            return way.find().get();
        } catch (WdfException failure) {
            space().calls()
                    .verifier()
                    .remark(
                            "TGT-9",
                            "IWDFRemoteTarget.open",
                            "'%s' could not be opened: %s".formatted(way.what(), failure.getMessage()),
                            "Nothing if the driver expects that; otherwise look at the name and who may open it.",
                            Subject.NONE);
            throw failure;
        }
    }

    private RemoteEnd find(String name, int desiredAccess) {
        String plain = name.startsWith(DEVICE_PREFIX) ? name.substring(DEVICE_PREFIX.length()) : name;
        Optional<DevicePort> device = home.surroundings().device(plain);
        if (device.isPresent()) {
            return openDevice(device.get(), "", desiredAccess, () -> {});
        }
        Optional<PresentName> present = home.interfaces().find(name);
        if (present.isPresent()) {
            return openDevice(present.get().port(), present.get().name().fileName(), desiredAccess, () -> {});
        }
        LowerFile below = home.surroundings().openFile(name, (desiredAccess & GENERIC_WRITE) != 0);
        return new RemoteFile(home, new TargetFile(this, home.owner(), name), below);
    }

    private RemoteEnd openInterface(RemoteInterface remote, String below, int desiredAccess) {
        PresentName present = remote.present();
        if (!home.interfaces().isPresent(present)) {
            throw new WdfException(HResult.ERROR_FILE_NOT_FOUND, "the device interface has been disabled");
        }
        String separator = below.isEmpty() || below.startsWith("\\") ? "" : "\\";
        String name = present.name().fileName() + separator + below;
        RemoteEnd found = openDevice(present.port(), name, desiredAccess, remote::closed);
        remote.opened();
        return found;
    }

    private RemoteEnd openDevice(DevicePort port, String name, int desiredAccess, Runnable closed) {
        var file = new TargetFile(this, home.owner(), name);
        return RemoteDevice.open(port, file, desiredAccess, space().calls().scheduler(), closed);
    }

    // ------------------------------------------------------------------------------------------- closing

    @Override
    public void close() {
        point("target.close");
        requests.close(WDF_IO_TARGET_STATE.CLOSED, HResult.ERROR_OPERATION_ABORTED);
        closeBelow();
    }

    @Override
    public void closeForQueryRemove() {
        point("target.closeForQueryRemove");
        WDF_IO_TARGET_STATE state = getState();
        if (state == WDF_IO_TARGET_STATE.STARTED || state == WDF_IO_TARGET_STATE.STOPPED) {
            requests.close(WDF_IO_TARGET_STATE.CLOSED_FOR_QUERY_REMOVE, HResult.ERROR_OPERATION_ABORTED);
            closeEnd();
        }
    }

    private void closeEnd() {
        touches(/* write= */ true);
        RemoteEnd open = end.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }

    @Override
    void closeBelow() {
        closeEnd();
        touches(/* write= */ true);
        Opened last = opened;
        opened = null;
        if (last != null) {
            last.last().forget();
        }
    }

    // ------------------------------------------------------------------------------------------- removal

    /** Hears what becomes of the device behind the target (TGT-8). */
    private final class Removal implements DevicePort.Listener {
        @Override
        public void onAvailable() {}

        /** The listener must not block, closing may. */
        @Override
        public void onUnavailable(String reason) {
            space().calls()
                    .scheduler()
                    .execute("removal of a remote target's device", RemoteTarget.this::deviceRemoved);
        }

        @Override
        public boolean onQueryRemove() {
            return deviceMayGo();
        }

        @Override
        public void onRemoveCanceled() {
            deviceStays();
        }
    }

    private boolean deviceMayGo() {
        if (removal == null) {
            closeForQueryRemove();
            return true;
        }
        var answer = new AtomicBoolean(true);
        space().calls().call("OnRemoteTargetQueryRemove", () -> answer.set(removal.onRemoteTargetQueryRemove(this)));
        return answer.get();
    }

    private void deviceStays() {
        if (removal != null) {
            space().calls().call("OnRemoteTargetRemoveCanceled", () -> removal.onRemoteTargetRemoveCanceled(this));
        } else if (getState() == WDF_IO_TARGET_STATE.CLOSED_FOR_QUERY_REMOVE) {
            reopenOrClose();
        }
    }

    /** Without a driver to tell, a target that cannot be reopened is a closed one; each send says so. */
    private void reopenOrClose() {
        try {
            reopen();
        } catch (WdfException refused) {
            close();
        }
    }

    private void deviceRemoved() {
        if (isDisposed()) {
            return;
        }
        if (removal != null) {
            space().calls().call("OnRemoteTargetRemoveComplete", () -> removal.onRemoteTargetRemoveComplete(this));
        } else {
            close();
        }
    }

    // ------------------------------------------------------------------------------------------- sending

    @Override
    void pass(Irp irp) {
        RemoteEnd open = end();
        if (open == null) {
            irp.end(HResult.ERROR_OPERATION_ABORTED, 0); // closed since it was taken in
        } else {
            open.pass(irp);
        }
    }

    @Override
    public boolean takesForgotten() {
        return true;
    }

    @Override
    public FileObject fileFor(FileObject file) {
        RemoteEnd open = end();
        return open == null ? file : open.file().fileObject();
    }

    @Override
    FileObject ownFile() {
        RemoteEnd open = end();
        if (open == null) {
            throw new WdfException(HResult.STATUS_INVALID_DEVICE_STATE, "the remote target is " + getState());
        }
        return open.file().fileObject();
    }

    @Override
    public Optional<IWDFFile> getTargetFile() {
        RemoteEnd open = end();
        return open == null ? Optional.empty() : Optional.of(open.file());
    }

    @Override
    protected String describe() {
        return "remote target";
    }

    @Override
    protected boolean isDeletable() {
        return true;
    }
}
