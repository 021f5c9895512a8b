package org.umdf4j.samples.disk;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.umdf4j.ddi.IWDFNamedPropertyStore;
import org.umdf4j.ddi.PropVariant;

/**
 * What the user says of a disk.
 *
 * @param image the image file; without one the disk is in memory
 * @param sizeBytes the size: of a disk in memory, or of an image file to be made
 * @param readOnly whether writes are refused
 * @param depth how many requests may be in service at once on the threads that bring them
 * @param idleMillis after how long without a request the disk idles; 0 for the framework's default
 */
record DiskSettings(Optional<Path> image, OptionalLong sizeBytes, boolean readOnly, int depth, int idleMillis) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([KMGT]?)");

    /** The disk's own, and the one that says what lies below the stack. */
    private static final List<String> NAMES = List.of("image", "size", "readonly", "depth", "idle", "bottom");

    private static final int DEFAULT_DEPTH = 4;
    private static final int MAX_DEPTH = 1024;

    /** @throws IllegalArgumentException if a setting makes no sense; the message is for the user */
    DiskSettings {
        if (image.isEmpty() && sizeBytes.isEmpty()) {
            throw new IllegalArgumentException("a disk needs a setting 'size' (such as 64M) or 'image' (a file)");
        }
        if (sizeBytes.isPresent() && sizeBytes.getAsLong() <= 0) {
            throw new IllegalArgumentException("setting 'size' must be more than 0");
        }
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("setting 'depth' must be 1 to " + MAX_DEPTH + ", not " + depth);
        }
        if (idleMillis < 0) {
            throw new IllegalArgumentException("setting 'idle' must not be negative: " + idleMillis);
        }
    }

    /** @throws IllegalArgumentException if a setting makes no sense; the message is for the user */
    static DiskSettings from(IWDFNamedPropertyStore store) {
        IntStream.range(0, store.getNameCount()).mapToObj(store::getNameAt).forEach(DiskSettings::requireKnown);
        return from(name -> store.getNamedValue(name).map(PropVariant::text));
    }

    /** A misspelt setting must not go unnoticed. Settings with a dot are for other drivers, Wdf… for the framework. */
    static void requireKnown(String name) {
        if (!NAMES.contains(name.toLowerCase(Locale.ROOT)) && !name.contains(".") && !name.startsWith("Wdf")) {
            throw new IllegalArgumentException(
                    "a disk has no setting '" + name + "'; it has " + String.join(", ", NAMES));
        }
    }

    static DiskSettings from(Function<String, Optional<String>> setting) {
        return new DiskSettings(
                setting.apply("image").map(DiskSettings::path),
                setting.apply("size")
                        .map(DiskSettings::size)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                setting.apply("readonly").map(DiskSettings::flag).orElse(false),
                setting.apply("depth").map(text -> count("depth", text)).orElse(DEFAULT_DEPTH),
                setting.apply("idle").map(text -> count("idle", text)).orElse(0));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("setting 'image' is no path: " + text, wrong);
        }
    }

    /** Bytes, or with a suffix K, M, G or T times 1024 each. */
    static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "setting 'size' is a number such as 4096, 64M or 2G, not '" + text + "'");
        }
        int power = " KMGT".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("setting 'size' is too large: " + text, tooLarge);
        }
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("setting 'readonly' is true or false, not '" + text + "'");
        };
    }

    private static int count(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("setting '" + name + "' is a number, not '" + text + "'", wrong);
        }
    }
}
