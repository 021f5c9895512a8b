package org.umdf4j.samples.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class BacklogTest {
    @Test
    void letsInAsManyAsItsDepthAndKeepsTheOthersInOrder() {
        Backlog<String> backlog = new Backlog<>(2);

        assertThat(backlog.begin("a")).isTrue();
        assertThat(backlog.begin("b")).isTrue();
        assertThat(backlog.begin("c")).isFalse();
        assertThat(backlog.begin("d")).isFalse();

        assertThat(backlog.next()).contains("c");
        assertThat(backlog.next()).contains("d");
        assertThat(backlog.next()).isEmpty();
    }

    @Test
    void whatEndsMakesRoom() {
        Backlog<String> backlog = new Backlog<>(1);
        backlog.begin("a");

        backlog.end();

        assertThat(backlog.begin("b")).isTrue();
        assertThat(backlog.begin("c")).isFalse();
    }

    @Test
    void onlyWhatHasNotBegunCanBeWithdrawnAndOnlyOnce() {
        Backlog<String> backlog = new Backlog<>(1);
        backlog.begin("running");
        backlog.begin("waiting");
        backlog.begin("taken");

        assertThat(backlog.withdraw("running")).isFalse();
        assertThat(backlog.withdraw("waiting")).isTrue();
        assertThat(backlog.withdraw("waiting")).isFalse();
        assertThat(backlog.next()).contains("taken");
        assertThat(backlog.withdraw("taken")).isFalse();
    }
}
