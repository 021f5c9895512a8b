package org.umdf4j.framework.inf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.umdf4j.ddi.PropVariant;

/** Reads AddReg sections: {@code HKR, subkey, name, flags, value}. */
final class RegistryReader {
    private static final long TYPE = 0xFFFF_0001L;
    private static final long STRING = 0x0;
    private static final long EXPANDED_STRING = 0x2_0000;
    private static final long STRINGS = 0x1_0000;
    private static final long NUMBER = 0x1_0001;

    private final InfFile inf;
    private final InfProblems problems;

    RegistryReader(InfFile inf) {
        this.inf = inf;
        this.problems = inf.problems();
    }

    /** The values of an AddReg section. */
    List<RegistryValue> read(InfField section) {
        Optional<InfSection> found = inf.section(section.text());
        if (found.isEmpty()) {
            problems.error(
                    section.at(), "there is no section [" + section.text() + "]", "add it; there are " + inf.names());
            return List.of();
        }
        List<RegistryValue> values = new ArrayList<>();
        for (InfEntry entry : found.get().entries()) {
            value(entry).ifPresent(values::add);
        }
        return values;
    }

    private Optional<RegistryValue> value(InfEntry entry) {
        InfField root = entry.values().getFirst();
        if (entry.key() != null) {
            problems.error(
                    entry.at(), "a line of an AddReg section has a '='", "write 'HKR, subkey, name, flags, value'");
            return Optional.empty();
        }
        if (!root.isCalled("HKR")) {
            problems.warning(
                    root.at(),
                    "'" + root.text() + "' has no effect: there is no registry",
                    "only HKR, the device's own key, is read");
            return Optional.empty();
        }
        String subkey = entry.value(1).map(InfField::text).orElse("");
        Optional<InfField> name = entry.value(2);
        if (name.isEmpty()) {
            problems.error(
                    entry.at(), "a value of an AddReg section has no name", "write 'HKR, subkey, name, flags, value'");
            return Optional.empty();
        }
        OptionalLong flags = entry.value(3).map(field -> number(field.text())).orElse(OptionalLong.of(STRING));
        if (flags.isEmpty()) {
            problems.error(
                    entry.values().get(3).at(),
                    "the flags '" + entry.values().get(3).text() + "' are no number",
                    "write 0x00000000 for a string, 0x00010001 for a number");
            return Optional.empty();
        }
        return typed(entry, name.get(), flags.getAsLong() & TYPE)
                .map(value -> new RegistryValue(subkey, name.get().text(), value));
    }

    private Optional<PropVariant> typed(InfEntry entry, InfField name, long type) {
        if (type == STRING || type == EXPANDED_STRING) {
            return Optional.of(PropVariant.of(entry.value(4).map(InfField::text).orElse("")));
        }
        if (type == NUMBER) {
            OptionalLong number =
                    entry.value(4).map(field -> number(field.text())).orElse(OptionalLong.empty());
            if (number.isPresent()) {
                return Optional.of(PropVariant.of((int) number.getAsLong()));
            }
            problems.error(
                    entry.at(),
                    "the value of '" + name.text() + "' is no 32-bit number",
                    "write digits, or 0x and hexadecimal digits");
        } else if (type == STRINGS && (name.isCalled("UpperFilters") || name.isCalled("LowerFilters"))) {
            problems.warning(
                    entry.at(),
                    "'" + name.text() + "' has no effect",
                    "put the filter's service into UmdfServiceOrder");
        } else {
            problems.error(
                    entry.at(),
                    "'%s' has the type 0x%08X, which no driver can read".formatted(name.text(), type),
                    "use 0x00000000 (a string) or 0x00010001 (a number)");
        }
        return Optional.empty();
    }

    /** A number of 32 bits as INFs write it, decimal or with 0x; empty if it is none. */
    static OptionalLong number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("0x[0-9a-f]{1,8}")) {
            return OptionalLong.of(Long.parseLong(lower.substring(2), 16));
        }
        if (!lower.matches("-?[0-9]{1,10}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(lower);
        return number < Integer.MIN_VALUE || number > 0xFFFF_FFFFL ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
