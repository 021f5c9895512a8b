package org.umdf4j.framework.inf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InfLexerTest {
    private final InfProblems problems = new InfProblems();

    private Map<String, InfSection> read(String text) {
        return new InfLexer("x.inf", text, problems).read();
    }

    private static InfSection section(Map<String, InfSection> sections, String name) {
        return Objects.requireNonNull(sections.get(name));
    }

    private List<String> valuesOf(String line) {
        InfEntry entry = section(read("[s]\n" + line), "s").entries().getFirst();
        return entry.values().stream().map(InfField::text).toList();
    }

    private List<String> found() {
        return problems.inOrder().stream().map(InfProblem::describe).toList();
    }

    @Test
    void valuesAreTrimmedUnquotedAndMayBeEmpty() {
        assertThat(valuesOf("a = b c ,, \" d , e \" ,")).containsExactly("b c", "", " d , e ", "");
        assertThat(valuesOf("HKR,,x,,\"a=b;c\" ; note")).containsExactly("HKR", "", "x", "", "a=b;c");
        assertThat(valuesOf("k = pre\"in \"\"q\"\" \"post")).containsExactly("prein \"q\" post");
        assertThat(found()).isEmpty();
    }

    @Test
    void aLineGoesOnAfterABackslash() {
        assertThat(valuesOf("a = b, \\\r\n  c, \\ ; why\n  d")).containsExactly("b", "c", "d");
        assertThat(valuesOf("a = C:\\dir\\file")).containsExactly("C:\\dir\\file");
        assertThat(valuesOf("a = \"C:\\dir\\\"")).containsExactly("C:\\dir\\");
        assertThat(found()).isEmpty();
    }

    @Test
    void everyEndOfLineIsOne() {
        Map<String, InfSection> sections = read("[a]\r\nx=1\r[b]\ny=2");

        assertThat(section(sections, "a").entries()).hasSize(1);
        assertThat(section(sections, "b").at()).isEqualTo(new InfPosition("x.inf", 3, 1));
        assertThat(section(sections, "b")
                        .entries()
                        .getFirst()
                        .values()
                        .getFirst()
                        .at())
                .isEqualTo(new InfPosition("x.inf", 4, 3));
    }

    @Test
    void aSectionThatOccursTwiceIsOne() {
        InfSection section = section(read("[Some]\na=1\n[other]\n[ SOME ]\nb=2"), "some");

        assertThat(section.name()).isEqualTo("Some");
        assertThat(section.entries()).extracting(InfEntry::name).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeReadIsToldAndLeftOut() {
        Map<String, InfSection> sections =
                read("lost=1\n[open\nx=1\n[]\n[a] tail\n=1\nb=\"x\n" + "[" + "n".repeat(256) + "]");

        assertThat(found())
                .extracting(line -> line.substring(0, line.indexOf(';')))
                .containsExactly(
                        "x.inf:1:1: error: an entry stands before the first section",
                        "x.inf:2:1: error: a section's name has no end",
                        "x.inf:3:1: error: an entry stands before the first section",
                        "x.inf:4:1: error: a section's name has 0 characters",
                        "x.inf:5:5: error: something follows the section's name",
                        "x.inf:6:1: error: the name before '=' has 0 characters",
                        "x.inf:7:3: error: a quoted value has no end on its line",
                        "x.inf:8:1: error: a section's name has 256 characters");
        assertThat(sections).containsOnlyKeys("a");
    }

    @Test
    void valuesHaveALimit() {
        assertThat(valuesOf("a=" + "x".repeat(4096)).getFirst()).hasSize(4096);
        assertThat(found()).isEmpty();
        assertThat(valuesOf("a=" + "x".repeat(4097)).getFirst()).isEmpty();
        assertThat(found()).hasSize(1);
    }

    @Test
    void noMoreThanAHundredProblemsAreKept() {
        assertThatThrownBy(() -> MeterInf.parse("[x]\n" + "=1\n".repeat(5000)))
                .isInstanceOfSatisfying(InfException.class, refused -> assertThat(refused.problems())
                        .hasSize(InfProblems.MOST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void theEncodingIsKnownByItsMark(String charset) throws InfException {
        byte[] marked = ("\uFEFF" + MeterInf.TEXT.replace("Acme, Inc.", "Zähler \uD83D\uDE00"))
                .getBytes(Charset.forName(charset));

        assertThat(MeterInf.parse(marked).provider()).isEqualTo("Zähler \uD83D\uDE00");
    }

    @Test
    void bytesThatAreNoTextAreToldWithTheirLine() {
        byte[] latin = MeterInf.TEXT.replace("Acme, Inc.", "Zähler").getBytes(StandardCharsets.ISO_8859_1);
        byte[] unmarked = MeterInf.TEXT.getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> MeterInf.parse(latin))
                .hasMessageStartingWith("meter.inf:53:10: error: the bytes here");
        assertThatThrownBy(() -> MeterInf.parse(unmarked))
                .hasMessageStartingWith("meter.inf:1:2: error: a NUL character");
        assertThatThrownBy(() -> MeterInf.parse(new byte[DriverPackage.MOST_BYTES + 1]))
                .hasMessageContaining("1048577 bytes");
    }
}
