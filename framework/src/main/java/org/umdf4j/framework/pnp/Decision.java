package org.umdf4j.framework.pnp;

/**
 * What a {@link TransitionTable} says about one event in one state.
 *
 * @param <S> the states
 */
public sealed interface Decision<S> {
    /** The event takes the machine to another state. */
    record GoTo<S>(S target) implements Decision<S> {}

    /** The event may come in this state and changes nothing. */
    record Ignore<S>(String because) implements Decision<S> {}

    /** The event cannot come in this state; if it does, the framework itself is broken. */
    record Illegal<S>() implements Decision<S> {}
}
