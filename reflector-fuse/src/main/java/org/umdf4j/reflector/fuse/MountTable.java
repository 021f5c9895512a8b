package org.umdf4j.reflector.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is mounted where, from {@code /proc/self/mountinfo}. */
final class MountTable {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

    // Fields of a line: id parent device root mountpoint options [optional]... - type source super-options
    private static final int DEVICE = 2;
    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /**
     * A mount.
     *
     * @param device the device number of its file system, as {@code major:minor}
     */
    record Entry(String device, String mountPoint, String type, String source) {
        /** Whether a FUSE reflector made it. */
        boolean isOurs() {
            return source.equals(MountPoint.SOURCE) && type.startsWith("fuse");
        }
    }

    /** The topmost mount on this directory. */
    static Optional<Entry> find(Path directory) throws IOException {
        // Names are bytes there; as Latin-1 every byte survives, and only whole names are compared.
        return find(Files.readAllLines(MOUNTINFO, StandardCharsets.ISO_8859_1), directory);
    }

    static Optional<Entry> find(List<String> lines, Path directory) {
        byte[] utf8 = directory.toString().getBytes(StandardCharsets.UTF_8);
        String wanted = new String(utf8, StandardCharsets.ISO_8859_1);
        Entry found = null;
        for (String line : lines) {
            String[] halves = line.split(" - ", 2);
            String[] fields = halves[0].split(" ", -1);
            String[] system = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
            if (fields.length > MOUNT_POINT
                    && system.length > 1
                    && unescape(fields[MOUNT_POINT]).equals(wanted)) {
                found = new Entry(fields[DEVICE], fields[MOUNT_POINT], system[0], unescape(system[1]));
            }
        }
        return Optional.ofNullable(found);
    }

    /** Space, tab, newline and backslash are written as a backslash and three octal digits. */
    static String unescape(String escaped) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            boolean octal = escaped.charAt(i) == '\\'
                    && escaped.length() >= i + 4
                    && escaped.substring(i + 1, i + 4).matches("[0-3][0-7]{2}");
            if (octal) {
                plain.append((char) Integer.parseInt(escaped.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(escaped.charAt(i));
            }
        }
        return plain.toString();
    }
}
