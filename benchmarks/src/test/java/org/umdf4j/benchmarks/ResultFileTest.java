package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        var result = new ResultFile(
                Map.of("processor", "a \"fast\" one"),
                List.of(
                        new Sample("read 4k", "umdf4j", 0, 0.25, Map.of("iops", 123456.789)),
                        new Sample("read 4k", "peer", 0, 1.5, Map.of("iops", 2.0, "p99_us", 0.125))));
        Path file = directory.resolve("results/x.jsonl");
        result.write(file);
        assertThat(ResultFile.read(file)).isEqualTo(result);
    }

    @Test
    void aSampleIsALine() throws IOException {
        Path file = directory.resolve("x.jsonl");
        new ResultFile(Map.of("kernel", "L"), List.of(new Sample("s", "umdf4j", 2, 0, Map.of("iops", 1.23456))))
                .write(file);
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"kernel\":\"L\"}",
                        "{\"scenario\":\"s\",\"subject\":\"umdf4j\",\"round\":2,\"load\":0.0,\"values\":{\"iops\":1.235}}");
    }
}
