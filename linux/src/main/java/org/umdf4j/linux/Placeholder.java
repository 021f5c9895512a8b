package org.umdf4j.linux;

/** Placeholder until the module has its first class. */
final class Placeholder {
    private Placeholder() {}
}
