package org.umdf4j.framework.target;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IRemoteInterfaceCallbackEvent;
import org.umdf4j.ddi.IRemoteInterfaceCallbackRemoval;
import org.umdf4j.ddi.IWDFRemoteInterface;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.interfaces.DeviceEvent;
import org.umdf4j.framework.interfaces.PresentName;
import org.umdf4j.framework.object.WdfObject;

/** A device interface of another device that a driver keeps. Any thread; it hears notices on that of its device's. */
final class RemoteInterface extends WdfObject implements IWDFRemoteInterface {
    private final RemoteInterfaces home;
    private final PresentName present;
    private final @Nullable IRemoteInterfaceCallbackEvent event;
    private final @Nullable IRemoteInterfaceCallbackRemoval removal;

    /** How many targets have been opened with it and not been closed. */
    private final AtomicInteger targets = new AtomicInteger();

    RemoteInterface(RemoteInterfaces home, WdfObject device, PresentName present, @Nullable Object callbackInterface) {
        super(device.space(), device);
        this.home = home;
        this.present = present;
        this.event = callbackInterface instanceof IRemoteInterfaceCallbackEvent c ? c : null;
        this.removal = callbackInterface instanceof IRemoteInterfaceCallbackRemoval c ? c : null;
        calls().scheduler().access(targets, /* write= */ true);
        join(callbackInterface);
    }

    PresentName present() {
        return present;
    }

    /** Refuses a deleted one. */
    void requireUsable() {
        requireLive();
    }

    /** A target has been opened: events are heard from now on. */
    void opened() {
        calls().scheduler().access(targets, /* write= */ true);
        targets.incrementAndGet();
        home.follow(present.stack());
    }

    /** That target is closed. */
    void closed() {
        home.unfollow(present.stack());
        calls().scheduler().access(targets, /* write= */ true);
        targets.decrementAndGet();
    }

    /** The device behind it has posted an event. */
    void tell(DeviceEvent happened) {
        calls().scheduler().access(targets, /* write= */ false);
        if (event != null && targets.get() > 0 && !isDisposed()) {
            int nameOffset = (int) happened.data().byteSize();
            calls().call(
                            "OnRemoteInterfaceEvent",
                            () -> event.onRemoteInterfaceEvent(this, happened.event(), happened.data(), nameOffset));
        }
    }

    /** The interface is gone. */
    void tellRemoval() {
        if (isDisposed()) {
            return;
        }
        if (removal != null) {
            calls().call("OnRemoteInterfaceRemoval", () -> removal.onRemoteInterfaceRemoval(this));
        } else {
            dispose();
        }
    }

    private DriverCalls calls() {
        return space().calls();
    }

    @Override
    protected void onDisposed() {
        home.forget(this);
    }

    @Override
    protected String describe() {
        return "remote interface " + present;
    }

    @Override
    protected boolean isDeletable() {
        return true;
    }
}
