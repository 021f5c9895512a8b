package org.umdf4j.reflector.nbd;

import java.io.IOException;

/** A client broke the protocol in a way that leaves no common ground: its connection ends. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    private final Fault fault;

    ProtocolException(Fault fault) {
        super(fault.text());
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
