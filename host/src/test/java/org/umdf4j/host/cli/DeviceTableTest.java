package org.umdf4j.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.stack.PnpSettings;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.DeviceReport.DriverReport;

/** What {@code umdf4j devices} prints. */
@Timeout(30)
class DeviceTableTest {
    private static String tableOf(PnpSettings said) {
        var driver = new DriverReport("disk", "started", "D0", said, List.of());
        return DeviceTable.format(List.of(new DeviceReport("disk0", "started", List.of(driver), List.of(), 0, "")));
    }

    @Test
    void whatADriverHasToldThePlugAndPlayManagerIsALineBelowTheTable() {
        assertThat(tableOf(new PnpSettings(Map.of("NOT_DISABLEABLE", true), Map.of("REMOVABLE", false)))
                        .lines())
                .last()
                .isEqualTo("disk0: driver disk sets state NOT_DISABLEABLE=true, capability REMOVABLE=false");
    }

    @Test
    void aDriverThatHasSaidNothingHasNoSuchLine() {
        assertThat(tableOf(PnpSettings.NONE)).doesNotContain("sets");
    }
}
