package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FlagSetsTest {
    @Test
    void everyMaskOfTheHeaderAndItsSetTurnIntoEachOther() {
        roundTrip(0x1F, WDF_IO_QUEUE_STATE::of, WDF_IO_QUEUE_STATE::bits);
        roundTrip(0x1000_0003, WDF_REQUEST_STOP_ACTION_FLAGS::of, WDF_REQUEST_STOP_ACTION_FLAGS::bits);
        roundTrip(0x3_000F, WDF_REQUEST_SEND_OPTIONS_FLAGS::of, WDF_REQUEST_SEND_OPTIONS_FLAGS::bits);
    }

    private static <E extends Enum<E>> void roundTrip(int all, IntFunction<Set<E>> of, ToIntFunction<Set<E>> bits) {
        // Walks the submasks of "all", from all bits down to none.
        for (int mask = all; ; mask = mask - 1 & all) {
            Set<E> set = of.apply(mask);
            assertThat(set).hasSize(Integer.bitCount(mask)).isSameAs(of.apply(mask));
            assertThat(bits.applyAsInt(set)).isEqualTo(mask);
            assertThat(bits.applyAsInt(Set.copyOf(set))).isEqualTo(mask);
            if (mask == 0) {
                return;
            }
        }
    }

    @Test
    void setsHoldTheMembersOfTheMask() {
        assertThat(WDF_IO_QUEUE_STATE.of(0x0F))
                .containsExactly(
                        WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS,
                        WDF_IO_QUEUE_STATE.DISPATCH_REQUESTS,
                        WDF_IO_QUEUE_STATE.NO_REQUESTS,
                        WDF_IO_QUEUE_STATE.DRIVER_NO_REQUESTS);
        assertThat(WDF_REQUEST_STOP_ACTION_FLAGS.of(0x1000_0001))
                .containsExactly(
                        WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND, WDF_REQUEST_STOP_ACTION_FLAGS.REQUEST_CANCELABLE);
        assertThat(WDF_REQUEST_SEND_OPTIONS_FLAGS.of(0x2_0008))
                .containsExactly(
                        WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET,
                        WDF_REQUEST_SEND_OPTIONS_FLAGS.IMPERSONATION_IGNORE_FAILURE);
    }

    @Test
    void invalidIsNeverAMember() {
        assertThat(WDF_REQUEST_STOP_ACTION_FLAGS.of(0)).isEmpty();
        assertThat(WDF_REQUEST_STOP_ACTION_FLAGS.bits(Set.of(WDF_REQUEST_STOP_ACTION_FLAGS.INVALID)))
                .isZero();
    }

    @Test
    void setsCannotBeChanged() {
        Set<WDF_IO_QUEUE_STATE> set = WDF_IO_QUEUE_STATE.of(0x1);
        assertThatThrownBy(() -> set.add(WDF_IO_QUEUE_STATE.PNP_HELD))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> set.remove(WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aBitOfNoMemberIsRefused() {
        assertThatThrownBy(() -> WDF_IO_QUEUE_STATE.of(0x21))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x20");
        assertThatThrownBy(() -> WDF_REQUEST_STOP_ACTION_FLAGS.of(0x8000_0000))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
