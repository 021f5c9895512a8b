package org.umdf4j.framework.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * Whether a port is available, and who is told. Each listener hears every change in order, one call at a time: whoever
 * finds no other thread telling it does the telling.
 */
final class PortListeners {
    private final FrameworkLock lock;

    /** Guarded by {@link #lock}, as everything below and in the subscriptions. */
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** Why the port is unavailable; empty when it is available. */
    private Optional<String> unavailable;

    PortListeners(Scheduler scheduler, String unavailableBecause) {
        this.lock = scheduler.newLock("port listeners");
        this.unavailable = Optional.of(unavailableBecause);
    }

    DevicePort.Registration add(DevicePort.Listener listener) {
        Subscription added = new Subscription(listener);
        lock.lock();
        try {
            added.pending.add(notice(unavailable));
            added.telling = true;
            subscriptions.add(added);
        } finally {
            lock.unlock();
        }
        tell(added);
        return () -> remove(added);
    }

    private void remove(Subscription removed) {
        lock.lock();
        try {
            removed.pending.clear();
            subscriptions.remove(removed);
        } finally {
            lock.unlock();
        }
    }

    /** Makes the change known, if it is one. No lock held. */
    void change(Optional<String> unavailableBecause) {
        List<Subscription> untold = new ArrayList<>();
        lock.lock();
        try {
            if (unavailable.isPresent() == unavailableBecause.isPresent()) {
                return;
            }
            unavailable = unavailableBecause;
            for (Subscription subscription : subscriptions) {
                subscription.pending.add(notice(unavailableBecause));
                if (!subscription.telling) {
                    subscription.telling = true;
                    untold.add(subscription);
                }
            }
        } finally {
            lock.unlock();
        }
        untold.forEach(this::tell);
    }

    /** Asks every listener whether the device may be removed; after a veto those asked before hear of it. No lock held. */
    boolean queryRemove() {
        List<DevicePort.Listener> agreed = new ArrayList<>();
        for (DevicePort.Listener listener : listeners()) {
            if (!listener.onQueryRemove()) {
                agreed.forEach(DevicePort.Listener::onRemoveCanceled);
                return false;
            }
            agreed.add(listener);
        }
        return true;
    }

    /** The removal does not take place. No lock held. */
    void removeCanceled() {
        listeners().forEach(DevicePort.Listener::onRemoveCanceled);
    }

    private List<DevicePort.Listener> listeners() {
        lock.lock();
        try {
            return subscriptions.stream()
                    .map(subscription -> subscription.listener)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void tell(Subscription subscription) {
        for (Optional<Consumer<DevicePort.Listener>> next = next(subscription);
                next.isPresent();
                next = next(subscription)) {
            next.get().accept(subscription.listener);
        }
    }

    private Optional<Consumer<DevicePort.Listener>> next(Subscription subscription) {
        lock.lock();
        try {
            Optional<Consumer<DevicePort.Listener>> first = Optional.ofNullable(subscription.pending.poll());
            subscription.telling = first.isPresent();
            return first;
        } finally {
            lock.unlock();
        }
    }

    private static Consumer<DevicePort.Listener> notice(Optional<String> unavailableBecause) {
        return unavailableBecause
                .<Consumer<DevicePort.Listener>>map(reason -> listener -> listener.onUnavailable(reason))
                .orElse(DevicePort.Listener::onAvailable);
    }

    private static final class Subscription {
        final DevicePort.Listener listener;
        final Deque<Consumer<DevicePort.Listener>> pending = new ArrayDeque<>();
        boolean telling;

        Subscription(DevicePort.Listener listener) {
            this.listener = listener;
        }
    }
}
