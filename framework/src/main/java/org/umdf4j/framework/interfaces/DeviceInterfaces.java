package org.umdf4j.framework.interfaces;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/** The device interfaces and symbolic links of a system: one object for all stacks that shall find each other. Any thread. */
public final class DeviceInterfaces {
    private final Scheduler scheduler;
    private final FrameworkLock lock;

    /** Guarded by {@link #lock}, as the next two. */
    private final Set<PresentName> present = new LinkedHashSet<>();

    /** The links that are taken, whether they are there or wait for their device; written as on Windows. */
    private final Map<String, LinkName> links = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final List<NameSubscription> subscriptions = new ArrayList<>();

    /** A system without devices. */
    public DeviceInterfaces(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.lock = scheduler.newLock("device interfaces");
    }

    /**
     * The names of a new stack.
     *
     * @param port the way into it
     * @param posted told of each of its events, on the thread that posts it
     */
    public StackInterfaces newStack(DevicePort port, Consumer<DeviceEvent> posted) {
        return new StackInterfaces(this, port, posted);
    }

    /** A subscription that wants nothing yet. Whoever makes it closes it. */
    public NameSubscription subscribe(NameListener listener) {
        var added = new NameSubscription(scheduler, lock, present, listener);
        lock.lock();
        try {
            subscriptions.add(added);
        } finally {
            lock.unlock();
        }
        return added;
    }

    /** What is there under a device interface's name or a symbolic link. */
    public Optional<PresentName> find(String text) {
        String bare = text.startsWith(InterfaceName.PREFIX) ? text : LinkName.bare(text);
        lock.lock();
        try {
            return present.stream()
                    .filter(name -> name.name().text().equalsIgnoreCase(bare))
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the name is still there. */
    public boolean isPresent(PresentName name) {
        lock.lock();
        try {
            return present.contains(name);
        } finally {
            lock.unlock();
        }
    }

    // ------------------------------------------------------------------------------------------- for the stacks

    /** A change of what is there. */
    interface Change {
        /** With the lock held; adds to {@code untold} who has to be told. */
        void makeLocked(List<NameSubscription> untold);
    }

    /** Makes a change, then has everybody told of it. No lock held. */
    void change(Change change) {
        List<NameSubscription> untold = new ArrayList<>();
        lock.lock();
        try {
            subscriptions.removeIf(NameSubscription::isOverLocked);
            change.makeLocked(untold);
        } finally {
            lock.unlock();
        }
        untold.forEach(NameSubscription::start);
    }

    void addLocked(PresentName name, List<NameSubscription> untold) {
        present.add(name);
        subscriptions.stream().filter(s -> s.appearedLocked(name)).forEach(untold::add);
    }

    void removeLocked(PresentName name, List<NameSubscription> untold) {
        present.remove(name);
        subscriptions.stream().filter(s -> s.removedLocked(name)).forEach(untold::add);
    }

    void postLocked(StackInterfaces stack, DeviceEvent event, List<NameSubscription> untold) {
        subscriptions.stream().filter(s -> s.postedLocked(stack, event)).forEach(untold::add);
    }

    /** False if the link is taken. */
    boolean takeLocked(LinkName link) {
        return links.putIfAbsent(link.text(), link) == null;
    }

    void giveBackLocked(LinkName link) {
        links.remove(link.text());
    }
}
