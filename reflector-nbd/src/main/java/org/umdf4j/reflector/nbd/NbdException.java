package org.umdf4j.reflector.nbd;

import java.io.IOException;

/** Why a device could not be exported or an address not be listened on. The message is one sentence for the user. */
public final class NbdException extends IOException {
    private static final long serialVersionUID = 1;

    NbdException(String message) {
        super(message);
    }

    NbdException(String message, Throwable cause) {
        super(message, cause);
    }
}
