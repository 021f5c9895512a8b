package org.umdf4j.testkit;

/** Placeholder until the module has its first class. */
final class Placeholder {
    private Placeholder() {}
}
