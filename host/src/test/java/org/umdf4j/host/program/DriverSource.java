package org.umdf4j.host.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Compiles drivers from source and packs them as their authors would. */
final class DriverSource {
    private static final String SERVICE = "org.umdf4j.ddi.IDriverEntry";

    private DriverSource() {}

    /** The driver that the README shows. */
    static String ofReadme() throws IOException {
        String readme = Files.readString(checkout().resolve("README.md"));
        int begin = readme.indexOf("```java\n") + "```java\n".length();
        return readme.substring(begin, readme.indexOf("```", begin));
    }

    /** The directory that holds the launcher and the README. */
    static Path checkout() {
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, Objects::nonNull, Path::getParent)
                .filter(directory -> Files.exists(directory.resolve("umdf4j")))
                .findFirst()
                .orElseThrow();
    }

    /** A jar with the class and its service file. */
    static Path plainJar(Path directory, String type, String source) throws IOException {
        Path classes = compile(directory, List.of(Files.writeString(directory.resolve(type + ".java"), source)));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(SERVICE), type);
        return pack(classes, directory.resolve(type.replace("Driver", "").toLowerCase(Locale.ROOT) + ".jar"));
    }

    /** A jar that is a module; the source is put in a package. */
    static Path modularJar(Path directory, String type, String source) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("source"));
        Path own = Files.createDirectories(sources.resolve("acme"));
        Path driver = Files.writeString(own.resolve(type + ".java"), "package acme;\n" + source);
        Path module = Files.writeString(
                sources.resolve("module-info.java"),
                "module acme.driver { requires org.umdf4j.ddi; provides " + SERVICE + " with acme." + type + "; }");
        return pack(compile(directory, List.of(module, driver)), directory.resolve("acme.jar"));
    }

    private static Path compile(Path directory, List<Path> sources) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        List<String> command =
                new ArrayList<>(List.of(javac, "-d", classes.toString(), "-p", System.getProperty("jdk.module.path")));
        if (sources.size() == 1) {
            command.addAll(List.of("--add-modules", "org.umdf4j.ddi"));
        }
        sources.forEach(source -> command.add(source.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
        return classes;
    }

    /** A jar of everything in a directory. */
    static Path pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
                out.write(Files.readAllBytes(entry));
            }
        }
        return jar;
    }
}
