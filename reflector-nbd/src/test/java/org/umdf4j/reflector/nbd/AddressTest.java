package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, and what happens to the files and ports they name. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AddressTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "unix:/run/s, nbd+unix:///disk?socket=/run/s",
        "tcp:127.0.0.1:10809, nbd://127.0.0.1:10809/disk",
        "tcp:localhost:0, nbd://localhost:0/disk",
        "tcp:[::1]:5, nbd://[::1]:5/disk"
    })
    void parsesPrintsAndNames(String text, String uri) {
        NbdAddress address = NbdAddress.parse(text);
        assertThat(address).hasToString(text);
        assertThat(address.uri("disk")).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "unix:, missing",
        "tcp:localhost, port is missing",
        "tcp::5, host is missing",
        "tcp:h:65536, not a port",
        "tcp:h:x, not a port",
        "tcp:::1:5, brackets",
        "/run/s, not an NBD address"
    })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> NbdAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAPathThatTheSystemCannotBind() {
        assertThatThrownBy(() -> NbdAddress.parse("unix:/" + "x".repeat(107))).hasMessageContaining("longer than 107");
    }

    @Test
    void theSocketIsTheOwnersAloneAndGoesWithTheServer() throws Exception {
        Path path = directory.resolve("s");
        try (NbdServer server = NbdServer.listen(new NbdAddress.Unix(path))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> NbdServer.listen(server.address()))
                    .isInstanceOf(NbdException.class)
                    .hasMessageContaining("is in use by another program");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theSocketOfACrashedServerIsReplacedAndAnyOtherFileIsNot() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel crashed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            crashed.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
        try (NbdServer server = NbdServer.listen(new NbdAddress.Unix(path));
                RawClient client = new RawClient(server.address())) {
            assertThat(client.in.readLong()).isEqualTo(Wire.GREETING);
        }
        Files.writeString(path, "precious");
        assertThatThrownBy(() -> NbdServer.listen(new NbdAddress.Unix(path)))
                .hasMessageContaining("a file of that name is there");
        assertThat(path).hasContent("precious");
        assertThatThrownBy(() -> NbdServer.listen(new NbdAddress.Unix(directory.resolve("none/s"))))
                .hasMessageContaining("there is no directory");
    }

    @Test
    void aPortInUseIsAClearError() throws Exception {
        try (NbdServer server = NbdServer.listen(NbdAddress.parse("tcp:127.0.0.1:0"))) {
            assertThat(((NbdAddress.Tcp) server.address()).port()).isPositive();
            assertThatThrownBy(() -> NbdServer.listen(server.address()))
                    .isInstanceOf(NbdException.class)
                    .hasMessageContaining("cannot listen on " + server.address());
        }
    }
}
