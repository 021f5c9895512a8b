package org.umdf4j.framework.pnp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * A {@link TransitionTable} at work. Events come from any thread and are taken one after another by a single runner: who
 * {@link #perform performs} one and waits for it, or, for what is {@link #post posted}, a thread that the {@link Scheduler}
 * supplies. Actions run on the runner without a lock and may block. The last {@value #HISTORY} transitions are kept.
 *
 * @param <S> the states
 * @param <E> the events
 * @param <C> what the actions work on; touched by the runner alone
 */
public final class StateMachine<S extends Enum<S>, E extends Enum<E>, C> {
    /** How many transitions are kept: enough for a start and a whole removal. */
    public static final int HISTORY = 16;

    /** Hears what a machine does, on its runner, without locks. Must not throw. */
    public interface Observer<S, E> {
        /** The machine is in a new state; its action has not run yet. */
        void entered(Transition<S, E> transition);

        /**
         * The machine met what its table excludes, or an action threw: the framework is broken. The machine stays where
         * it is.
         *
         * @param what one sentence
         * @param history the last transitions, a line each
         */
        void broken(String what, String history, Optional<Throwable> cause);
    }

    /**
     * How a posted event ended.
     *
     * @param taken false if the table ignored the event
     * @param state where the machine rests now
     */
    public record Settlement<S>(boolean taken, S state) {}

    private record Posted<S, E>(E event, Consumer<Settlement<S>> settled) {}

    private final String name;
    private final TransitionTable<S, E, C> table;
    private final C context;
    private final Scheduler scheduler;
    private final Observer<S, E> observer;
    private final FrameworkLock lock;

    /** Guarded by {@link #lock}, as the two below: the compiler's check knows the JDK's locks only. */
    private final Deque<Posted<S, E>> posted = new ArrayDeque<>();

    private final Deque<Transition<S, E>> history = new ArrayDeque<>(HISTORY);
    private boolean running;

    private volatile S state;

    /**
     * @param owner whose machine it is, for thread names and histories
     * @param context what the actions work on
     */
    public StateMachine(
            String owner, TransitionTable<S, E, C> table, C context, Scheduler scheduler, Observer<S, E> observer) {
        this.name = owner + " " + table.name();
        this.table = table;
        this.context = context;
        this.scheduler = scheduler;
        this.observer = observer;
        this.lock = scheduler.newLock(name);
        this.state = table.initial();
        scheduler.access(this, /* write= */ true);
    }

    /** The present state, perhaps a passing one. Any thread. */
    public S state() {
        scheduler.access(this, /* write= */ false);
        return state;
    }

    /** The last transitions, oldest first. Any thread. */
    public List<Transition<S, E>> history() {
        lock.lock();
        try {
            return List.copyOf(history);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Enqueues an event. Any thread; returns at once.
     *
     * @param settled told on the thread that ran it when the machine has come to rest after this event, and may have gone on
     *     with the next since; must not block or throw
     */
    public void post(E event, Consumer<Settlement<S>> settled) {
        lock.lock();
        try {
            posted.add(new Posted<>(event, settled));
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        scheduler.execute(name, this::run);
    }

    /**
     * Takes an event on the caller's thread, as it is going to wait anyway: a hand-over to another thread and back costs
     * more than most events. If the machine is running, the event waits for its turn and the caller for the event. Any
     * thread but the runner; no lock held.
     */
    public Settlement<S> perform(E event) {
        return beginRun() ? performHere(event) : performInTurn(event);
    }

    /** Makes the caller the runner, unless there is one. */
    private boolean beginRun() {
        lock.lock();
        try {
            boolean resting = !running;
            running = true;
            return resting;
        } finally {
            lock.unlock();
        }
    }

    private Settlement<S> performHere(E event) {
        Settlement<S> settlement = new Settlement<>(take(event), state);
        lock.lock();
        try {
            running = !posted.isEmpty();
            if (!running) {
                return settlement;
            }
        } finally {
            lock.unlock();
        }
        scheduler.execute(name, this::run); // what came meanwhile is nothing the caller has to wait for
        return settlement;
    }

    private Settlement<S> performInTurn(E event) {
        Gate rested = scheduler.newGate(name + " has taken " + event);
        AtomicReference<@Nullable Settlement<S>> result = new AtomicReference<>();
        post(event, settlement -> {
            result.set(settlement);
            rested.open();
        });
        rested.await();
        @Nullable Settlement<S> settlement = result.get();
        if (settlement == null) {
            throw new IllegalStateException(name + ": gate opened by a stranger");
        }
        return settlement;
    }

    private void run() {
        Optional<Posted<S, E>> next = next();
        while (next.isPresent()) {
            Posted<S, E> work = next.get();
            boolean taken = take(work.event());
            Settlement<S> settlement = new Settlement<>(taken, state);
            // First the end of the run, then the news: who posts because of it finds no runner about to stop.
            next = next();
            work.settled().accept(settlement);
        }
    }

    private Optional<Posted<S, E>> next() {
        lock.lock();
        try {
            @Nullable Posted<S, E> first = posted.poll();
            running = first != null;
            return Optional.ofNullable(first);
        } finally {
            lock.unlock();
        }
    }

    /** Takes one event and all outcomes that follow from it. Answers whether the event changed anything. */
    private boolean take(E event) {
        boolean taken = false;
        Optional<E> pending = Optional.of(event);
        while (pending.isPresent()) {
            E current = pending.get();
            switch (table.decision(state, current)) {
                case Decision.GoTo<S>(S target) -> {
                    taken = true;
                    pending = enter(new Transition<>(state, current, target));
                }
                case Decision.Ignore<S> ignored -> pending = Optional.empty();
                case Decision.Illegal<S> illegal -> {
                    pending = Optional.empty();
                    broken("'%s' must not come in '%s'".formatted(current, state), Optional.empty());
                }
            }
        }
        return taken;
    }

    private Optional<E> enter(Transition<S, E> transition) {
        remember(transition);
        scheduler.access(this, /* write= */ true);
        state = transition.to();
        observer.entered(transition);
        try {
            return table.enter(transition.to(), context);
        } catch (RuntimeException thrown) {
            broken("the action of '%s' threw".formatted(state), Optional.of(thrown));
            return Optional.empty();
        }
    }

    private void remember(Transition<S, E> transition) {
        lock.lock();
        try {
            if (history.size() == HISTORY) {
                history.removeFirst();
            }
            history.addLast(transition);
        } finally {
            lock.unlock();
        }
    }

    private void broken(String what, Optional<Throwable> cause) {
        observer.broken(name + ": " + what, String.join("\n", describeHistory()), cause);
    }

    /** The last transitions as text, oldest first. Any thread. */
    public List<String> describeHistory() {
        return history().stream().map(Transition::toString).toList();
    }
}
