package org.umdf4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that was read. Its members are {@code JsonObject}, {@code List}, {@code String}, {@code Double},
 * {@code Boolean} or null. What is asked for and not there is an {@link IOException} that says what.
 */
record JsonObject(Map<String, @Nullable Object> members) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The object a text holds; what stands before its first brace, such as a program's warnings, is skipped. */
    static JsonObject parse(String text) throws IOException {
        int begin = text.indexOf('{');
        if (begin < 0) {
            throw new IOException("no JSON object in: " + text);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.substring(begin))) {
            parser.nextToken();
            return object(parser);
        } catch (JacksonException notJson) {
            throw new IOException("not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    /** The object under a path of keys. */
    JsonObject object(String... path) throws IOException {
        JsonObject at = this;
        for (String key : path) {
            at = at.member(key, JsonObject.class);
        }
        return at;
    }

    double number(String key) throws IOException {
        return member(key, Double.class);
    }

    String text(String key) throws IOException {
        return member(key, String.class);
    }

    /** The first element of a list of objects. */
    JsonObject first(String key) throws IOException {
        List<?> list = member(key, List.class);
        if (list.isEmpty() || !(list.getFirst() instanceof JsonObject first)) {
            throw new IOException("no object in '" + key + "'");
        }
        return first;
    }

    private <T> T member(String key, Class<T> type) throws IOException {
        Object value = members.get(key);
        if (!type.isInstance(value)) {
            throw new IOException("JSON has no %s '%s' but %s"
                    .formatted(type.getSimpleName(), key, value == null ? members.keySet() : value));
        }
        return type.cast(value);
    }

    private static JsonObject object(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            members.put(key, value(parser, parser.nextToken()));
        }
        return new JsonObject(members);
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }
}
