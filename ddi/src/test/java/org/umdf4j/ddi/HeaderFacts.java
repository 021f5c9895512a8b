package org.umdf4j.ddi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the header declares, as far as the project's fact tables tell. */
final class HeaderFacts {
    private HeaderFacts() {}

    /** A line of a table, by column. */
    record Row(Map<String, String> cells) {
        String get(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }
    }

    /** A parameter of a method: {@code in}, {@code out} or {@code inout}, and its C type. */
    record Parameter(String direction, boolean optional, String type) {
        boolean isOut() {
            return direction.equals("out");
        }
    }

    /** A method in vtable order, without inherited ones. */
    record Method(String type, String name, boolean callback, String returnType, List<Parameter> parameters) {
        String id() {
            return type + "::" + name;
        }
    }

    static List<Row> interfaces() {
        return table("ddi-interfaces.csv");
    }

    static List<Method> methods() {
        return table("ddi-methods.csv").stream()
                .map(row -> new Method(
                        row.get("interface"),
                        row.get("method"),
                        row.get("kind").equals("driver-supplied callback"),
                        row.get("return_type"),
                        parameters(row.get("parameters"))))
                .toList();
    }

    static List<Row> types() {
        return table("ddi-types.csv");
    }

    static List<Row> statuses() {
        return table("hresults.csv");
    }

    /** {@code direction[,opt] name:C type}, parted by {@code ; }. */
    private static List<Parameter> parameters(String text) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("; ", -1)) {
            int space = part.indexOf(' ');
            String[] direction = part.substring(0, space).split(",", -1);
            parameters.add(
                    new Parameter(direction[0], direction.length > 1, part.substring(part.indexOf(':', space) + 1)));
        }
        return parameters;
    }

    private static List<Row> table(String name) {
        String text;
        try (InputStream in = Objects.requireNonNull(HeaderFacts.class.getResourceAsStream(name), name)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(name, failure);
        }
        List<List<String>> lines = text.lines().map(HeaderFacts::cells).toList();
        List<Row> rows = new ArrayList<>();
        for (List<String> cells : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(lines.getFirst().get(i), cells.get(i));
            }
            rows.add(new Row(row));
        }
        return rows;
    }

    /** RFC 4180 without line breaks in cells. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
