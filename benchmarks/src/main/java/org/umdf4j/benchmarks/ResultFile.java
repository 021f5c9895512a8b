package org.umdf4j.benchmarks;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The samples of one benchmark and the machine they are of, as a file that a person can compare with its predecessor: one
 * line a sample.
 *
 * @param machine from {@link Machine}
 */
record ResultFile(Map<String, String> machine, List<Sample> samples) {
    private static final JsonFactory FACTORY = new JsonFactory();

    ResultFile {
        samples = List.copyOf(samples);
    }

    /** Replaces a result file. */
    void write(Path file) {
        StringBuilder text = new StringBuilder("{\"machine\": ");
        text.append(json(generator -> {
            generator.writeStartObject();
            machine.forEach(generator::writeStringProperty);
            generator.writeEndObject();
        }));
        text.append(",\n\"samples\": [\n");
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            text.append(json(generator -> write(sample, generator)));
            text.append(i + 1 < samples.size() ? ",\n" : "\n");
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.append("]}\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    static ResultFile read(Path file) throws IOException {
        Map<String, Object> all = Json.object(Files.readString(file));
        Map<String, String> machine = new LinkedHashMap<>();
        Json.object(all, "machine").forEach((fact, value) -> machine.put(fact, String.valueOf(value)));
        List<Sample> samples = new ArrayList<>();
        for (Object each : (List<?>) all.get("samples")) {
            Map<String, Object> sample = Json.asObject(each);
            Map<String, Double> values = new LinkedHashMap<>();
            Json.object(sample, "values").forEach((key, value) -> values.put(key, ((Number) value).doubleValue()));
            samples.add(new Sample(
                    String.valueOf(sample.get("scenario")),
                    String.valueOf(sample.get("subject")),
                    (int) Json.number(sample, "pair"),
                    Json.number(sample, "load"),
                    values));
        }
        return new ResultFile(machine, samples);
    }

    private static void write(Sample sample, JsonGenerator generator) {
        generator.writeStartObject();
        generator.writeStringProperty("scenario", sample.scenario());
        generator.writeStringProperty("subject", sample.subject());
        generator.writeNumberProperty("pair", sample.pair());
        generator.writeNumberProperty("load", rounded(sample.load()));
        generator.writeObjectPropertyStart("values");
        sample.values().forEach((key, value) -> generator.writeNumberProperty(key, rounded(value)));
        generator.writeEndObject();
        generator.writeEndObject();
    }

    /** More digits than a measurement has, and no more. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private interface Writing {
        void to(JsonGenerator generator);
    }

    private static String json(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            writing.to(generator);
        }
        return text.toString();
    }
}
