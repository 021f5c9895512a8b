package org.umdf4j.host;

/** Something the user asked for cannot be done; the message says what and why, in words for the user. */
public final class HostException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** What was asked for makes no sense: an unknown driver, a name with a slash. */
        USAGE,
        /** The operation was tried and failed or was refused: a vetoed removal, a device in the wrong state. */
        OPERATION,
        /** Something needed is not there or is taken: a mount point in use, a driver that does not load. */
        SETUP
    }

    private final Kind kind;
    private final String message;

    public HostException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.message = message;
    }

    public HostException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.message = message;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** A sentence for the user. */
    @Override
    public String getMessage() {
        return message;
    }
}
