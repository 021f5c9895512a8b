package org.umdf4j.host.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a test could leave behind: descriptors, threads, mounts, loop devices, files.
 *
 * @param descriptors what this process has open
 * @param threads the ids of its threads
 */
record Leftovers(List<String> descriptors, Set<Long> threads) {
    /** Threads the JDK, JUnit and Maven start when they like. */
    private static final List<String> NOT_OURS = List.of(
            "process reaper",
            "ForkJoinPool",
            "Common-Cleaner",
            "Signal Dispatcher",
            "Attach Listener",
            "surefire",
            "junit",
            "Cleaner-",
            "Finalizer",
            "VirtualThread-unblocker",
            "VirtualThread-unparker",
            "main",
            "ThreadedStreamConsumer",
            "SIG");

    /** Descriptors the JDK keeps from their first use on; jars and classes come with class loading. */
    private static final List<String> KEPT = List.of(".jar", "/modules", "/dev/random", "/dev/urandom", "/dev/null");

    /** Has the JDK open what it keeps open anyway, and notes what is there. */
    static Leftovers before() throws IOException, InterruptedException {
        SocketChannel.open(StandardProtocolFamily.UNIX).close();
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).close();
        new ProcessBuilder("true").start().waitFor();
        Set<Long> ids = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::threadId)
                .collect(Collectors.toSet());
        return new Leftovers(open(), ids);
    }

    /** Waits until nothing more is there than before; fails if something stays. */
    void check(Path directory) {
        Eventually.is(
                () -> "no thread is left: " + newThreads(), () -> newThreads().isEmpty());
        Eventually.is(() -> "no descriptor is left: " + newDescriptors(), () -> newDescriptors()
                .isEmpty());
        Eventually.is(() -> "no mount is left: " + mounts(directory), () -> mounts(directory)
                .isEmpty());
        Eventually.is(() -> "no loop device is left: " + loops(directory), () -> loops(directory)
                .isEmpty());
        Eventually.is(() -> "no socket or mount point is left: " + ways(directory), () -> ways(directory)
                .isEmpty());
    }

    private Set<String> newThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threads.contains(thread.threadId()))
                .map(Thread::getName)
                .filter(name -> NOT_OURS.stream().noneMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> newDescriptors() {
        List<String> now = open();
        descriptors.forEach(now::remove);
        return now;
    }

    private static List<String> open() {
        return entries(Path.of("/proc/self/fd")).stream()
                .map(Leftovers::target)
                .filter(target -> !target.startsWith("/proc/") && KEPT.stream().noneMatch(target::endsWith))
                // A socket's or pipe's number says nothing, what counts is how many there are.
                .map(target -> target.replaceAll(":\\[\\d+]$", ""))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What a descriptor stands for. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "/proc/"; // As the descriptor of the listing itself.
        }
    }

    private static List<String> mounts(Path directory) {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .filter(line -> line.contains(directory.toString()))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Loop devices over this test's files; a file that was deleted or unmounted is still named. */
    private static List<String> loops(Path directory) {
        return entries(Path.of("/sys/block")).stream()
                .map(block -> block.resolve("loop/backing_file"))
                .filter(file -> contents(file).contains(directory.toString()))
                .map(Path::toString)
                .toList();
    }

    private static String contents(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException detachedMeanwhile) {
            return "";
        }
    }

    /** Sockets and mount points, which the host made and should have taken away. */
    private static List<String> ways(Path directory) {
        return entries(directory).stream()
                .map(Path::toString)
                .filter(name -> name.endsWith(".d") || name.endsWith(".sock"))
                .toList();
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
