package dev.sluice.operator.querycachepolicy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.FormerRedisStatus;
import dev.sluice.api.v1alpha1.PublicationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicySpec;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.api.v1alpha1.RedisSpec;
import dev.sluice.operator.access.AccessPlan.SecretKey;
import dev.sluice.operator.redis.PolicyKeys;
import dev.sluice.operator.redis.RedisTarget;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.FormerRedis;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MovesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration SETTLING = Duration.ofMinutes(3);
    private static final Instant END = NOON.plus(SETTLING).plusSeconds(1);
    private static final RedisSpec A = redis("a");
    private static final RedisSpec B = redis("b");
    private static final RedisSpec C = redis("c");

    @Test
    void whatWasPublishedCountsFromTheMoveOn() {
        Moves moves = Moves.of(published(A), B, NOON, SETTLING);

        assertThat(moves.former()).containsExactly(new FormerRedisStatus(A, END));
        assertThat(moves.untilNext()).isEqualTo(SETTLING.plusSeconds(1).plusMillis(1));
        assertThat(Moves.of(published(A), A, NOON, SETTLING).former()).isEmpty();
        assertThat(Moves.of(null, A, NOON, SETTLING).untilNext()).isNull();
        assertThat(Moves.of(published(null), A, NOON, SETTLING).former())
                .as("the operator before wrote no Redis down")
                .isEmpty();
    }

    @Test
    void eachCountsForItsTimeAndTheOneInUseNever() {
        QueryCachePolicyStatus status = published(B, new FormerRedisStatus(A, NOON.plusSeconds(60)));

        assertThat(Moves.of(status, C, NOON, SETTLING).former())
                .extracting(FormerRedisStatus::redis)
                .containsExactly(B, A);
        assertThat(Moves.of(status, B, NOON, SETTLING).former())
                .extracting(FormerRedisStatus::redis)
                .containsExactly(A);
        assertThat(Moves.of(status, A, NOON, SETTLING).former())
                .extracting(FormerRedisStatus::redis)
                .containsExactly(B);
        assertThat(Moves.of(status, B, NOON.plusSeconds(60), SETTLING).former()).isEmpty();
    }

    @Test
    void otherCredentialsAndTlsAreNoOtherRedis() {
        for (String more : List.of("credentials: {secretName: s}", "tls: {mode: disable}")) {
            RedisSpec other = Serialization.unmarshal("---\n{nodes: [{host: a}], " + more + "}", RedisSpec.class);
            assertThat(Moves.of(published(A), other, NOON, SETTLING).former())
                    .as(more)
                    .isEmpty();
        }
    }

    @Test
    void whoSignsInToAFormerOneDoesSoAsTheSpecSaidThen() {
        RedisSpec guarded = Serialization.unmarshal(
                "---\n{nodes: [{host: a}], keyPrefix: q, credentials: {secretName: old}}", RedisSpec.class);
        QueryCachePolicyStatus status = published(guarded);
        var policy = new QueryCachePolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("orders")
                .withUid("u-1")
                .withGeneration(2L)
                .build());
        policy.setSpec(QueryCachePolicySpec.of("orders", B, List.of()));

        assertThat(PolicyReader.plan(
                                policy,
                                status,
                                Moves.of(status, B, NOON, SETTLING).former())
                        .former())
                .singleElement()
                .satisfies(former -> {
                    assertThat(former.place().target().servers())
                            .extracting(RedisTarget.Server::host)
                            .containsExactly("a.shop.svc");
                    assertThat(former.place().keys()).isEqualTo(new PolicyKeys("q", "shop/orders"));
                    assertThat(former.access().password()).isEqualTo(new SecretKey("old", "password"));
                    assertThat(former.access().tls()).isTrue();
                });
    }

    @Test
    void theyAreBounded() {
        FormerRedisStatus[] many = IntStream.range(0, 6)
                .mapToObj(i -> new FormerRedisStatus(redis("old-" + i), END))
                .toArray(FormerRedisStatus[]::new);
        assertThat(Moves.of(published(A, many), B, NOON, SETTLING).former())
                .hasSize(PublicationStatus.MAX_FORMER)
                .first()
                .isEqualTo(new FormerRedisStatus(A, END));
    }

    @Test
    void theDocumentTellsOfTheFormerOnesAndSinceWhenThisOneIsInUse() {
        CachePolicy written = document(A);
        CachePolicy moved = Moves.of(published(A), B, NOON, SETTLING).in(document(B), written, false, 2);

        assertThat(moved.formerRedis()).containsExactly(new FormerRedis(written.redis(), END));
        assertThat(moved.redisSince()).isEqualTo(2);

        CachePolicy later = Moves.of(published(B, new FormerRedisStatus(A, END)), B, NOON.plusSeconds(9), SETTLING)
                .in(document(B), moved, false, 3);
        assertThat(later).as("it is not written again").isEqualTo(moved);
        CachePolicy end = Moves.of(published(B, new FormerRedisStatus(A, END)), B, END, SETTLING)
                .in(document(B), moved, false, 3);
        assertThat(end.formerRedis()).isEmpty();
        assertThat(end.redisSince()).isEqualTo(2);
    }

    @Test
    void whatTheStatusDoesNotKnowYetIsInTheDocument() {
        CachePolicy moved = Moves.of(published(A), B, NOON, SETTLING).in(document(B), document(A), false, 2);
        // The status could not be written after that, and another move came.
        CachePolicy again =
                Moves.of(published(A), C, NOON.plusSeconds(2), SETTLING).in(document(C), moved, false, 3);

        assertThat(again.formerRedis())
                .extracting(former -> former.redis().nodes().get(0).host())
                .containsExactly("b", "a");
        assertThat(again.formerRedis().get(1).until()).isEqualTo(END);
        assertThat(again.redisSince()).isEqualTo(3);
    }

    @Test
    void whatIsPublishedFirstIsOfNoAgeAndWhatIsNotKnownIsNew() {
        Moves none = Moves.of(null, A, NOON, SETTLING);

        assertThat(none.in(document(A), null, true, 1).redisSince()).isZero();
        assertThat(Moves.of(published(A), A, NOON, SETTLING)
                        .in(document(A), null, false, 8)
                        .redisSince())
                .as("the ConfigMap was deleted or edited")
                .isEqualTo(8);
        assertThat(none.in(document(A), document(A), false, 2)).isEqualTo(document(A));
    }

    private static CachePolicy document(RedisSpec redis) {
        RedisLocation location = DocumentRenderer.location(redis);
        return new CachePolicy(
                "shop/orders",
                "u-1",
                1,
                NOON,
                "shop/db",
                location,
                CachePolicy.DEFAULT_TTL_CLASSES,
                List.of(),
                WriteEffects.NONE_KNOWN,
                EntryLimits.DEFAULT,
                List.of());
    }

    private static QueryCachePolicyStatus published(@Nullable RedisSpec redis, FormerRedisStatus... former) {
        return new QueryCachePolicyStatus(
                1L,
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
                List.of(),
                new PublicationStatus("orders-cache-policy", 1L, NOON, redis, List.of(former)));
    }

    private static RedisSpec redis(String host) {
        return Serialization.unmarshal("---\n{nodes: [{host: " + host + "}]}", RedisSpec.class);
    }
}
