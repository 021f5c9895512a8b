package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Threads and descriptors of this process before and after a test. */
final class Leftovers {
    static {
        // The JDK keeps a socket of its own from the first channel on.
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Set<String> threadsBefore = Set.of();
    private Set<String> descriptorsBefore = Set.of();

    void note() {
        threadsBefore = threads();
        descriptorsBefore = descriptors();
    }

    /** Fails if a server's thread, socket or selector is left. */
    void check() {
        Eventually.is("no thread of a server is left: " + threads(), () -> threadsBefore.containsAll(threads()));
        Eventually.is(
                "no descriptor is left: " + descriptors(), () -> descriptors().size() <= descriptorsBefore.size());
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nbd-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Sockets, epoll and event descriptors; jars and the like come and go with class loading. */
    private static Set<String> descriptors() {
        Path own = Path.of("/proc/self/fd");
        Set<String> found = new TreeSet<>();
        if (!Files.isDirectory(own)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(own)) {
            for (Path one : all) {
                String target = target(one);
                if (target.startsWith("socket:") || target.startsWith("anon_inode:")) {
                    found.add(one.getFileName() + " " + target);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
