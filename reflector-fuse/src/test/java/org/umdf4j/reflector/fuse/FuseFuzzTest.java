package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What fuzzing has found of interest is served as it should be. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuseFuzzTest {
    private static final Path INPUTS = Path.of("src/test/resources/org/umdf4j/reflector/fuse/FuseFuzzInputs");

    @Test
    void savedInputs() throws Exception {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(INPUTS)) {
            inputs = files.sorted().toList();
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            FuseFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
        }
    }
}
