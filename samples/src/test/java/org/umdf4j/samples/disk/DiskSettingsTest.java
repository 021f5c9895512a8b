package org.umdf4j.samples.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DiskSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "4096, 4096",
        "64K, 65536",
        "64M, 67108864",
        "2G, 2147483648",
        "3T, 3298534883328",
        "8388607T, 9223370937343148032"
    })
    void aSizeIsANumberWithAnOptionalPowerOf1024(String text, long bytes) {
        assertThat(DiskSettings.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "64m", "64MB", "-1", "1.5G", "8388608T", "9999999999999999999", " 64M", "64M\n"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatThrownBy(() -> DiskSettings.size(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'size'");
    }

    @Test
    void everySettingIsRead() {
        DiskSettings settings = settings(Map.of("image", "a/b", "size", "1K", "readonly", "true", "depth", "7"));

        assertThat(settings.image()).contains(Path.of("a/b"));
        assertThat(settings.sizeBytes()).hasValue(1024);
        assertThat(settings.readOnly()).isTrue();
        assertThat(settings.depth()).isEqualTo(7);
    }

    @Test
    void anImageAloneIsEnoughAndMayBeWritten() {
        DiskSettings settings = settings(Map.of("image", "disk.img"));

        assertThat(settings.sizeBytes()).isEmpty();
        assertThat(settings.readOnly()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"readonly, yes", "depth, 0", "depth, 2000", "depth, many", "size, 0"})
    void aSettingThatMakesNoSenseIsRefusedByName(String name, String value) {
        Map<String, String> all = name.equals("size") ? Map.of(name, value) : Map.of("size", "1M", name, value);

        assertThatThrownBy(() -> settings(all))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aMisspeltSettingIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> DiskSettings.requireKnown("sise"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a disk has no setting 'sise'; it has image, size, readonly, depth, idle, bottom");
        DiskSettings.requireKnown("Size");
        DiskSettings.requireKnown("meter.port");
    }

    @Test
    void neitherImageNorSizeIsRefused() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'size'")
                .hasMessageContaining("'image'");
    }

    private static DiskSettings settings(Map<String, String> values) {
        return DiskSettings.from(name -> Optional.ofNullable(values.get(name)));
    }
}
