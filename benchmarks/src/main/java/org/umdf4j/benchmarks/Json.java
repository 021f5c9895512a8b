package org.umdf4j.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into maps, lists, strings, numbers, booleans and nulls. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** The object a text holds; what stands before its first brace, such as a program's warnings, is skipped. */
    static Map<String, Object> object(String text) {
        int begin = text.indexOf('{');
        if (begin < 0) {
            throw new IllegalArgumentException("no JSON object in: " + text);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.substring(begin))) {
            return asObject(value(parser, parser.nextToken()));
        }
    }

    @SuppressWarnings("unchecked") // value() makes nothing else
    static Map<String, Object> asObject(Object value) {
        return (Map<String, Object>) value;
    }

    /** The object under a path of keys. */
    static Map<String, Object> object(Map<String, Object> from, String... path) {
        Map<String, Object> at = from;
        for (String key : path) {
            at = asObject(at.get(key));
        }
        return at;
    }

    static double number(Map<String, Object> from, String key) {
        return ((Number) from.get(key)).doubleValue();
    }

    private static Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    map.put(key, value(parser, parser.nextToken()));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> String.valueOf(parser.getString());
        };
    }
}
