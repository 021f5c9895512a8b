package org.umdf4j.benchmarks;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The samples of one benchmark and the machine they are of, as a file of JSON lines: the machine, then a line a sample.
 *
 * @param machine from {@link Machine}
 */
record ResultFile(Map<String, String> machine, List<Sample> samples) {
    private static final JsonFactory FACTORY = new JsonFactory();

    ResultFile {
        samples = List.copyOf(samples);
    }

    /** Where the results of a benchmark are kept. */
    static Path of(Path root, Benchmark benchmark) {
        return root.resolve("benchmarks/results/" + benchmark.name() + ".jsonl");
    }

    /** Replaces a result file. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(line(generator -> machine.forEach(generator::writeStringProperty)));
        samples.forEach(sample -> lines.add(line(generator -> write(sample, generator))));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    static ResultFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Map<String, String> machine = new LinkedHashMap<>();
        JsonObject facts = JsonObject.parse(lines.getFirst());
        for (String fact : facts.members().keySet()) {
            machine.put(fact, facts.text(fact));
        }
        List<Sample> samples = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            JsonObject sample = JsonObject.parse(line);
            JsonObject measured = sample.object("values");
            Map<String, Double> values = new LinkedHashMap<>();
            for (String key : measured.members().keySet()) {
                values.put(key, measured.number(key));
            }
            samples.add(new Sample(
                    sample.text("scenario"),
                    sample.text("subject"),
                    (int) sample.number("round"),
                    sample.number("load"),
                    values));
        }
        return new ResultFile(machine, samples);
    }

    private static void write(Sample sample, JsonGenerator generator) {
        generator.writeStringProperty("scenario", sample.scenario());
        generator.writeStringProperty("subject", sample.subject());
        generator.writeNumberProperty("round", sample.round());
        generator.writeNumberProperty("load", rounded(sample.load()));
        generator.writeObjectPropertyStart("values");
        sample.values().forEach((key, value) -> generator.writeNumberProperty(key, rounded(value)));
        generator.writeEndObject();
    }

    /** More digits than a measurement has, and no more. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static String line(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            members.accept(generator);
            generator.writeEndObject();
        }
        return text.toString();
    }
}
