package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.umdf4j.framework.irp.Requestor;

/**
 * Who is at the other end of a connection. A Unix socket's peer has a user and a group, which the kernel took down when
 * it connected; Java tells their names only, and no process. A TCP peer is nobody we know. Stateless.
 */
final class PeerIdentity {
    private static final System.Logger LOG = System.getLogger(PeerIdentity.class.getPackageName());
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    private static final long UNKNOWN = -1;

    private PeerIdentity() {}

    /** The peer of a connection as far as it is known. */
    static Requestor of(SocketChannel channel) {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return Requestor.NONE;
        }
        try {
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            return new Requestor(
                    0,
                    number(peer.user().getName(), Files.readAllLines(USERS, StandardCharsets.ISO_8859_1)),
                    number(peer.group().getName(), Files.readAllLines(GROUPS, StandardCharsets.ISO_8859_1)));
        } catch (IOException | UnsupportedOperationException unknown) {
            // Such a client may use the device like any other; a driver just cannot act in its name.
            LOG.log(System.Logger.Level.DEBUG, "a client's identity is not to be had", unknown);
            return Requestor.NONE;
        }
    }

    /**
     * The number of a user or group name, or -1. Java gives the number itself for one without a name.
     *
     * @param lines of a file in the form of passwd(5) or group(5)
     */
    static long number(String name, List<String> lines) {
        boolean numeric = name.matches("[0-9]{1,10}");
        for (String line : lines) {
            String[] fields = line.split(":", 4);
            if (fields.length > 2 && fields[0].equals(name)) {
                // A name that looks like a number is either: say nothing rather than the wrong thing.
                return numeric || !fields[2].matches("[0-9]{1,10}") ? UNKNOWN : Long.parseLong(fields[2]);
            }
        }
        return numeric ? Long.parseLong(name) : UNKNOWN;
    }
}
