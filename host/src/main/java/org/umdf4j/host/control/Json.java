package org.umdf4j.host.control;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON text to and from maps, lists, strings, longs and booleans; nothing else occurs in our messages. Text from others
 * is held to limits.
 */
public final class Json {
    private static final int MOST_DEPTH = 8;
    private static final int LONGEST_STRING = 64 * 1024;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(LONGEST_STRING)
                    .maxNumberLength(20)
                    .build())
            .build();

    private Json() {}

    /** The text is not JSON, or not JSON as we use it. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String message;

        MalformedException(String message) {
            super(message);
            this.message = message;
        }

        MalformedException(JacksonException cause) {
            super(cause);
            message = "not JSON: " + cause.getOriginalMessage();
        }

        @Override
        public String getMessage() {
            return message;
        }
    }

    /**
     * Reads one object.
     *
     * @throws MalformedException if {@code text} is anything but one object of strings, integers, booleans, lists and objects
     */
    public static Map<String, Object> readObject(String text) throws MalformedException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("not a JSON object");
            }
            Map<String, Object> object = objectBody(parser);
            if (parser.nextToken() != null) {
                throw new MalformedException("something follows the JSON object");
            }
            return object;
        } catch (JacksonException notJson) {
            throw new MalformedException(notJson);
        }
    }

    private static Map<String, Object> objectBody(JsonParser parser) throws MalformedException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (object.put(key, value(parser, parser.nextToken())) != null) {
                throw new MalformedException("'" + key + "' occurs twice");
            }
        }
        return object;
    }

    private static Object value(JsonParser parser, JsonToken token) throws MalformedException {
        return switch (token) {
            case START_OBJECT -> objectBody(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new MalformedException("unexpected " + token);
        };
    }

    /** Writes maps, lists, strings, integers and booleans as one line without its end. */
    public static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) {
        switch (value) {
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    generator.writeName(entry.getKey().toString());
                    write(entry.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    write(element, generator);
                }
                generator.writeEndArray();
            }
            case String string -> generator.writeString(string);
            case Boolean bool -> generator.writeBoolean(bool);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            default -> throw new IllegalArgumentException("not one of ours: " + value.getClass());
        }
    }
}
