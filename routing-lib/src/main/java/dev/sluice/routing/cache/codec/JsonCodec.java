package dev.sluice.routing.cache.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MutableConfigOverride;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * Values as JSON, by Jackson. Whatever it writes it reads, however long: the mapper's {@link StreamReadConstraints} do not hold
 * here. The shape is a fingerprint of the type with all its properties, Jackson's annotations on it and on them, and
 * the subtypes that are named to Jackson or permitted by a sealed type, so that a version of the application in which the type has
 * changed does not read what the other one has written. It does not show what code does, such as a serializer or a method with
 * {@code @JsonValue}, nor subtypes that nothing names.
 *
 * @param <T> the values
 */
public final class JsonCodec<T> implements ValueCodec<T> {

    // As numbers, times lose their zone, and Jackson turns others to UTC.
    private static final ObjectMapper DEFAULT = JsonMapper.builder()
            .findAndAddModules()
            // Machines that speak other languages share their entries.
            .defaultLocale(Locale.ROOT)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            // As a double, a numeric in an Object loses digits.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
            .withConfigOverride(OffsetDateTime.class, JsonCodec::asText)
            .withConfigOverride(ZonedDateTime.class, JsonCodec::asText)
            .build();

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final String shape;

    private JsonCodec(ObjectMapper mapper, JavaType type) {
        reader = mapper.readerFor(type).with(unlimited(mapper));
        writer = mapper.writerFor(type);
        shape = "json-" + TypeShape.of(mapper, type);
    }

    // What is written can be read: the cache's own limits say how large an entry may be.
    private static JsonFactory unlimited(ObjectMapper mapper) {
        JsonFactory factory = mapper.getFactory().copy();
        int depth = Math.max(
                factory.streamReadConstraints().getMaxNestingDepth(),
                factory.streamWriteConstraints().getMaxNestingDepth());
        factory.setStreamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build());
        // For deserializers that ask the parser for it.
        return factory.setCodec(mapper);
    }

    private static void asText(MutableConfigOverride type) {
        type.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
    }

    /** For a class without type parameters. */
    public static <T> JsonCodec<T> of(Class<T> type) {
        return new JsonCodec<>(DEFAULT, DEFAULT.constructType(type));
    }

    /** For any type, such as {@code new TypeReference<List<Order>>() {}}. */
    public static <T> JsonCodec<T> of(TypeReference<T> type) {
        return new JsonCodec<>(DEFAULT, DEFAULT.constructType(type.getType()));
    }

    /**
     * For any type, with a mapper of one's own.
     *
     * @throws IllegalStateException if the mapper's factory is of a class that cannot be copied
     */
    public static <T> JsonCodec<T> of(ObjectMapper mapper, TypeReference<T> type) {
        return new JsonCodec<>(mapper, mapper.constructType(type.getType()));
    }

    @Override
    public byte[] encode(T value) throws IOException {
        return writer.writeValueAsBytes(value);
    }

    @Override
    public T decode(byte[] bytes) throws IOException {
        T value = reader.readValue(bytes);
        if (value == null) {
            throw new IOException("the entry holds the JSON value null");
        }
        return value;
    }

    @Override
    public String shape() {
        return shape;
    }
}
