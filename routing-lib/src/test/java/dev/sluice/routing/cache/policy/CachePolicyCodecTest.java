package dev.sluice.routing.cache.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachePolicyCodecTest {

    private static final CachePolicy FULL = new CachePolicy(
            "shop/orders",
            "6a1f",
            7,
            Instant.parse("2026-11-25T10:15:30.250Z"),
            "shop/main",
            new RedisLocation(
                    RedisLocation.Mode.SENTINEL,
                    List.of(
                            new RedisLocation.Node("sentinel-0.redis", 26379),
                            new RedisLocation.Node("sentinel-1.redis", 26379)),
                    "orders",
                    2,
                    true,
                    "qcache"),
            CachePolicy.DEFAULT_TTL_CLASSES,
            List.of(
                    new CacheRule(
                            "orders-by-customer",
                            new CacheRule.Match(
                                    List.of("orders:customer:*"), List.of("00f1e2d3c4b5a697"), List.of("shop.order*")),
                            "medium",
                            null,
                            List.of("shop.orders", "shop.order_items"),
                            List.of("orders"),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(10),
                            Duration.ofSeconds(5),
                            10),
                    new CacheRule(
                            "rates",
                            CacheRule.Match.BY_NAME_ONLY,
                            null,
                            Duration.ofSeconds(90),
                            List.of(),
                            List.of(),
                            Duration.ZERO,
                            Duration.ZERO,
                            Duration.ZERO,
                            0)),
            new WriteEffects(
                    WriteEffects.Unknown.EVERYTHING,
                    true,
                    Map.of("shop.orders", List.of("shop.order_items", "shop.open_orders")),
                    Set.of("shop.accounts"),
                    Set.of("distance", "price_of"),
                    Set.of("age", "log")),
            EntryLimits.DEFAULT,
            List.of(new WarmQuery(
                    "top-customers",
                    "SELECT id, total FROM shop.customer_totals WHERE region = ? ORDER BY total DESC LIMIT 20",
                    Arrays.asList("eu", null),
                    "orders-by-customer",
                    Duration.ofMinutes(10))));

    @Test
    void theDocumentIsAsTheExampleShows() throws IOException {
        assertThat(CachePolicyCodec.write(FULL)).isEqualTo(example());
    }

    @Test
    void whatIsWrittenIsReadBack() throws CachePolicyFormatException, IOException {
        assertThat(CachePolicyCodec.read(example())).isEqualTo(FULL);
    }

    @Test
    void whatNeedNotBeThereHasDefaults() throws CachePolicyFormatException {
        CachePolicy policy = CachePolicyCodec.read("""
            {"schemaVersion": 1, "policy": "a/b", "uid": "u", "revision": 1, "cluster": "a/c", "later": [1],
             "publishedAt": "2026-11-25T10:00:00Z", "ttlClasses": [], "rules": [],
             "redis": {"mode": "Standalone", "nodes": [{"host": "redis", "port": 6379}], "database": 0}}
            """);
        assertThat(policy.redis()).isEqualTo(RedisLocation.standalone("redis", 6379));
        assertThat(policy.writes()).isEqualTo(WriteEffects.NONE_KNOWN);
        assertThat(policy.limits()).isEqualTo(EntryLimits.DEFAULT);
        assertThat(policy.warming()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schemaVersion\" : 1 | \"schemaVersion\" : 2 | schemaVersion is 2, this library reads 1: use the"
                        + " library's version",
                "\"policy\" : \"shop/orders\" | \"policy\" : \"sh{op}/orders\" | policy is sh{op}/orders, expected"
                        + " namespace/name",
                "\"mode\" : \"Sentinel\" | \"mode\" : \"Cluster\" | redis.masterName is orders, expected none in mode"
                        + " Cluster",
                "\"mode\" : \"Sentinel\" | \"mode\" : \"Primary\" | redis.mode is \"Primary\", expected one of"
                        + " Standalone, Sentinel, Cluster",
                "\"port\" : 26379 | \"port\" : 0 | redis.nodes[0].port is 0, expected a whole number from 1 to 65535",
                "\"ttl\" : \"30m\" | \"ttl\" : \"30\" | ttlClasses[0].ttl is \"30\", expected a whole number of up to"
                        + " six digits",
                "\"ttlClass\" : \"medium\" | \"ttlClass\" : \"middle\" | ttlClass of rule orders-by-customer is"
                        + " middle, expected one of [long, medium, short, veryLong]",
                "\"ttlClass\" : \"medium\" | \"x\" : 1 | rules[orders-by-customer].ttl is null and ttlClass is null,"
                        + " expected exactly one of both",
                "\"jitterPercent\" : 10 | \"jitterPercent\" : 51 | rules[0].jitterPercent is 51, expected a whole"
                        + " number from 0 to 50",
                "\"name\" : \"rates\" | \"name\" : \"orders-by-customer\" | rules is orders-by-customer, expected each"
                        + " name once",
                "\"unknown\" : \"Everything\" | \"unknown\" : \"Some\" | writes.unknown is \"Some\", expected one of"
                        + " Everything, Nothing",
                "\"maxBytes\" : 1048576 | \"maxBytes\" : 10 | limits.maxBytes is 10, expected from 1024 to 67108864",
                "\"rule\" : \"orders-by-customer\" | \"rule\" : \"none\" | rule of warming top-customers is none,"
                        + " expected the name of a rule",
                "\"00f1e2d3c4b5a697\" | \"00F1\" | match.fingerprints is 00F1, expected 16 hexadecimal digits",
            })
    void aWrongFieldIsNamedWithItsValueAndWhatWouldBeRight(String right, String wrong, String message)
            throws IOException {
        String json = example();
        assertThat(json).contains(right);
        assertThatThrownBy(() -> CachePolicyCodec.read(json.replace(right, wrong)))
                .isInstanceOf(CachePolicyFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aDocumentThatDoesNotSayThatTheCatalogIsKnownIsReadAsOneWithoutIt()
            throws IOException, CachePolicyFormatException {
        String json = example().replace("    \"catalogKnown\" : true,\n", "");
        assertThat(json).doesNotContain("catalogKnown");
        WriteEffects writes = CachePolicyCodec.read(json).writes();
        assertThat(writes.catalogKnown()).isFalse();
        assertThat(writes.touches()).isEqualTo(FULL.writes().touches());
    }

    @Test
    void theRedisThatItHasMovedFromIsWrittenAndReadBack() throws CachePolicyFormatException, IOException {
        CachePolicy moved = FULL.withMoves(
                7,
                List.of(new FormerRedis(RedisLocation.standalone("old", 6379), Instant.parse("2026-11-25T10:18:31Z"))));
        String json = CachePolicyCodec.write(moved);

        assertThat(json).contains("""
                  "redisSince" : 7,
                  "formerRedis" : [ {
                    "until" : "2026-11-25T10:18:31Z",
                    "redis" : {
                      "mode" : "Standalone",
                """);
        assertThat(CachePolicyCodec.read(json)).isEqualTo(moved);
        assertThat(moved.sameCaching(FULL)).isFalse();
        assertThat(moved.home()).isNotEqualTo(FULL.home());
        assertThat(example()).doesNotContain("redisSince", "formerRedis");
    }

    @Test
    void tlsAloneMakesNoOtherKeys() {
        RedisLocation plain = RedisLocation.standalone("redis", 6379);
        assertThat(plain.hasSameKeys(new RedisLocation(plain.mode(), plain.nodes(), null, 0, true, plain.keyPrefix())))
                .isTrue();
        assertThat(plain.hasSameKeys(RedisLocation.standalone("redis", 6380))).isFalse();
        assertThat(plain.hasSameKeys(new RedisLocation(plain.mode(), plain.nodes(), null, 1, false, "qcache")))
                .isFalse();
        assertThat(plain.hasSameKeys(new RedisLocation(plain.mode(), plain.nodes(), null, 0, false, "other")))
                .isFalse();
    }

    @Test
    void aTextThatIsCutOffIsRefused() throws IOException {
        String json = example();
        for (int length = 0; length < json.length() - 2; length += 97) {
            String cut = json.substring(0, length);
            assertThatThrownBy(() -> CachePolicyCodec.read(cut)).isInstanceOf(CachePolicyFormatException.class);
        }
    }

    @Test
    void anotherRevisionAloneCachesAlike() {
        assertThat(FULL.sameCaching(FULL.withRevision(8, Instant.EPOCH))).isTrue();
        assertThat(FULL.ttl(FULL.rules().get(0))).isEqualTo(Duration.ofMinutes(5));
        assertThat(FULL.ttl(FULL.rules().get(1))).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aWriteReachesWhatItTouchesAtSecondHandToo() {
        WriteEffects effects = new WriteEffects(
                WriteEffects.Unknown.EVERYTHING,
                true,
                Map.of("s.a", List.of("s.b"), "s.b", List.of("s.c", "s.a"), "s.x", List.of("s.y")),
                Set.of(),
                Set.of(),
                Set.of());
        assertThat(effects.reach(List.of("s.a", "s.other"))).containsExactlyInAnyOrder("s.a", "s.b", "s.c", "s.other");
    }

    @ParameterizedTest
    @CsvSource({
        "orders:*, orders:1, true",
        "orders:*, orders:, true",
        "orders:*, order:1, false",
        "*:1, orders:1, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "*, anything, true",
        "a, ab, false",
        "a**, a, true",
    })
    void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void aRuleForTablesWantsAllOfThemKnown() {
        CacheRule.Match match = new CacheRule.Match(List.of(), List.of("00f1e2d3c4b5a697"), List.of("shop.*"));
        assertThat(match.statement("0000000000000000", List.of("shop.a", "shop.b")))
                .isTrue();
        assertThat(match.statement("0000000000000000", List.of("shop.a", "hr.b")))
                .isFalse();
        assertThat(match.statement("0000000000000000", List.of())).isFalse();
        assertThat(match.statement("00f1e2d3c4b5a697", List.of())).isTrue();
    }

    private static String example() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CachePolicyCodecTest.class.getResourceAsStream("/cache/policy.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
