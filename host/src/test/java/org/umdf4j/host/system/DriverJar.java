package org.umdf4j.host.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Packs driver classes of the tests into a jar as a driver author would. They move to another package on the way: their
 * own belongs to the host's module here, and its class loader, asked first, would load them as part of the host.
 */
final class DriverJar {
    private static final String FROM = "org/umdf4j/host/system/broken/";

    /** As long as the other, so that the names' lengths in the class files stay right. */
    private static final String TO = "org/umdf4j/host/system/packed/";

    private DriverJar() {}

    /**
     * Writes the jar.
     *
     * @param entries the drivers' entries, which become services
     * @param others the other classes they need
     */
    static Path write(Path jar, List<Class<?>> entries, List<Class<?>> others) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            StringBuilder services = new StringBuilder();
            for (Class<?> entry : entries) {
                add(out, entry);
                services.append(TO.replace('/', '.'))
                        .append(entry.getSimpleName())
                        .append('\n');
            }
            for (Class<?> other : others) {
                add(out, other);
            }
            out.putNextEntry(new JarEntry("META-INF/services/org.umdf4j.ddi.IDriverEntry"));
            out.write(services.toString().getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        String bytes;
        try (InputStream in = type.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IOException("no class file of " + type);
            }
            // One character a byte: nothing but the names changes.
            bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        out.putNextEntry(new JarEntry(file.replace(FROM, TO)));
        out.write(bytes.replace(FROM, TO).getBytes(StandardCharsets.ISO_8859_1));
    }
}
