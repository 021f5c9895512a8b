package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class FaultLogTest {
    @Test
    void eachKindIsCountedAlwaysAndLoggedOnce() {
        List<String> lines = new ArrayList<>();
        FaultLog faults = new FaultLog(new Recorder(lines));
        for (int i = 0; i < 1000; i++) {
            faults.report(Fault.BAD_SIZE, "one");
            faults.report(Fault.SHORT_BODY, "other");
        }
        assertThat(faults.count(Fault.BAD_SIZE)).isEqualTo(1000);
        assertThat(faults.total()).isEqualTo(2000);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains(Fault.BAD_SIZE.text()).contains("one");
    }

    private record Recorder(List<String> lines) implements System.Logger {
        @Override
        public String getName() {
            return "recorder";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
            lines.add(format);
        }
    }
}
