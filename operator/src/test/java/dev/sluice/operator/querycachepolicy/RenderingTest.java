package dev.sluice.operator.querycachepolicy;

import static dev.sluice.operator.caching.States.after;
import static dev.sluice.operator.caching.States.answer;
import static dev.sluice.operator.caching.States.failure;
import static dev.sluice.operator.caching.States.generation;
import static dev.sluice.operator.caching.States.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.InvalidationStatus;
import dev.sluice.api.v1alpha1.PublicationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicySpec;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.operator.caching.CacheState;
import dev.sluice.operator.caching.States;
import dev.sluice.operator.condition.Finding;
import dev.sluice.operator.copies.Copies;
import dev.sluice.operator.probe.CatalogReading;
import dev.sluice.operator.redis.Trouble.Reason;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static final Instant NOON = States.NOON;
    private static final Publication DONE = new Publication.Done("orders-cache-policy", 3, NOON, false, List.of());
    private static final Publication DONE_WITH_CATALOG =
            new Publication.Done("orders-cache-policy", 3, NOON, true, List.of());

    private static final CatalogReading READ =
            new CatalogReading.Read(Map.of(), Set.of(), Set.of(), Set.of(), Set.of());
    private static final CatalogReading TOO_LARGE = new CatalogReading.Unread("CatalogTooLarge", "It is too large.");
    private static final CatalogReading UNREAD = new CatalogReading.Unread("NotReadYet", "It has not been read.");

    @Test
    void whatAWriteTouchesComesFromTheCatalogAndStaysWhileThatIsNotRead() {
        var read = new CatalogReading.Read(
                Map.of("public.orders", List.of("public.items"), "public.audited", List.of("public.a")),
                Set.of("public.audited"),
                Set.of("public.secrets"),
                Set.of("distance"),
                Set.of("log"));
        QueryCachePolicy policy = policy("databaseCluster: orders\nredis: {nodes: [{host: a}]}");
        CachePolicy document = DocumentRenderer.render(policy, read, null);

        assertThat(document.writes().touches())
                .isEqualTo(Map.of("public.orders", List.of("public.items"), "public.audited", List.of("*")));
        assertThat(document.writes().rowSecurity()).containsExactly("public.secrets");
        assertThat(document.writes().catalogKnown()).isTrue();
        assertThat(document.writes().harmlessFunctions()).containsExactly("distance");
        assertThat(document.writes().writingFunctions()).containsExactly("log");
        assertThat(DocumentRenderer.render(policy, UNREAD, document)).isEqualTo(document);
        assertThat(DocumentRenderer.render(
                                policy("databaseCluster: other\nredis: {nodes: [{host: a}]}"), UNREAD, document)
                        .writes())
                .as("the catalog of another database is not known")
                .isEqualTo(WriteEffects.NONE_KNOWN);
        assertThat(DocumentRenderer.render(policy, UNREAD, null).writes()).isEqualTo(WriteEffects.NONE_KNOWN);
        assertThat(DocumentRenderer.render(policy, TOO_LARGE, document).writes().catalogKnown())
                .as("what is in the catalog now could not be published")
                .isFalse();
        assertThat(DocumentRenderer.render(
                                policy(
                                        "databaseCluster: orders\nredis: {nodes: [{host: a}]}\nwrites: {unknown: Nothing}"),
                                read,
                                null)
                        .writes()
                        .touches())
                .containsEntry("public.audited", List.of("public.a"));
    }

    @Test
    void theDocumentHoldsWhatTheSpecSays() {
        CachePolicy document = DocumentRenderer.render(policy("""
                databaseCluster: orders
                redis: {mode: Cluster, nodes: [{host: a}, {host: b, port: 7000}], keyPrefix: q}
                ttlClasses: {daily: 24h}
                rules:
                  - {name: home, ttlClass: daily, match: {keys: ['home:*']}, staleIfError: 1h, tags: [home]}
                  - {name: plain}
                  - {name: own, ttl: 5s}
                warming: [{name: w, sql: SELECT 1, rule: own, every: 10m}]
                """), UNREAD, null);

        assertThat(document.policy()).isEqualTo("shop/orders");
        assertThat(document.cluster()).isEqualTo("shop/orders");
        assertThat(document.redis())
                .isEqualTo(new RedisLocation(
                        RedisLocation.Mode.CLUSTER,
                        List.of(new RedisLocation.Node("a", 6379), new RedisLocation.Node("b", 7000)),
                        null,
                        0,
                        true,
                        "q"));
        assertThat(document.rules().stream().map(document::ttl))
                .containsExactly(Duration.ofHours(24), Duration.ofMinutes(5), Duration.ofSeconds(5));
        assertThat(document.rules().get(0).staleIfError()).hasHours(1);
        assertThat(document.rules().get(0).staleWhileRevalidate()).isZero();
        assertThat(document.warming().get(0).every()).hasMinutes(10);
    }

    @Test
    void aSpecThatContradictsItselfIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DocumentRenderer.render(policy("""
                        databaseCluster: orders
                        redis: {nodes: [{host: a}, {host: b}]}
                        """), UNREAD, null))
                .withMessageContaining("redis.nodes");
    }

    @Test
    void readyNamesWhatIsInTheWay() {
        CacheState up = after(plan(), answer(0, 1, 1));

        assertThat(ready(up, DONE, true)).isEqualTo("TRUE Usable");
        assertThat(ready(up, DONE, false)).isEqualTo("FALSE DatabaseClusterNotFound");
        assertThat(ready(up, new Publication.Refused("x", "ConfigMapNotOwned", "no"), true))
                .isEqualTo("FALSE ConfigMapNotOwned");
        assertThat(ready(after(plan()), DONE, true)).isEqualTo("UNKNOWN NotReadYet");
        assertThat(ready(after(plan(), failure(Reason.Timeout)), DONE, true)).isEqualTo("UNKNOWN Timeout");
        assertThat(ready(after(plan(), failure(Reason.NotRedis)), DONE, true)).isEqualTo("FALSE NotRedis");
    }

    @Test
    void readySaysWhatFollowsFromACatalogThatIsNotRead() {
        assertThat(ready(READ, "Everything")).isEqualTo("The policy is published and Redis answers.");
        assertThat(ready(UNREAD, "Everything")).endsWith("each write makes everything in the cache old.");
        assertThat(ready(TOO_LARGE, "Everything")).endsWith("each write makes everything in the cache old.");
        assertThat(ready(UNREAD, "Nothing")).endsWith("a write makes old only what its text names.");
    }

    @Test
    void whatTheDocumentTellsOfTheCatalogOutlivesARestartOfTheOperator() {
        assertThat(findings(UNREAD, "Everything", DONE_WITH_CATALOG).ready().message())
                .isEqualTo("The policy is published and Redis answers.");
        var unreadable = new CatalogReading.Unread("CatalogUnreadable", "It cannot be read.");
        assertThat(findings(unreadable, "Nothing", DONE_WITH_CATALOG)
                        .catalogRead()
                        .message())
                .isEqualTo("It cannot be read.");
        assertThat(findings(unreadable, "Nothing", DONE).catalogRead().message())
                .endsWith("a write makes old only what its text names.");
    }

    private static String ready(CatalogReading catalog, String unknown) {
        return findings(catalog, unknown, DONE).ready().message();
    }

    private static PolicyFindings findings(CatalogReading catalog, String unknown, Publication publication) {
        QueryCachePolicySpec spec =
                spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}\nwrites: {unknown: " + unknown + "}");
        return new PolicyFindings(new Outlook(spec, after(plan(), answer(0, 1, 1)), publication, null, true, catalog));
    }

    @Test
    void aCopyThatIsMissingMakesAPolicyUnready() {
        var copies = new Copies(List.of("shop"), List.of(new Copies.Failed("NamespaceNotFound", "There is no shop.")));
        var outlook = new Outlook(
                spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}"),
                after(plan(), answer(0, 1, 1)),
                DONE,
                copies,
                true,
                READ);
        QueryCachePolicyStatus status = StatusRenderer.render(outlook, null, NOON);

        assertThat(status.condition(ConditionType.READY))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("NamespaceNotFound"));
        assertThat(status.condition(ConditionType.COPIES_PUBLISHED))
                .hasValueSatisfying(copied -> assertThat(copied.message()).isEqualTo("There is no shop."));
        assertThat(Notices.between(null, status, outlook.spec()))
                .as("it is told once")
                .extracting(Notice::reason)
                .containsOnlyOnce("NamespaceNotFound");
        assertThat(render(after(plan(), answer(0, 1, 1)), null, NOON).condition(ConditionType.COPIES_PUBLISHED))
                .as("none is asked for")
                .isEmpty();
    }

    @Test
    void theHitRateIsThatOfTheWindow() {
        QueryCachePolicyStatus status =
                render(after(plan(), answer(0, 1000, 1000), answer(30, 1090, 1010)), null, NOON);

        assertThat(status.hitRate()).isEqualTo("90.0%");
        assertThat(status.hits()).isEqualTo(1090);
        assertThat(status.misses()).isEqualTo(1010);
        assertThat(render(after(plan(), answer(0, 1000, 1000)), null, NOON).hitRate())
                .isEqualTo("unknown");
    }

    @Test
    void untilTheFirstAnswerWhatTheOperatorBeforeHasReadStays() {
        QueryCachePolicyStatus before = render(after(plan(), answer(0, 5, 5, "o-1")), null, NOON);
        QueryCachePolicyStatus taken = render(after(plan()), before, NOON);

        assertThat(taken.hits()).isEqualTo(5);
        assertThat(taken.memory()).isEqualTo(before.memory());
        assertThat(taken.hasDone("o-1")).isTrue();
        assertThat(taken.publication())
                .isEqualTo(new PublicationStatus(
                        "orders-cache-policy",
                        3L,
                        NOON,
                        spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}")
                                .redis(),
                        List.of()));
    }

    @Test
    void ordersThatTheSpecStillHasAreNotForgotten() {
        List<InvalidationStatus> old = new ArrayList<>(IntStream.range(0, 64)
                .mapToObj(i -> new InvalidationStatus("old-" + i, NOON, null, null))
                .toList());
        old.set(0, new InvalidationStatus("kept", NOON, null, null));
        QueryCachePolicyStatus empty = QueryCachePolicyStatus.empty();
        var before = new QueryCachePolicyStatus(
                empty.observedGeneration(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                old,
                null);
        var outlook = new Outlook(
                spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}\ninvalidations: [{id: kept, tags: [home]}]"),
                after(plan("new"), answer(0, 1, 1, "new")),
                DONE,
                null,
                true,
                UNREAD);

        assertThat(StatusRenderer.render(outlook, before, NOON).invalidations())
                .hasSize(QueryCachePolicyStatus.MAX_INVALIDATIONS)
                .extracting(InvalidationStatus::id)
                .contains("kept", "new", "old-2")
                .doesNotContain("old-1");
    }

    @Test
    void figuresAloneAreWrittenSeldom() {
        QueryCachePolicyStatus written = render(after(plan(), answer(0, 1000, 1000)), null, NOON);

        assertThat(isNews(written, answerAfter(10, 2000, 1000))).as("too early").isFalse();
        assertThat(isNews(written, answerAfter(31, 1050, 1000)))
                .as("too little")
                .isFalse();
        assertThat(isNews(written, answerAfter(31, 1200, 1000))).as("much").isTrue();
        assertThat(isNews(written, answerAfter(301, 1001, 1000))).as("old").isTrue();
        assertThat(isNews(written, answerAfter(901, 1000, 1000))).as("nothing").isFalse();
        assertThat(StatusChange.isWorthWriting(null, written)).isTrue();
        assertThat(StatusChange.isWorthWriting(
                        written, render(after(plan("o-1"), answer(1, 1000, 1000, "o-1")), written, NOON)))
                .as("an order")
                .isTrue();
    }

    @Test
    void aStatementThatNoApplicationRunsIsTold() {
        QueryCachePolicySpec spec = spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}\nwarming:\n"
                + "- {name: reads, sql: SELECT 1}\n- {name: deletes, sql: DELETE FROM orders}");
        QueryCachePolicyStatus up = render(after(plan(), answer(0, 1, 1)), null, NOON);

        assertThat(Notices.between(null, up, spec))
                .filteredOn(notice -> notice.reason().equals("WarmingRefused"))
                .extracting(Notice::message)
                .singleElement()
                .asString()
                .startsWith("No application runs spec.warming[deletes].sql: it ")
                .endsWith(", expected one query that only reads.");
        assertThat(Notices.between(up, up, spec)).isEmpty();
    }

    @Test
    void whatIsNewIsTold() {
        QueryCachePolicySpec spec =
                spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}\nrules: [{name: r, ttl: 2h}]");
        QueryCachePolicyStatus up = render(after(plan("o-1"), answer(0, 1, 1, "o-1")), null, NOON);
        QueryCachePolicyStatus down = render(after(plan(), failure(Reason.NotRedis)), up, NOON);

        assertThat(Notices.between(null, up, spec))
                .extracting(Notice::reason)
                .containsExactly("LongTtl", "Invalidated", "Ready");
        assertThat(Notices.between(up, down, spec)).extracting(Notice::reason).containsExactly("NotRedis");
        assertThat(Notices.between(down, up, spec))
                .extracting(Notice::reason)
                .containsExactlyInAnyOrder("Ready", "RedisReachable");
        assertThat(Notices.between(up, up, spec)).isEmpty();
    }

    @Test
    void anOrderThatNamesSomethingElseUnderTheIdOfOneThatIsDoneIsTold() {
        QueryCachePolicySpec spec = ordering("{id: o-1, tags: [home, north], keys: [a]}");
        QueryCachePolicyStatus done = StatusRenderer.render(
                new Outlook(spec, after(plan("o-1"), answer(0, 1, 1, "o-1")), DONE, null, true, UNREAD), null, NOON);
        assertThat(done.invalidations())
                .extracting(InvalidationStatus::content)
                .containsExactly(spec.invalidations().get(0).fingerprint());

        assertThat(changed(done, "{id: o-1, tags: [home, south], keys: [a]}"))
                .hasSize(1)
                .first()
                .satisfies(notice -> {
                    assertThat(notice.warning()).isTrue();
                    assertThat(notice.message()).contains("o-1", "another id");
                });
        assertThat(changed(done, "{id: o-1, tags: [north, home], keys: [a]}")).isEmpty();
        assertThat(changed(done, "{id: o-2, tags: [home]}")).isEmpty();
    }

    private static List<Notice> changed(QueryCachePolicyStatus done, String order) {
        Outlook outlook =
                new Outlook(ordering(order), after(generation(2, plan()), answer(1, 1, 1)), DONE, null, true, UNREAD);
        QueryCachePolicyStatus now = StatusRenderer.render(outlook, done, NOON);
        assertThat(Notices.between(now, StatusRenderer.render(outlook, now, NOON), outlook.spec()))
                .as("it is told once")
                .isEmpty();
        return Notices.between(done, now, outlook.spec()).stream()
                .filter(notice -> notice.reason().equals("InvalidationChanged"))
                .toList();
    }

    private static QueryCachePolicySpec ordering(String order) {
        return spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}\ninvalidations: [" + order + "]");
    }

    @Test
    void anEditedSpecIsAnsweredByAReadingOfItsAndNotWhileAnOrderWaits() {
        CacheState first = after(plan(), answer(0, 1, 1));
        QueryCachePolicyStatus up = render(first, null, NOON);
        CacheState edited = States.under(first, States.generation(2, plan("o-1")));

        QueryCachePolicyStatus waiting = render(edited, up, NOON);
        assertThat(waiting.observedGeneration()).isEqualTo(1);
        assertThat(waiting.conditions())
                .extracting(Condition::observedGeneration)
                .containsOnly(1L);
        assertThat(waiting.condition(ConditionType.READY)).hasValueSatisfying(ready -> {
            assertThat(ready.status()).isEqualTo(ConditionStatus.UNKNOWN);
            assertThat(ready.reason()).isEqualTo("InvalidationPending");
            assertThat(ready.message()).contains("o-1");
        });
        CacheState silent = States.read(edited, failure(Reason.Timeout));
        assertThat(render(silent, waiting, NOON).observedGeneration())
                .as("one failure says nothing")
                .isEqualTo(1);

        QueryCachePolicyStatus done = render(States.read(silent, answer(1, 1, 1, "o-1")), waiting, NOON);
        assertThat(done.observedGeneration()).isEqualTo(2);
        assertThat(ready(done).holds()).isTrue();
        assertThat(Notices.between(
                        waiting, done, spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}\nrules: []")))
                .extracting(Notice::reason)
                .containsExactly("Invalidated");
    }

    @Test
    void aTransitionIsDatedWhenTheStatusChanges() {
        QueryCachePolicyStatus up = render(after(plan(), answer(0, 1, 1)), null, NOON);
        Instant later = NOON.plusSeconds(60);

        assertThat(ready(render(after(plan(), answer(9, 1, 1)), up, later)).lastTransitionTime())
                .isEqualTo(NOON);
        assertThat(ready(render(after(plan(), failure(Reason.NotRedis)), up, later))
                        .lastTransitionTime())
                .isEqualTo(later);
    }

    @Test
    void bytesAreShort() {
        assertThat(List.of(0L, 1023L, 1024L, 1536L, 64L << 20, 1_234_567_890L, 5L << 40))
                .extracting(StatusRenderer::bytes)
                .containsExactly("0", "1023", "1Ki", "1.5Ki", "64Mi", "1.1Gi", "5Ti");
    }

    private static CacheState answerAfter(long second, long hits, long misses) {
        return after(plan(), answer(second, hits, misses));
    }

    private static boolean isNews(QueryCachePolicyStatus written, CacheState state) {
        return StatusChange.isWorthWriting(written, render(state, written, NOON));
    }

    private static String ready(CacheState state, Publication publication, boolean exists) {
        var outlook = new Outlook(
                spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}"), state, publication, null, exists, UNREAD);
        Finding ready = new PolicyFindings(outlook).ready();
        return ready.status() + " " + ready.reason();
    }

    private static Condition ready(QueryCachePolicyStatus status) {
        return status.condition(ConditionType.READY)
                .filter(condition -> condition.status() != ConditionStatus.UNKNOWN)
                .orElseThrow();
    }

    private static QueryCachePolicyStatus render(
            CacheState state, @Nullable QueryCachePolicyStatus before, Instant now) {
        var outlook = new Outlook(
                spec("databaseCluster: orders\nredis: {nodes: [{host: a}]}"), state, DONE, null, true, UNREAD);
        return StatusRenderer.render(outlook, before, now);
    }

    private static QueryCachePolicySpec spec(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, QueryCachePolicySpec.class);
    }

    private static QueryCachePolicy policy(String yaml) {
        QueryCachePolicy policy = new QueryCachePolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("orders")
                .withUid("u-1")
                .withGeneration(1L)
                .build());
        policy.setSpec(spec(yaml));
        return policy;
    }
}
