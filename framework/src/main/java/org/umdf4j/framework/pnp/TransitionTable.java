package org.umdf4j.framework.pnp;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The complete table of a state machine: for every state and every event one {@link Decision}. Immutable; any thread.
 *
 * <p>There are two kinds of states. A <em>resting</em> state waits for a posted event and must decide each of them. An
 * <em>acting</em> state does something on entry and leaves at once with the outcome of that: one of the events it
 * declares. Posted events wait until the machine rests again, so in an acting state everything but a declared outcome is
 * illegal, and in a resting state every outcome is.
 *
 * @param <S> the states
 * @param <E> the events, posted ones and outcomes
 * @param <C> what the actions work on
 */
public final class TransitionTable<S extends Enum<S>, E extends Enum<E>, C> {
    private final String name;
    private final S initial;
    private final Map<S, Map<E, Decision<S>>> decisions;
    private final Map<S, Function<C, E>> actions;

    private TransitionTable(Builder<S, E, C> builder, Map<S, Map<E, Decision<S>>> decisions) {
        this.name = builder.name;
        this.initial = builder.initial;
        this.decisions = decisions;
        this.actions = new EnumMap<>(builder.actions);
    }

    /**
     * Begins a table.
     *
     * @param name what the machine is called in histories and documents
     * @param initial the state a new machine is in; a resting one
     * @param outcomes the events that only actions produce
     */
    public static <S extends Enum<S>, E extends Enum<E>, C> Builder<S, E, C> builder(
            String name, S initial, Set<E> outcomes) {
        return new Builder<>(name, initial, outcomes);
    }

    /** What the machine is called. */
    public String name() {
        return name;
    }

    /** The state a new machine is in. */
    public S initial() {
        return initial;
    }

    /** What happens to {@code event} in {@code state}. */
    public Decision<S> decision(S state, E event) {
        return Objects.requireNonNull(
                Objects.requireNonNull(decisions.get(state)).get(event));
    }

    /** Whether the machine stays in {@code state} until an event is posted. */
    public boolean rests(S state) {
        return !actions.containsKey(state);
    }

    /** Runs the action of an acting state; empty for a resting one. */
    Optional<E> enter(S state, C context) {
        @Nullable Function<C, E> action = actions.get(state);
        return action == null ? Optional.empty() : Optional.of(action.apply(context));
    }

    /** The table as a Mermaid state diagram. Ignored events are notes; illegal ones are what is not there. */
    public String toMermaid() {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n");
        decisions.forEach((state, row) -> text.append("    %s : %s\n".formatted(state.name(), state)));
        text.append("    [*] --> %s\n".formatted(initial.name()));
        decisions.forEach((state, row) -> row.forEach((event, decision) -> {
            if (decision instanceof Decision.GoTo<S>(S target)) {
                text.append("    %s --> %s : %s\n".formatted(state.name(), target.name(), event));
            }
        }));
        return text.toString();
    }

    /** The ignored events as a Markdown table: state, event, reason. */
    public String ignoredToMarkdown() {
        StringBuilder text = new StringBuilder("| state | event | ignored because |\n| --- | --- | --- |\n");
        decisions.forEach((state, row) -> row.forEach((event, decision) -> {
            if (decision instanceof Decision.Ignore<S>(String because)) {
                text.append("| %s | %s | %s |\n".formatted(state, event, because));
            }
        }));
        return text.toString();
    }

    /** Collects the rows of a table. Not thread-safe. */
    public static final class Builder<S extends Enum<S>, E extends Enum<E>, C> {
        private final String name;
        private final S initial;
        private final Set<E> outcomes;
        private final Class<S> states;
        private final Class<E> events;
        private final Map<S, Function<C, E>> actions;
        private final Map<S, Map<E, Decision<S>>> rows;

        private Builder(String name, S initial, Set<E> outcomes) {
            this.name = name;
            this.initial = initial;
            this.outcomes = EnumSet.copyOf(outcomes);
            this.states = initial.getDeclaringClass();
            this.events = outcomes.iterator().next().getDeclaringClass();
            this.actions = new EnumMap<>(states);
            this.rows = new EnumMap<>(states);
        }

        /** Begins the row of a resting state. */
        public Row<S, E, C> rest(S state) {
            return newRow(state);
        }

        /** Begins the row of an acting state. The action may block; it answers one of the row's outcomes. */
        public Row<S, E, C> act(S state, Function<C, E> action) {
            Row<S, E, C> row = newRow(state);
            actions.put(state, action);
            return row;
        }

        private Row<S, E, C> newRow(S state) {
            if (rows.containsKey(state)) {
                throw new IllegalStateException(name + ": two rows for " + state.name());
            }
            Map<E, Decision<S>> cells = new EnumMap<>(events);
            rows.put(state, cells);
            return new Row<>(this, state, cells);
        }

        /**
         * Completes the table.
         *
         * @throws IllegalStateException if a state has no row, a resting state leaves a posted event undecided, or an
         *     acting state has no outcome
         */
        public TransitionTable<S, E, C> build() {
            Map<S, Map<E, Decision<S>>> complete = new EnumMap<>(states);
            for (S state : states.getEnumConstants()) {
                @Nullable Map<E, Decision<S>> cells = rows.get(state);
                if (cells == null || (actions.containsKey(state) && cells.isEmpty())) {
                    throw new IllegalStateException(name + ": nothing said about " + state.name());
                }
                complete.put(state, completed(state, cells));
            }
            return new TransitionTable<>(this, complete);
        }

        private Map<E, Decision<S>> completed(S state, Map<E, Decision<S>> cells) {
            boolean resting = !actions.containsKey(state);
            Map<E, Decision<S>> complete = new EnumMap<>(events);
            for (E event : events.getEnumConstants()) {
                @Nullable Decision<S> said = cells.get(event);
                if (said == null && resting && !outcomes.contains(event)) {
                    throw new IllegalStateException(
                            "%s: %s in %s is undecided".formatted(name, event.name(), state.name()));
                }
                complete.put(event, said == null ? new Decision.Illegal<>() : said);
            }
            return complete;
        }
    }

    /** One state's row. Not thread-safe. */
    public static final class Row<S extends Enum<S>, E extends Enum<E>, C> {
        private final Builder<S, E, C> builder;
        private final S state;
        private final Map<E, Decision<S>> cells;

        private Row(Builder<S, E, C> builder, S state, Map<E, Decision<S>> cells) {
            this.builder = builder;
            this.state = state;
            this.cells = cells;
        }

        /** The event leads to {@code target}. */
        public Row<S, E, C> on(E event, S target) {
            return say(event, new Decision.GoTo<>(target));
        }

        /** The event changes nothing. */
        public Row<S, E, C> ignore(E event, String because) {
            if (builder.actions.containsKey(state)) {
                throw new IllegalStateException(state.name() + " acts: it cannot ignore its outcome");
            }
            return say(event, new Decision.Ignore<>(because));
        }

        /** None of the events can come here. */
        @SafeVarargs
        public final Row<S, E, C> illegal(E... never) {
            for (E event : never) {
                say(event, new Decision.Illegal<>());
            }
            return this;
        }

        private Row<S, E, C> say(E event, Decision<S> decision) {
            boolean acting = builder.actions.containsKey(state);
            if (acting != builder.outcomes.contains(event) || cells.put(event, decision) != null) {
                throw new IllegalStateException(
                        "%s: %s does not belong in the row of %s".formatted(builder.name, event.name(), state.name()));
            }
            return this;
        }
    }
}
