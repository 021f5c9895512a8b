package org.umdf4j.reflector.nbd;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where an {@link NbdServer} listens. Immutable. */
public sealed interface NbdAddress {
    /**
     * A Unix socket.
     *
     * @param path where it is created; at most {@value #MAX_BYTES} bytes, the system's limit
     */
    record Unix(Path path) implements NbdAddress {
        static final int MAX_BYTES = 107;

        /** @throws IllegalArgumentException if the path is longer than the system allows */
        public Unix {
            if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                throw new IllegalArgumentException("the socket's path is longer than " + MAX_BYTES + " bytes: " + path);
            }
        }

        @Override
        public String uri(String exportName) {
            return compose("nbd+unix", null, -1, exportName, "socket=" + path.toAbsolutePath());
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * TCP.
     *
     * @param host a name or number of this machine; nothing is added to it, so loopback must be said
     * @param port 0 for any free one
     */
    record Tcp(String host, int port) implements NbdAddress {
        /** @throws IllegalArgumentException if the host is empty or the port is not one */
        public Tcp {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("the host is missing: tcp:HOST:PORT");
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("not a port between 0 and 65535: " + port);
            }
        }

        @Override
        public String uri(String exportName) {
            return compose("nbd", host, port, exportName, null);
        }

        @Override
        public String toString() {
            return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** How a client names the export, for printing: {@code nbd+unix:///disk?socket=/path}. */
    String uri(String exportName);

    /**
     * Reads {@code unix:PATH} or {@code tcp:HOST:PORT}; a numeric IPv6 host is written in brackets.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static NbdAddress parse(String text) {
        if (text.startsWith("unix:")) {
            return parseUnix(text.substring("unix:".length()));
        }
        if (text.startsWith("tcp:")) {
            return parseTcp(text.substring("tcp:".length()));
        }
        throw new IllegalArgumentException("not an NBD address (unix:PATH or tcp:HOST:PORT): " + text);
    }

    private static Unix parseUnix(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the socket's path is missing: unix:PATH");
        }
        try {
            return new Unix(Path.of(path));
        } catch (InvalidPathException notOne) {
            throw new IllegalArgumentException("not a path: " + path, notOne);
        }
    }

    private static Tcp parseTcp(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("the port is missing: tcp:HOST:PORT, not tcp:" + hostAndPort);
        }
        String host = hostAndPort.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException("a numeric IPv6 host is written in brackets: tcp:[HOST]:PORT");
        }
        String port = hostAndPort.substring(colon + 1);
        try {
            return new Tcp(host, Integer.parseInt(port));
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("not a port between 0 and 65535: " + port, notOne);
        }
    }

    private static String compose(
            String scheme,
            @org.jspecify.annotations.Nullable String host,
            int port,
            String exportName,
            @org.jspecify.annotations.Nullable String query) {
        try {
            URI uri = host == null
                    ? new URI(scheme, "", "/" + exportName, query, null)
                    : new URI(scheme, null, host, port, "/" + exportName, query, null);
            return uri.toASCIIString();
        } catch (URISyntaxException unlikely) {
            throw new IllegalArgumentException("no URI can be made of " + exportName, unlikely);
        }
    }
}
