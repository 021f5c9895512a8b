package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.linux.Linux;

/** A process of its own that shows a disk under a mount until it is told to end, as a host does. */
final class HeldMount {
    /** What the disk is full of. */
    static final byte FILLING = 'u';

    static final int SIZE = 1 << 16;
    private static final String READY = "mounted";

    private HeldMount() {}

    /** The process: mounts on {@code arguments[0]}, with {@code fusermount3} if {@code arguments[1]} is true. */
    public static void main(String[] arguments) throws Exception {
        FuseMount mount = FuseMount.mount(
                Path.of(arguments[0]), FuseOptions.defaults().withFusermount(Boolean.parseBoolean(arguments[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                mount.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }));
        FakePort disk = FakePort.disk("disk0", SIZE);
        java.util.Arrays.fill(disk.content(), FILLING);
        mount.add(disk);
        System.out.println(READY);
        new CountDownLatch(1).await();
    }

    /**
     * Starts it and returns when the disk is there.
     *
     * @param prefix what the Java command is to be run by, such as another user
     */
    static Process start(List<String> prefix, Path directory, boolean byFusermount) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath(), HeldMount.class.getName()));
        command.addAll(List.of(directory.toString(), String.valueOf(byFusermount)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.equals(READY)) {
            said.append(line).append('\n');
            line = lines.readLine();
        }
        assertThat(line).as("the process said: %s", said).isEqualTo(READY);
        return process;
    }

    /** Waits for the process's end; returns its exit code. */
    static int awaitEnd(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Where the classes are that the process needs; everything is read from the class path there. */
    static String classPath() {
        Set<String> places = new TreeSet<>();
        for (Class<?> one : new Class<?>[] {HeldMount.class, FuseMount.class, Irp.class, HResult.class, Linux.class}) {
            places.add(place(one));
        }
        return String.join(java.io.File.pathSeparator, places);
    }

    /** The directory or jar a class comes from; asked of its file, as a test's class claims to be its module's. */
    private static String place(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(type.getResource("/" + file));
        String text = url.toString();
        if (text.startsWith("jar:")) {
            text = text.substring("jar:".length(), text.indexOf('!'));
        } else {
            text = text.substring(0, text.length() - file.length());
        }
        return Path.of(URI.create(text)).toString();
    }
}
