package org.umdf4j.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.umdf4j.framework.property.PropertyFiles;
import org.umdf4j.framework.property.PropertyStores;

/**
 * Where property stores outlast a host: a file a store, in directories that only this user may enter. A file is written
 * under another name, made durable and renamed, so that it is always a whole one. Any thread.
 *
 * @param path {@code $UMDF4J_STATE_DIR}, else {@code $XDG_STATE_HOME/umdf4j}, else {@code ~/.local/state/umdf4j}
 */
public record StateDirectory(Path path) implements PropertyFiles {
    private static final FileAttribute<?> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Not a character of an encoded name, so no store's file has this ending. */
    private static final String UNFINISHED = ".new";

    private static final String SUFFIX = ".properties";

    /** A file name has at most 255 bytes; an encoded name that is longer goes on in another directory. */
    private static final int LONGEST_FILE_NAME = 200;

    /**
     * The user's; made when the first store is kept in it.
     *
     * @param environment the process's environment
     */
    public static StateDirectory of(Map<String, String> environment) {
        return new StateDirectory(locate(environment).toAbsolutePath().normalize());
    }

    /** Made if it is not there, and this user's alone. */
    private void requirePrivate() throws IOException {
        try {
            PrivateDirectory.open(path, "UMDF4J_STATE_DIR");
        } catch (HostException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    private static Path locate(Map<String, String> environment) {
        String own = environment.getOrDefault("UMDF4J_STATE_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return state.isEmpty() ? Path.of(home, ".local", "state", "umdf4j") : Path.of(state, "umdf4j");
    }

    @Override
    public Optional<byte[]> read(List<String> names) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        requirePrivate();
        Path file = file(names);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > PropertyStores.MOST_BYTES) {
                throw new IOException(file + " has " + channel.size() + " bytes, which no store has");
            }
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // Until it is whole.
            }
            return Optional.of(content.array());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /**
     * Steps: 1. write and sync a file of another name, 2. rename it, which is one step to everybody, 3. sync the directory,
     * without which the rename could be forgotten. What a process that died left under the other name is replaced.
     */
    @Override
    public void write(List<String> names, byte[] content) throws IOException {
        requirePrivate();
        Path file = file(names);
        Path directory = Objects.requireNonNull(file.getParent());
        makeDirectories(directory);
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(
                unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNERS_FILE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(directory);
    }

    /** Each new directory is durable before something is put into it. */
    private void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent == null || !directory.startsWith(path)) {
            throw new IOException(directory + " is not below " + path);
        }
        makeDirectories(parent);
        Files.createDirectory(directory, OWNERS_DIRECTORY);
        sync(parent);
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The file of a store. Names become file names in which only letters, digits, '-', '_' and '%' occur. */
    private Path file(List<String> names) {
        Path place = path;
        for (String name : names) {
            String rest = encode(name);
            while (rest.length() > LONGEST_FILE_NAME) {
                place = place.resolve(rest.substring(0, LONGEST_FILE_NAME) + "+");
                rest = rest.substring(LONGEST_FILE_NAME);
            }
            place = place.resolve(rest);
        }
        return place.resolveSibling(place.getFileName() + SUFFIX);
    }

    private static String encode(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
