package org.umdf4j.framework.inf;

/**
 * One value of an entry, without its quotes.
 *
 * @param text the value; empty if nothing stands between two commas
 * @param at where it begins
 */
record InfField(String text, InfPosition at) {
    boolean isCalled(String name) {
        return text.equalsIgnoreCase(name);
    }
}
