package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What fuzzing has found of interest is served as it should be. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NbdFuzzTest {
    private static final Path INPUTS = Path.of("src/test/resources/org/umdf4j/reflector/nbd/NbdFuzzInputs");

    @Test
    void savedInputs() throws Exception {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(INPUTS)) {
            inputs = files.sorted().toList();
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            NbdFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
        }
    }
}
