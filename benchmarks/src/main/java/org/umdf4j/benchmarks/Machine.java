package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the figures depend on besides the code. */
final class Machine {
    private Machine() {}

    /** Hardware, kernel, programs and code, in words. */
    static Map<String, String> describe(Run run) throws IOException, InterruptedException {
        Children children = run.children();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        facts.put("processor", line("/proc/cpuinfo", "model name"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", line("/proc/meminfo", "MemTotal"));
        facts.put("virtual", Files.readString(Path.of("/proc/cpuinfo")).contains(" hypervisor ") ? "yes" : "no");
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.vendor.version") + " " + System.getProperty("java.vm.version"));
        facts.put("libfuse", said(children, "pkg-config", "--modversion", "fuse3"));
        facts.put("fio", said(children, "fio", "--version"));
        facts.put("nbdkit", said(children, "nbdkit", "--version"));
        facts.put("qemu-nbd", said(children, "qemu-nbd", "--version"));
        facts.put("commit", said(children, "git", "-C", run.root().toString(), "describe", "--always", "--dirty"));
        return facts;
    }

    private static String line(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String said(Children children, String... command) throws InterruptedException {
        try {
            return children.run(List.of(command)).lines().findFirst().orElse("unknown");
        } catch (IOException missing) {
            return "unknown";
        }
    }
}
