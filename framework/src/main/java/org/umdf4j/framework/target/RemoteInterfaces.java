package org.umdf4j.framework.target;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IPnpCallbackRemoteInterfaceNotification;
import org.umdf4j.ddi.IWDFRemoteInterface;
import org.umdf4j.ddi.IWDFRemoteInterfaceInitialize;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.interfaces.DeviceEvent;
import org.umdf4j.framework.interfaces.DeviceInterfaces;
import org.umdf4j.framework.interfaces.InterfaceName;
import org.umdf4j.framework.interfaces.NameListener;
import org.umdf4j.framework.interfaces.NameSubscription;
import org.umdf4j.framework.interfaces.PresentName;
import org.umdf4j.framework.interfaces.StackInterfaces;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.scheduler.FrameworkLock;

/**
 * What one driver's device knows of the device interfaces of others: the classes it has registered for and the objects
 * its driver has made. The driver is called as the notices come, one at a time; the methods are for any thread.
 */
public final class RemoteInterfaces implements NameListener {
    private final WdfObject device;
    private final DriverCalls calls;
    private final @Nullable IPnpCallbackRemoteInterfaceNotification callback;
    private final NameSubscription subscription;
    private final FrameworkLock lock;

    @GuardedBy("lock")
    private final Set<RemoteInterface> made = new LinkedHashSet<>();

    /** The interface whose arrival the driver is being told of. */
    @GuardedBy("lock")
    private @Nullable ArrivedInterface arriving;

    /** @param callbackInterface the device callback object */
    public RemoteInterfaces(WdfObject device, DeviceInterfaces system, @Nullable Object callbackInterface) {
        this.device = device;
        this.calls = device.space().calls();
        this.callback = callbackInterface instanceof IPnpCallbackRemoteInterfaceNotification c ? c : null;
        this.subscription = system.subscribe(this);
        this.lock = calls.scheduler().newLock("remote interfaces");
    }

    /** RegisterRemoteInterfaceNotification. */
    public void register(UUID classGuid, boolean includeExisting) {
        if (callback == null) {
            throw new WdfException(
                    HResult.E_NOINTERFACE,
                    "the device callback object is no IPnpCallbackRemoteInterfaceNotification, nobody would hear");
        }
        subscription.want(
                name -> name instanceof InterfaceName offered
                        && offered.classGuid().equals(classGuid),
                includeExisting);
    }

    /** CreateRemoteInterface. */
    public IWDFRemoteInterface create(IWDFRemoteInterfaceInitialize arrived, @Nullable Object callbackInterface) {
        if (!(arrived instanceof ArrivedInterface own) || !isArriving(own)) {
            throw tooLate();
        }
        var created = new RemoteInterface(this, device, own.present(), callbackInterface);
        if (!keep(created, own)) {
            created.dispose();
            throw tooLate();
        }
        return created;
    }

    private static WdfException tooLate() {
        return new WdfException(
                HResult.ERROR_INVALID_OPERATION,
                "a remote interface is made of what OnRemoteInterfaceArrival was given, and in that callback");
    }

    private boolean isArriving(ArrivedInterface arrived) {
        lock.lock();
        try {
            return arriving == arrived;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock, so that whoever tells of the removal later finds what the driver has made. */
    private boolean keep(RemoteInterface created, ArrivedInterface arrived) {
        lock.lock();
        try {
            return arriving == arrived && made.add(created);
        } finally {
            lock.unlock();
        }
    }

    void forget(RemoteInterface deleted) {
        lock.lock();
        try {
            made.remove(deleted);
        } finally {
            lock.unlock();
        }
    }

    void follow(StackInterfaces stack) {
        subscription.follow(stack);
    }

    void unfollow(StackInterfaces stack) {
        subscription.unfollow(stack);
    }

    private List<RemoteInterface> made() {
        lock.lock();
        try {
            return List.copyOf(made);
        } finally {
            lock.unlock();
        }
    }

    // ------------------------------------------------------------------------------------------- notices

    @Override
    public void onArrival(PresentName present) {
        if (callback == null || !(present.name() instanceof InterfaceName name)) {
            return;
        }
        var arrived = new ArrivedInterface(name, present);
        setArriving(arrived);
        try {
            calls.call("OnRemoteInterfaceArrival", () -> callback.onRemoteInterfaceArrival(arrived));
        } finally {
            setArriving(null);
        }
    }

    private void setArriving(@Nullable ArrivedInterface arrived) {
        lock.lock();
        try {
            arriving = arrived;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onRemoval(PresentName present) {
        made().stream().filter(kept -> kept.present() == present).forEach(RemoteInterface::tellRemoval);
    }

    @Override
    public void onEvent(StackInterfaces stack, DeviceEvent event) {
        made().stream().filter(kept -> kept.present().stack() == stack).forEach(kept -> kept.tell(event));
    }

    @Override
    public void onEventsLost(long count) {
        calls.recorder().device(Label.of("events of remote devices lost", Label.Detail.NUMBER), count);
    }

    // ------------------------------------------------------------------------------------------- the end

    /** The device is being removed: no callback begins any more. Does not wait for the one in progress. */
    public void stop() {
        subscription.close();
    }

    /** Waits for the callback in progress, after {@link #stop}. */
    public void awaitQuiet() {
        subscription.awaitQuiet();
    }

    /** The device is terminated: nobody waits any more. */
    public void terminate() {
        subscription.abandon();
    }
}
