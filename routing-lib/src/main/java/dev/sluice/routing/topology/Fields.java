package dev.sluice.routing.topology;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each read with a check that names the field by its path, the value that was found and
 * what was expected. A nullable field may be absent.
 */
final class Fields {

    private static final int SHOWN = 80;

    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static Fields of(JsonNode node, String path) throws TopologyFormatException {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? "the document" : path, node, "an object");
        }
        return new Fields(node, path);
    }

    boolean isNull(String field) throws TopologyFormatException {
        return required(field).isNull();
    }

    Fields object(String field) throws TopologyFormatException {
        return of(required(field), path(field));
    }

    @Nullable
    Fields objectOrNull(String field) throws TopologyFormatException {
        return absent(field) ? null : object(field);
    }

    List<Fields> objects(String field) throws TopologyFormatException {
        JsonNode array = required(field);
        if (!array.isArray()) {
            throw wrong(path(field), array, "an array");
        }
        List<Fields> all = new ArrayList<>();
        for (JsonNode element : array) {
            all.add(of(element, path(field) + "[" + all.size() + "]"));
        }
        return all;
    }

    String text(String field) throws TopologyFormatException {
        JsonNode node = required(field);
        if (!node.isTextual()) {
            throw wrong(path(field), node, "a string");
        }
        return node.textValue();
    }

    String nonBlank(String field) throws TopologyFormatException {
        String text = text(field);
        if (text.isBlank()) {
            throw wrong(path(field), object.get(field), "a string that is not blank");
        }
        return text;
    }

    // PostgreSQL takes a name of blanks.
    String nonEmpty(String field) throws TopologyFormatException {
        String text = text(field);
        if (text.isEmpty()) {
            throw wrong(path(field), object.get(field), "a string that is not empty");
        }
        return text;
    }

    @Nullable
    String textOrNull(String field) throws TopologyFormatException {
        return absent(field) ? null : text(field);
    }

    long number(String field, long low, long high) throws TopologyFormatException {
        JsonNode node = required(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < low || node.longValue() > high) {
            String range = high == Long.MAX_VALUE ? "of " + low + " or more" : "from " + low + " to " + high;
            throw wrong(path(field), node, "a whole number " + range);
        }
        return node.longValue();
    }

    int integer(String field, int low, int high) throws TopologyFormatException {
        return Math.toIntExact(number(field, low, high));
    }

    @Nullable
    Integer integerOrNull(String field, int low, int high) throws TopologyFormatException {
        return absent(field) ? null : Integer.valueOf(integer(field, low, high));
    }

    @Nullable
    Long numberOrNull(String field, long low) throws TopologyFormatException {
        return absent(field) ? null : Long.valueOf(number(field, low, Long.MAX_VALUE));
    }

    @Nullable
    Double decimalOrNull(String field) throws TopologyFormatException {
        if (absent(field)) {
            return null;
        }
        JsonNode node = required(field);
        if (!node.isNumber() || node.doubleValue() < 0) {
            throw wrong(path(field), node, "a number of 0 or more");
        }
        return node.doubleValue();
    }

    Duration duration(String field) throws TopologyFormatException {
        try {
            return Durations.parse(text(field));
        } catch (IllegalArgumentException e) {
            throw wrong(path(field), object.get(field), Durations.EXPECTED);
        }
    }

    @Nullable
    Duration durationOrNull(String field) throws TopologyFormatException {
        return absent(field) ? null : duration(field);
    }

    Instant instant(String field) throws TopologyFormatException {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeParseException e) {
            throw wrong(path(field), object.get(field), "an instant such as 2026-11-24T12:00:00Z");
        }
    }

    <E extends Enum<E> & Labelled> E label(String field, Class<E> type) throws TopologyFormatException {
        String label = text(field);
        for (E constant : type.getEnumConstants()) {
            if (constant.label().equals(label)) {
                return constant;
            }
        }
        String all = Arrays.stream(type.getEnumConstants()).map(Labelled::label).collect(Collectors.joining(", "));
        throw wrong(path(field), object.get(field), "one of " + all);
    }

    private boolean absent(String field) {
        return !object.hasNonNull(field);
    }

    private JsonNode required(String field) throws TopologyFormatException {
        JsonNode node = object.get(field);
        if (node == null) {
            throw new TopologyFormatException("field " + path(field) + " is missing");
        }
        return node;
    }

    private String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static TopologyFormatException wrong(String where, JsonNode value, String expected) {
        String text = value.toString();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return new TopologyFormatException(where + " is " + shown + ", expected " + expected);
    }
}
