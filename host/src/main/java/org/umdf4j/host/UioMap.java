package org.umdf4j.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A register range of a UIO device, as sysfs tells it.
 *
 * @param index its number; page {@code index} of the device's file is where it is mapped
 * @param address the physical address of the first register
 * @param size the number of bytes
 * @param offset where in its first page it begins
 */
record UioMap(int index, long address, long size, long offset) {
    /** @param device the device's folder, {@code /sys/class/uio/uioN}; without {@code maps} it has no registers */
    static List<UioMap> all(Path device) throws IOException {
        List<UioMap> maps = new ArrayList<>();
        Path folder = device.resolve("maps");
        if (!Files.isDirectory(folder)) {
            return maps;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "map*")) {
            for (Path map : entries) {
                int index = Integer.parseInt(map.getFileName().toString().substring("map".length()));
                maps.add(new UioMap(
                        index,
                        number(map.resolve("addr")),
                        number(map.resolve("size")),
                        number(map.resolve("offset"))));
            }
        } catch (NumberFormatException broken) {
            throw new IOException(folder + ": not as the kernel writes it: " + broken.getMessage(), broken);
        }
        maps.sort(Comparator.comparingInt(UioMap::index));
        return maps;
    }

    /** {@code 0x} and hexadecimal digits. */
    private static long number(Path file) throws IOException {
        return Long.parseUnsignedLong(Files.readString(file).strip().replaceFirst("^0x", ""), 16);
    }
}
