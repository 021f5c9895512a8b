package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PropVariantTest {
    @Test
    void textOfAStringIsTheString() {
        assertThat(PropVariant.of("disk.img").text()).isEqualTo("disk.img");
        assertThat(PropVariant.of("").text()).isEmpty();
    }

    @Test
    void textOfAnIntegerIsUnsignedDecimal() {
        assertThat(PropVariant.of(512).text()).isEqualTo("512");
        assertThat(PropVariant.of(-1).text()).isEqualTo("4294967295");
    }

    @Test
    void aStringWithANulCharacterIsRefused() {
        assertThatThrownBy(() -> PropVariant.of("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }
}
