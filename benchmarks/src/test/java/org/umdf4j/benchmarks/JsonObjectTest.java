package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void readsNumbersTextsAndWhatIsNested() throws IOException {
        JsonObject object = JsonObject.parse("""
                {"jobs": [{"read": {"iops": 12.5, "total": 3, "name": "a"}, "none": null, "yes": true}, 4]}""");
        JsonObject read = object.first("jobs").object("read");
        assertThat(read.number("iops")).isEqualTo(12.5);
        assertThat(read.number("total")).isEqualTo(3);
        assertThat(read.text("name")).isEqualTo("a");
    }

    @Test
    void skipsWhatAProgramSaysBeforeItsJson() throws IOException {
        assertThat(JsonObject.parse("fio: a note\n{\"a\": 1}").number("a")).isEqualTo(1);
    }

    @Test
    void saysWhatItLacks() throws IOException {
        JsonObject object = JsonObject.parse("{\"read\": {\"iops\": \"many\"}, \"jobs\": []}");
        assertThatThrownBy(() -> object.object("read").number("iops"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'iops'")
                .hasMessageContaining("many");
        assertThatThrownBy(() -> object.object("write"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'write'");
        assertThatThrownBy(() -> object.first("jobs"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'jobs'");
    }

    @Test
    void whatIsNoJsonIsAnError() {
        assertThatThrownBy(() -> JsonObject.parse("nothing")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> JsonObject.parse("{\"a\": ")).isInstanceOf(IOException.class);
    }
}
