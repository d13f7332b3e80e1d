package dev.sluice.routing.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each read with a check that names the field by its path, the value that was found and
 * what was expected. A nullable field may be absent.
 */
public final class Fields {

    private static final int SHOWN = 80;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * The root of a document, of which the version is checked.
     *
     * @param schemaVersion the only {@code schemaVersion} that is accepted
     */
    public static Fields parse(String json, int schemaVersion) throws DocumentFormatException {
        Fields root = of(tree(json), "");
        long version = root.number("schemaVersion", Long.MIN_VALUE, Long.MAX_VALUE);
        if (version != schemaVersion) {
            throw new DocumentFormatException("schemaVersion is " + version + ", this library reads " + schemaVersion
                    + (version > schemaVersion ? ": use the library's version that belongs to the operator" : ""));
        }
        return root;
    }

    private static JsonNode tree(String json) throws DocumentFormatException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            String where = location == null
                    ? ""
                    : String.format(
                            Locale.ROOT, " at line %d, column %d", location.getLineNr(), location.getColumnNr());
            throw new DocumentFormatException(
                    "the document of " + json.length() + " characters is no whole JSON text" + where + ": "
                            + e.getOriginalMessage() + "; it may be cut off",
                    e);
        }
    }

    private static Fields of(JsonNode node, String path) throws DocumentFormatException {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? "the document" : path, node, "an object");
        }
        return new Fields(node, path);
    }

    /** Whether a field that must be there is null. */
    public boolean isNull(String field) throws DocumentFormatException {
        return required(field).isNull();
    }

    /** An object. */
    public Fields object(String field) throws DocumentFormatException {
        return of(required(field), path(field));
    }

    /** An object, null when it is absent. */
    public @Nullable Fields objectOrNull(String field) throws DocumentFormatException {
        return absent(field) ? null : object(field);
    }

    /** An array of objects. */
    public List<Fields> objects(String field) throws DocumentFormatException {
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

    /** A string. */
    public String text(String field) throws DocumentFormatException {
        JsonNode node = required(field);
        if (!node.isTextual()) {
            throw wrong(path(field), node, "a string");
        }
        return node.textValue();
    }

    /** An array of strings that are not blank; empty when it is absent. */
    public List<String> texts(String field) throws DocumentFormatException {
        if (absent(field)) {
            return List.of();
        }
        JsonNode array = required(field);
        if (!array.isArray()) {
            throw wrong(path(field), array, "an array");
        }
        List<String> all = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isTextual() || element.textValue().isBlank()) {
                throw wrong(path(field) + "[" + all.size() + "]", element, "a string that is not blank");
            }
            all.add(element.textValue());
        }
        return List.copyOf(all);
    }

    /** An array of strings and nulls; empty when it is absent. */
    public List<@Nullable String> textsOrNulls(String field) throws DocumentFormatException {
        List<@Nullable String> all = new ArrayList<>();
        if (!absent(field)) {
            JsonNode array = required(field);
            if (!array.isArray()) {
                throw wrong(path(field), array, "an array");
            }
            for (JsonNode element : array) {
                if (!element.isTextual() && !element.isNull()) {
                    throw wrong(path(field) + "[" + all.size() + "]", element, "a string or null");
                }
                all.add(element.textValue());
            }
        }
        return all;
    }

    /** An array of objects; empty when it is absent. */
    public List<Fields> objectsOrNone(String field) throws DocumentFormatException {
        return absent(field) ? List.of() : objects(field);
    }

    /** Whether something holds; the given answer when it is absent. */
    public boolean flag(String field, boolean absent) throws DocumentFormatException {
        if (absent(field)) {
            return absent;
        }
        JsonNode node = required(field);
        if (!node.isBoolean()) {
            throw wrong(path(field), node, "true or false");
        }
        return node.booleanValue();
    }

    /** A field with something wrong that only its reader knows. */
    public DocumentFormatException wrong(String field, String expected) {
        return wrong(path(field), object.path(field), expected);
    }

    /** A string that is not blank. */
    public String nonBlank(String field) throws DocumentFormatException {
        String text = text(field);
        if (text.isBlank()) {
            throw wrong(path(field), object.get(field), "a string that is not blank");
        }
        return text;
    }

    /** A string that is not empty: PostgreSQL takes a name of blanks. */
    public String nonEmpty(String field) throws DocumentFormatException {
        String text = text(field);
        if (text.isEmpty()) {
            throw wrong(path(field), object.get(field), "a string that is not empty");
        }
        return text;
    }

    /** A string, null when it is absent. */
    public @Nullable String textOrNull(String field) throws DocumentFormatException {
        return absent(field) ? null : text(field);
    }

    /** A whole number between two bounds, both included. */
    public long number(String field, long low, long high) throws DocumentFormatException {
        JsonNode node = required(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < low || node.longValue() > high) {
            String range = high == Long.MAX_VALUE ? "of " + low + " or more" : "from " + low + " to " + high;
            throw wrong(path(field), node, "a whole number " + range);
        }
        return node.longValue();
    }

    /** A whole number between two bounds, both included. */
    public int integer(String field, int low, int high) throws DocumentFormatException {
        return Math.toIntExact(number(field, low, high));
    }

    /** A whole number between two bounds, null when it is absent. */
    public @Nullable Integer integerOrNull(String field, int low, int high) throws DocumentFormatException {
        return absent(field) ? null : Integer.valueOf(integer(field, low, high));
    }

    /** A whole number from {@code low} on, null when it is absent. */
    public @Nullable Long numberOrNull(String field, long low) throws DocumentFormatException {
        return absent(field) ? null : Long.valueOf(number(field, low, Long.MAX_VALUE));
    }

    /** A number of 0 or more, null when it is absent. */
    public @Nullable Double decimalOrNull(String field) throws DocumentFormatException {
        if (absent(field)) {
            return null;
        }
        JsonNode node = required(field);
        if (!node.isNumber() || node.doubleValue() < 0) {
            throw wrong(path(field), node, "a number of 0 or more");
        }
        return node.doubleValue();
    }

    /** A duration as {@link Durations} has it. */
    public Duration duration(String field) throws DocumentFormatException {
        try {
            return Durations.parse(text(field));
        } catch (IllegalArgumentException e) {
            throw wrong(path(field), object.get(field), Durations.EXPECTED);
        }
    }

    /** A duration, null when it is absent. */
    public @Nullable Duration durationOrNull(String field) throws DocumentFormatException {
        return absent(field) ? null : duration(field);
    }

    /** An instant in the form of ISO 8601. */
    public Instant instant(String field) throws DocumentFormatException {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeParseException e) {
            throw wrong(path(field), object.get(field), "an instant such as 2026-11-24T12:00:00Z");
        }
    }

    /** One of the constants of an enum, by its label. */
    public <E extends Enum<E> & Labelled> E label(String field, Class<E> type) throws DocumentFormatException {
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

    private JsonNode required(String field) throws DocumentFormatException {
        JsonNode node = object.get(field);
        if (node == null) {
            throw new DocumentFormatException("field " + path(field) + " is missing");
        }
        return node;
    }

    private String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static DocumentFormatException wrong(String where, JsonNode value, String expected) {
        String text = value.toString();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return new DocumentFormatException(where + " is " + shown + ", expected " + expected);
    }
}
