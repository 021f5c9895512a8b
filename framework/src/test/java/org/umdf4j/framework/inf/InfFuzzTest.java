package org.umdf4j.framework.inf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What fuzzing has found of interest stays read as it should be. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InfFuzzTest {
    private static final Path INPUTS = Path.of("src/test/resources/org/umdf4j/framework/inf/InfFuzzInputs");

    @Test
    void savedInputs() throws Exception {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(INPUTS)) {
            inputs = files.sorted().toList();
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            InfFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
        }
    }
}
