package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Spread.of(9, 1, 5)).isEqualTo(new Spread(5, 1, 9));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Spread.of(4, 1, 3, 100)).isEqualTo(new Spread(3.5, 1, 100));
    }

    @Test
    void oneValueIsItsOwnMedianAndRange() {
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void theValuesGivenStayInTheirOrder() {
        double[] values = {3, 1, 2};
        assertThat(Spread.of(values).median()).isEqualTo(2);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void isPrintedWithItsRange() {
        assertThat(new Spread(1.024, 0.97, 1.08).asRatio()).isEqualTo("1.02 (0.97 to 1.08)");
        assertThat(new Spread(5210, 99.94, 5432).asValue()).isEqualTo("5,210 (99.9 to 5,432)");
    }

    @ParameterizedTest
    @CsvSource({"123456.7, '123,457'", "100, 100", "99.95, 100.0", "12.34, 12.3", "1.2346, 1.235", "0, 0.000"})
    void aNumberHasTheDigitsThatMeanSomething(double value, String printed) {
        assertThat(Spread.number(value)).isEqualTo(printed);
    }
}
