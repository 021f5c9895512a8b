package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents that show results: docs/performance.md, the plots beside it and the README, made out of the result files
 * alone. What is made stands between two comments, {@code <!-- bench NAME -->} and {@code <!-- end -->}; what people wrote
 * around them stays.
 */
final class Report {
    static final Path PAGE = Path.of("docs/performance.md");
    static final Path README = Path.of("README.md");
    static final String HIGHLIGHTS = "highlights";

    private final Path root;

    /** @param root the checkout */
    Report(Path root) {
        this.root = root;
    }

    /** Renews what is made from results. */
    void write(List<Benchmark> benchmarks) throws IOException {
        for (Map.Entry<Path, String> file : render(benchmarks).entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** The files that are made from results, by their path in the checkout, as they should be. */
    Map<Path, String> render(List<Benchmark> benchmarks) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        String page = Files.readString(root.resolve(PAGE));
        StringBuilder quoted = new StringBuilder();
        for (Benchmark benchmark : benchmarks) {
            Path file = ResultFile.of(root, benchmark);
            if (Files.exists(file)) {
                Section section = new Section(benchmark, ResultFile.read(file));
                page = replace(page, benchmark.name(), section.text());
                section.plots().forEach((name, plot) -> files.put(Section.PLOTS.resolve(name), plot.svg()));
                quoted.append(section.highlights());
            }
        }
        files.put(PAGE, page);
        if (!quoted.isEmpty()) {
            String table = Section.HIGHLIGHTS_HEAD + quoted;
            files.put(README, replace(Files.readString(root.resolve(README)), HIGHLIGHTS, table));
        }
        return files;
    }

    /** Puts {@code content} between the comments of {@code name}. */
    static String replace(String text, String name, String content) throws IOException {
        String begin = "<!-- bench " + name + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            throw new IOException("a document has no '" + begin.strip() + "' with '<!-- end -->' after it");
        }
        return text.substring(0, from + begin.length()) + content + text.substring(to);
    }
}
