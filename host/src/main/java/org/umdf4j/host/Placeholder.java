package org.umdf4j.host;

/** Placeholder until the module has its first class. */
final class Placeholder {
    private Placeholder() {}
}
