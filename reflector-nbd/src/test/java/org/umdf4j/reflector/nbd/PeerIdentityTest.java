package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.framework.irp.Requestor;

/** Who a client is. */
@Timeout(30)
class PeerIdentityTest {
    private static final List<String> USERS = List.of(
            "root:x:0:0:root:/root:/bin/sh", "ann:x:1000:1000::/home/ann:", "broken", "1234:x:7:7::/:", "bad:x:-2:");

    @TempDir
    Path directory;

    @Test
    void aUnixSocketsPeerIsKnownByUserAndGroup() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            try (SocketChannel client = SocketChannel.open(address);
                    SocketChannel accepted = server.accept()) {
                assertThat(client.isConnected()).isTrue();
                long user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
                long group = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
                assertThat(PeerIdentity.of(accepted)).isEqualTo(new Requestor(0, user, group));
            }
        }
    }

    @Test
    void aTcpPeerIsNobody() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                    SocketChannel accepted = server.accept()) {
                assertThat(client.isConnected()).isTrue();
                assertThat(PeerIdentity.of(accepted)).isEqualTo(Requestor.NONE);
            }
        }
    }

    @Test
    void aNameIsLookedUpAndANumberIsItself() {
        assertThat(PeerIdentity.number("root", USERS)).isZero();
        assertThat(PeerIdentity.number("ann", USERS)).isEqualTo(1000);
        assertThat(PeerIdentity.number("4000000000", USERS)).isEqualTo(4_000_000_000L);
    }

    @Test
    void whatIsUnclearIsUnknown() {
        assertThat(PeerIdentity.number("bob", USERS)).isEqualTo(-1);
        assertThat(PeerIdentity.number("broken", USERS)).isEqualTo(-1);
        assertThat(PeerIdentity.number("bad", USERS)).isEqualTo(-1);
        assertThat(PeerIdentity.number("1234", USERS)).isEqualTo(-1);
        assertThat(PeerIdentity.number("", USERS)).isEqualTo(-1);
    }
}
