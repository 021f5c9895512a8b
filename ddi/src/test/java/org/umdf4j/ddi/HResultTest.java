package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HResultTest {
    /** Statuses of the pages that have another name here, or that no driver and no framework method uses. */
    private static final Set<String> WITHOUT_A_CONSTANT = Set.of(
            "ERROR_INVALID_PARAMETER", // the number of E_INVALIDARG
            "NO_ERROR", // S_OK
            "STATUS_SUCCESS", // S_OK
            "ERROR_DRIVER_PROCESS_TERMINATED", // STATUS_DRIVER_PROCESS_TERMINATED as programs see it
            "STATUS_DRIVER_INTERNAL_ERROR"); // the same on Windows XP

    @Test
    void wrapsNtStatusAndWin32Codes() {
        assertThat(HResult.STATUS_WDF_PAUSED.value()).isEqualTo(0xD020_0203);
        assertThat(HResult.ERROR_OPERATION_ABORTED.value()).isEqualTo(0x8007_03E3);
        assertThat(HResult.STATUS_PENDING.succeeded()).isTrue();
        assertThat(HResult.fromWin32(0)).isEqualTo(HResult.S_OK);
    }

    @Test
    void printsItsName() {
        assertThat(HResult.ERROR_NO_MORE_ITEMS).hasToString("ERROR_NO_MORE_ITEMS 0x80070103");
        assertThat(new HResult(0x8000_1234)).hasToString("0x80001234");
    }

    /** The macro as the page writes it, also where the page has taken the wrong one, gives the number of the table. */
    @Test
    void theMacrosGiveTheNumbersOfTheTable() {
        int compared = 0;
        for (HeaderFacts.Row row : HeaderFacts.statuses()) {
            String written = row.get("code_as_used");
            int code = number(row.get("code_value"));
            HResult expected = new HResult(number(row.get("hresult_value")));
            if (written.startsWith("HRESULT_FROM_NT(")) {
                assertThat(HResult.fromNt(code)).as(written).isEqualTo(expected);
                compared++;
            } else if (written.startsWith("HRESULT_FROM_WIN32(")) {
                assertThat(HResult.fromWin32(code)).as(written).isEqualTo(expected);
                compared++;
            }
            assertThat(expected.failed())
                    .as(written)
                    .isEqualTo(row.get("as_hresult").equals("failure"));
            assertThat(expected.succeeded())
                    .as(written)
                    .isEqualTo(row.get("as_hresult").equals("success"));
        }
        assertThat(compared).isGreaterThan(15);
    }

    @Test
    void theConstantsHaveTheNumbersOfTheTable() throws IllegalAccessException {
        Map<String, HResult> constants = constants();
        Set<String> missing = new TreeSet<>();
        for (HeaderFacts.Row row : HeaderFacts.statuses()) {
            String symbol = row.get("symbol");
            if (!constants.containsKey(symbol)) {
                missing.add(symbol);
                continue;
            }
            // A constant is the code in the macro that its kind needs, whatever one page wrote (io-contract 1.2).
            HResult expected =
                    switch (row.get("kind")) {
                        case "NTSTATUS" -> HResult.fromNt(number(row.get("code_value")));
                        case "Win32" -> HResult.fromWin32(number(row.get("code_value")));
                        default -> new HResult(number(row.get("hresult_value")));
                    };
            assertThat(constants.get(symbol)).as(symbol).isEqualTo(expected);
        }
        assertThat(missing).isEqualTo(new TreeSet<>(WITHOUT_A_CONSTANT));
    }

    @Test
    void everyConstantIsWrappedAsItsNameSays() throws IllegalAccessException {
        constants().forEach((name, code) -> {
            if (name.startsWith("ERROR_")) {
                assertThat(code.value() >>> 16).as(name).isEqualTo(0x8007);
            } else if (name.startsWith("STATUS_")) {
                assertThat(code.value() & 0x1000_0000).as(name).isNotZero();
            }
        });
        assertThat(constants().values()).doesNotHaveDuplicates();
    }

    private static int number(String text) {
        return Long.decode(text).intValue();
    }

    private static Map<String, HResult> constants() throws IllegalAccessException {
        Map<String, HResult> constants = new TreeMap<>();
        for (Field field : HResult.class.getFields()) {
            constants.put(field.getName(), (HResult) field.get(null));
        }
        return constants;
    }
}
