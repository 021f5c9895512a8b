package org.umdf4j.framework.inf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/** The fuzzer's target: any bytes are a package or an ordered list of problems, each with a place. */
public final class InfFuzz {
    private InfFuzz() {}

    /** The fuzzer's entry point. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            DriverPackage read = DriverPackage.parse("f.inf", input, Set.of("trace"));
            assertThat(read.models()).isNotEmpty();
            for (DriverModel model : read.models()) {
                assertThat(read.model(model.hardwareId())).isPresent();
                assertThat(model.install().stack()).isNotEmpty();
                assertThat(model.install().settings()).doesNotContainKey("");
            }
        } catch (InfException refused) {
            assertThat(refused.problems()).hasSizeBetween(1, InfProblems.MOST).allSatisfy(problem -> {
                assertThat(problem.at().line()).isBetween(1, input.length + 1);
                assertThat(problem.at().column()).isBetween(1, input.length + 1);
                assertThat(problem.problem()).isNotBlank();
                assertThat(problem.mend()).isNotBlank();
            });
        }
    }
}
