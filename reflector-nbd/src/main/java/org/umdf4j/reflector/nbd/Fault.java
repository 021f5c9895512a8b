package org.umdf4j.reflector.nbd;

/** What a client can do wrong, as counted and logged. */
enum Fault {
    CLIENT_FLAGS("unknown client flags"),
    OPTION_MAGIC("an option without its magic"),
    OPTION_TOO_BIG("an option longer than this server reads"),
    OPTION_INVALID("a malformed option"),
    OPTION_ORDER("an option that the client's handshake flags do not allow"),
    TOO_MANY_OPTIONS("too many options in one handshake"),
    UNKNOWN_EXPORT("an export that does not exist"),
    HANDSHAKE_TIMEOUT("a handshake that was not finished in time"),
    REQUEST_MAGIC("a command without its magic"),
    REQUEST_INVALID("a command that cannot be carried out"),
    DISCONNECTED("a disconnection in mid-request"),
    TOO_MANY_CONNECTIONS("more connections than this server serves");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    /** A noun phrase for the log. */
    String text() {
        return text;
    }
}
