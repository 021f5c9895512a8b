package org.umdf4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;

/**
 * Requests a scripted driver owns and will complete later. What is still here at the end of a test is completed with
 * success, so a request that the test hands on by other ways must be taken out first.
 */
public final class HeldRequests {
    private record Held(String name, IWDFIoRequest request) {}

    private final Trace trace;
    private final List<Held> held = new ArrayList<>();

    HeldRequests(Trace trace) {
        this.trace = trace;
    }

    /** The driver keeps a request. */
    public void add(IWDFIoRequest request) {
        held.add(new Held(trace.nameOf(request), request));
    }

    /** The names of all held requests, in the order the driver got them. */
    public List<String> names() {
        return held.stream().map(Held::name).toList();
    }

    /** Whether a request of this name is held. */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /** A held request, which stays here. */
    public IWDFIoRequest get(String name) {
        return require(name).request();
    }

    /** A held request, no longer held. */
    public IWDFIoRequest take(String name) {
        Held found = require(name);
        held.remove(found);
        return found.request();
    }

    /** Completes a held request with success. */
    public void complete(String name) {
        take(name).complete(HResult.S_OK);
    }

    private Held require(String name) {
        return find(name)
                .orElseThrow(() -> new AssertionError(
                        "the driver holds no " + name + ", only " + names() + "; it was told: " + trace));
    }

    private Optional<Held> find(String name) {
        return held.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
