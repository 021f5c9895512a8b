package org.umdf4j.framework.pnp;

/** One step a machine has made: an event took it from one state to another. Prints as {@code D0 --sleep--> Dx}. */
public record Transition<S, E>(S from, E event, S to) {
    @Override
    public String toString() {
        return from + " --" + event + "--> " + to;
    }
}
