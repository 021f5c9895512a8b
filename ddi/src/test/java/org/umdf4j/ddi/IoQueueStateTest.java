package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class IoQueueStateTest {
    /** The named states of io-contract section 4, in the order of the columns: I R S D P H. */
    @ParameterizedTest(name = "{0} with {1} stored and {2} owned is {3}")
    @CsvSource({
        "0x0F, 0, 0, I R - - - -", // just created (Q-11)
        "0x1F, 0, 0, I - - - - H", // just created, held (Q-11)
        "0x03, 2, 1, - R - - - -",
        "0x13, 2, 1, - - - - - H",
        "0x09, 3, 0, - - S - - -", // stopped: what is stored stays
        "0x0D, 0, 0, I - S - - -",
        "0x05, 0, 1, - - - - - -", // stop under way
        "0x0E, 0, 0, I - - D P -", // drained, and so purged as well (QS-2)
        "0x0C, 0, 0, I - - - P -", // purged after a stop
        "0x06, 0, 1, - - - - - -", // purge or drain under way
        "0x02, 1, 1, - - - - - -",
        "0x1E, 0, 0, I - - D P H",
    })
    void namesTheStatesOfTheContract(String mask, int inQueue, int inDriver, String expected) {
        IoQueueState state = new IoQueueState(WDF_IO_QUEUE_STATE.of(Integer.decode(mask)), inQueue, inDriver);
        String names = String.join(
                " ",
                state.isIdle() ? "I" : "-",
                state.isReady() ? "R" : "-",
                state.isStopped() ? "S" : "-",
                state.isDrained() ? "D" : "-",
                state.isPurged() ? "P" : "-",
                state.isPnpHeld() ? "H" : "-");
        assertThat(names).isEqualTo(expected);
    }

    @Test
    void keepsTheSharedImmutableSet() {
        Set<WDF_IO_QUEUE_STATE> shared = WDF_IO_QUEUE_STATE.of(0x0F);
        assertThat(new IoQueueState(Set.copyOf(shared), 0, 0).flags()).isSameAs(shared);
    }

    @Test
    void flagsThatContradictTheCountsAreRefused() {
        assertThatThrownBy(() -> new IoQueueState(WDF_IO_QUEUE_STATE.of(0x0F), 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IoQueueState(WDF_IO_QUEUE_STATE.of(0x07), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IoQueueState(WDF_IO_QUEUE_STATE.of(0x03), -1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
