package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the documents of this checkout say of speed is what the committed results say. */
class DocumentsTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void tablesAndPlotsAreThoseOfTheResults() throws IOException {
        for (Map.Entry<Path, String> file :
                new Report(CHECKOUT).render(Bench.ALL).entrySet()) {
            assertThat(CHECKOUT.resolve(file.getKey()))
                    .as("'./bench --report' makes it")
                    .exists()
                    .hasContent(file.getValue());
        }
    }

    @Test
    void everyBenchmarkHasItsPlaceOnThePage() throws IOException {
        String page = Files.readString(CHECKOUT.resolve(Report.PAGE));
        for (Benchmark each : Bench.ALL) {
            assertThat(Report.replace(page, each.name(), "")).contains("<!-- bench " + each.name() + " -->");
        }
    }

    @Test
    void whatTheReadmeQuotesWasMeasured() throws IOException {
        for (Benchmark each : Bench.ALL) {
            Path file = ResultFile.of(CHECKOUT, each);
            if (Files.exists(file)) {
                Comparison comparison = new Comparison(ResultFile.read(file).samples());
                for (Benchmark.Highlight quoted : each.highlights()) {
                    assertThat(comparison.spread(quoted.scenario(), Benchmark.OURS, quoted.metric()))
                            .as("%s: %s", each.name(), quoted)
                            .isPresent();
                }
            }
        }
    }
}
