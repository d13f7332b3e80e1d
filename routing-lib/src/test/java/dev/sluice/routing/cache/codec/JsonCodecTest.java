package dev.sluice.routing.cache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes back is what was loaded, down to the zone. */
class JsonCodecTest {

    private static final LocalDateTime TIME = LocalDateTime.of(2024, 2, 3, 0, 30, 59, 123_456_789);

    record Times(
            Instant instant,
            LocalDateTime local,
            OffsetDateTime offset,
            OffsetTime time,
            ZonedDateTime zoned,
            Duration length,
            Date date,
            Map<ZonedDateTime, OffsetDateTime> more) {}

    static Stream<Times> times() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        LocalDateTime twice = LocalDateTime.of(2024, 10, 27, 2, 30);
        return Stream.of(
                times(TIME.atOffset(ZoneOffset.ofHours(5)), TIME.atZone(berlin)),
                times(TIME.atOffset(ZoneOffset.UTC), TIME.atZone(ZoneOffset.UTC)),
                times(OffsetDateTime.MAX, ZonedDateTime.ofStrict(twice, ZoneOffset.ofHours(1), berlin)),
                times(OffsetDateTime.MIN, ZonedDateTime.ofStrict(twice, ZoneOffset.ofHours(2), berlin)));
    }

    @ParameterizedTest
    @MethodSource("times")
    void timesKeepTheirZone(Times times) throws IOException {
        JsonCodec<List<Times>> codec = JsonCodec.of(new TypeReference<List<Times>>() {});
        assertThat(codec.decode(codec.encode(List.of(times)))).containsExactly(times);
    }

    @Test
    void numbersInAnObjectKeepTheirDigits() throws IOException {
        JsonCodec<Map<String, Object>> codec = JsonCodec.of(new TypeReference<Map<String, Object>>() {});
        Map<String, Object> row = Map.of("total", new BigDecimal("12345678901234567.89"), "id", Long.MAX_VALUE);
        assertThat(codec.decode(codec.encode(row))).isEqualTo(row);
    }

    @Test
    void aRegionThatIsAlwaysTheSameAsAnOffsetComesBackAsThat() throws IOException {
        JsonCodec<ZonedDateTime> codec = JsonCodec.of(ZonedDateTime.class);
        assertThat(codec.decode(codec.encode(TIME.atZone(ZoneId.of("UTC"))))).isEqualTo(TIME.atZone(ZoneOffset.UTC));
    }

    record Lengthy(String text, BigDecimal number, Map<String, Integer> names) {}

    record Nested(@Nullable Nested inner) {}

    @Test
    void whatIsWrittenIsReadHoweverLong() throws IOException {
        Lengthy value =
                new Lengthy("x".repeat(20_000_001), new BigDecimal("1".repeat(1_200)), Map.of("n".repeat(50_001), 1));
        for (JsonCodec<Lengthy> codec :
                List.of(JsonCodec.of(Lengthy.class), JsonCodec.of(strict(), new TypeReference<Lengthy>() {}))) {
            assertThat(codec.decode(codec.encode(value)).equals(value)).isTrue();
        }
    }

    @Test
    void whatIsWrittenIsReadHoweverDeep() throws IOException {
        Nested value = new Nested(null);
        for (int i = 0; i < 50; i++) {
            value = new Nested(value);
        }
        JsonCodec<Nested> codec = JsonCodec.of(strict(), new TypeReference<Nested>() {});
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    record Tree(@JsonDeserialize(using = ByTheParser.class) JsonNode node) {}

    static class ByTheParser extends JsonDeserializer<JsonNode> {

        @Override
        public JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.getCodec().readTree(parser);
        }
    }

    @Test
    void aDeserializerMayAskTheParserForTheMapper() throws IOException {
        JsonCodec<Tree> codec = JsonCodec.of(Tree.class);
        Tree value = new Tree(TextNode.valueOf("leaf"));
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    /** Reads little, but in a cache. */
    private static ObjectMapper strict() {
        return new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(100)
                        .maxNestingDepth(10)
                        .maxStringLength(100)
                        .build())
                .build());
    }

    private static Times times(OffsetDateTime offset, ZonedDateTime zoned) {
        return new Times(
                TIME.toInstant(ZoneOffset.UTC),
                TIME,
                offset,
                offset.toOffsetTime(),
                zoned,
                Duration.ofNanos(1_234_567_891),
                Date.from(Instant.ofEpochMilli(1)),
                Map.of(zoned, offset));
    }
}
