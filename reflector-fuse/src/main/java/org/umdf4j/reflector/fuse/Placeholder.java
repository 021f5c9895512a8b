package org.umdf4j.reflector.fuse;

/** Placeholder until the module has its first class. */
final class Placeholder {
    private Placeholder() {}
}
