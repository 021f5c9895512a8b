package org.umdf4j.host.cli;

import org.umdf4j.host.HostException;

/** What the process's exit code means; {@code --help} and {@code docs/cli.md} promise these numbers. */
final class ExitCode {
    static final int OK = 0;
    static final int OPERATION_FAILED = 1;
    static final int USAGE = 2;
    static final int CANNOT_START = 3;

    private ExitCode() {}

    static int of(HostException.Kind kind) {
        return switch (kind) {
            case OPERATION -> OPERATION_FAILED;
            case USAGE -> USAGE;
            case SETUP -> CANNOT_START;
        };
    }
}
