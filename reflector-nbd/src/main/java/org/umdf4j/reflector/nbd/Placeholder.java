package org.umdf4j.reflector.nbd;

/** Placeholder until the module has its first class. */
final class Placeholder {
    private Placeholder() {}
}
