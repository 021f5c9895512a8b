package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A bound socket, and for a Unix socket its file. Closing it removes the file. */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final ServerSocketChannel channel;
    private final NbdAddress address;
    private final @Nullable Path socketFile;
    private final @Nullable Object socketFileKey;

    private Listener(
            ServerSocketChannel channel,
            NbdAddress address,
            @Nullable Path socketFile,
            @Nullable Object socketFileKey) {
        this.channel = channel;
        this.address = address;
        this.socketFile = socketFile;
        this.socketFileKey = socketFileKey;
    }

    /**
     * Binds. A Unix socket's file gets mode 0600 before anybody can connect; the file of a crashed server is removed,
     * that of a running one is not.
     *
     * @throws NbdException with a sentence for the user
     */
    static Listener bind(NbdAddress address) throws IOException {
        return switch (address) {
            case NbdAddress.Tcp tcp -> bindTcp(tcp);
            case NbdAddress.Unix unix -> bindUnix(unix);
        };
    }

    /** Where it listens, with the port that was chosen for port 0. */
    NbdAddress address() {
        return address;
    }

    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    private static Listener bindTcp(NbdAddress.Tcp tcp) throws IOException {
        InetAddress host;
        try {
            host = InetAddress.getByName(tcp.host());
        } catch (UnknownHostException unknown) {
            throw new NbdException("there is no host " + tcp.host(), unknown);
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(host, tcp.port()), BACKLOG);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            return new Listener(channel, new NbdAddress.Tcp(tcp.host(), port), null, null);
        } catch (BindException refused) {
            channel.close();
            throw new NbdException("cannot listen on " + tcp + ": " + refused.getMessage(), refused);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private static Listener bindUnix(NbdAddress.Unix unix) throws IOException {
        Path path = unix.path().toAbsolutePath();
        Path directory = java.util.Objects.requireNonNull(path.getParent(), "a socket has a directory");
        if (!Files.isDirectory(directory)) {
            throw new NbdException("there is no directory " + directory + " for the socket");
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            removeStale(path);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                bindInPrivate(channel, path, directory);
            } else {
                channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            }
            return new Listener(channel, unix, path, fileKey(path));
        } catch (FileAlreadyExistsException taken) {
            channel.close();
            throw new NbdException("the socket " + path + " is in use by another program", taken);
        } catch (IOException failed) {
            channel.close();
            throw failed instanceof NbdException
                    ? failed
                    : new NbdException("cannot create the socket " + path + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * A socket is born with the permissions that the process's mask leaves, and Java cannot set the mask. So it is bound
     * in a directory that nobody else may enter and linked to its place once its mode is right.
     */
    private static void bindInPrivate(ServerSocketChannel channel, Path path, Path directory) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path hidden = Files.createTempDirectory(directory, ".n", ownerOnly);
        Path born = hidden.resolve("s");
        try {
            channel.bind(UnixDomainSocketAddress.of(born), BACKLOG);
            Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
            Files.createLink(path, born);
        } finally {
            Files.deleteIfExists(born);
            Files.deleteIfExists(hidden);
        }
    }

    private static void removeStale(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return;
        }
        if (!attributes.isOther()) {
            throw new NbdException("cannot create the socket " + path + ": a file of that name is there");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException nobodyListens) {
            Files.deleteIfExists(path);
            return;
        }
        throw new NbdException("the socket " + path + " is in use by another program");
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Stops listening; a second call does nothing. */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        channel.close();
        if (socketFile == null) {
            return;
        }
        try {
            // Somebody may have put another file there in the meantime; that one is not ours.
            if (java.util.Objects.equals(fileKey(socketFile), socketFileKey)) {
                Files.deleteIfExists(socketFile);
            }
        } catch (NoSuchFileException gone) {
            // Removed by hand: what we wanted.
        }
    }
}
