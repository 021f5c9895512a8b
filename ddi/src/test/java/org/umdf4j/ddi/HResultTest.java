package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HResultTest {
    @Test
    void wrapsNtStatusAndWin32Codes() {
        assertThat(HResult.STATUS_WDF_PAUSED.value()).isEqualTo(0xD020_0203);
        assertThat(HResult.ERROR_OPERATION_ABORTED.value()).isEqualTo(0x8007_03E3);
        assertThat(HResult.STATUS_PENDING.succeeded()).isTrue();
    }

    @Test
    void printsItsName() {
        assertThat(HResult.ERROR_NO_MORE_ITEMS).hasToString("ERROR_NO_MORE_ITEMS 0x80070103");
        assertThat(new HResult(0x8000_1234)).hasToString("0x80001234");
    }
}
