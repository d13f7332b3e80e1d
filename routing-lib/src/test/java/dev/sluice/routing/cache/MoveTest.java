package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.FormerRedis;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MoveTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final RedisLocation A = RedisLocation.standalone("a", 6379);
    private static final RedisLocation B = RedisLocation.standalone("b", 6379);
    private static final RedisLocation C = RedisLocation.standalone("c", 6379);
    private static final RedisLocation A_WITH_TLS =
            new RedisLocation(A.mode(), A.nodes(), null, 0, true, A.keyPrefix());

    @Test
    void theFirstPolicyIsUsedAtOnceUnlessItHasJustMoved() {
        assertThat(Move.between(null, policy(A))).isEqualTo(new Move(Move.Step.CONNECT, List.of(), false, false));
        assertThat(Move.between(null, policy(B, former(A, 0))))
                .isEqualTo(new Move(Move.Step.CONNECT, List.of(A), true, false));
    }

    @Test
    void anotherRedisIsAMoveWhetherTheDocumentTellsOfTheFormerOneOrNot() {
        Move moved = new Move(Move.Step.MOVE, List.of(), true, false);

        assertThat(Move.between(policy(A), policy(B))).isEqualTo(moved);
        assertThat(Move.between(policy(A), policy(B, former(A, 0))))
                .as("this process has it already")
                .isEqualTo(moved);
        assertThat(Move.between(policy(A), policy(C, former(B, 1), former(A, 0)))
                        .former())
                .as("one was never seen here")
                .containsExactly(B);
    }

    @Test
    void whatIsToldAgainIsNoNews() {
        CachePolicy moved = policy(B, former(A, 0));

        assertThat(Move.between(moved, moved)).isEqualTo(new Move(Move.Step.NONE, List.of(), false, false));
        assertThat(Move.between(moved, policy(C, former(B, 1), former(A, 0))))
                .isEqualTo(new Move(Move.Step.MOVE, List.of(), true, false));
    }

    @Test
    void whoHasMissedThatItMovedAndCameBackTakesPartToo() {
        assertThat(Move.between(policy(A), policy(A, former(B, 1))))
                .isEqualTo(new Move(Move.Step.NONE, List.of(B), true, false));
        assertThat(Move.between(policy(B, former(A, 0)), policy(B, former(A, 2))))
                .as("A was in use again between the two")
                .isEqualTo(new Move(Move.Step.NONE, List.of(A), true, false));
    }

    @Test
    void allKnowWhenTheDocumentTellsOfNoFormerOneAnyMore() {
        assertThat(Move.between(policy(B, former(A, 0)), policy(B)))
                .isEqualTo(new Move(Move.Step.NONE, List.of(), false, true));
        assertThat(Move.between(policy(B, former(A, 1), former(C, 0)), policy(B, former(A, 1)))
                        .settled())
                .isFalse();
        assertThat(Move.between(policy(B, former(A, 0)), policy(C)).settled()).isFalse();
    }

    @Test
    void tlsIsAnotherWayToTheSameKeys() {
        assertThat(Move.between(policy(A), policy(A_WITH_TLS)))
                .isEqualTo(new Move(Move.Step.CONNECT, List.of(), false, false));
        assertThat(Move.between(policy(A), policy(A_WITH_TLS, former(A, 0))).former())
                .isEmpty();
    }

    @Test
    void anotherNameIsAnotherPlaceInTheSameRedis() {
        assertThat(Move.between(policy(A), named("shop/other", A)).step()).isEqualTo(Move.Step.MOVE);
    }

    @Test
    void ofManyFormerOnesTheFirstCount() {
        FormerRedis[] many = Stream.of("c", "d", "e", "f", "g")
                .map(host -> former(RedisLocation.standalone(host, 6379), 0))
                .toArray(FormerRedis[]::new);
        assertThat(Move.between(null, policy(A, many)).former())
                .hasSize(FormerRedis.MOST)
                .startsWith(C);
    }

    @Test
    void theDocumentSaysHowLongToWaitAndNeverForLessThanItTakesToFollow() {
        assertThat(Move.patience(policy(B))).hasMinutes(3);
        assertThat(Move.patience(policy(B, former(A, 1)))).hasMinutes(3);
        assertThat(Move.patience(policy(B, former(A, 10), former(C, 5)))).hasMinutes(10);
        assertThat(Move.patience(policy(B, former(A, 100_000)))).hasHours(1);
    }

    private static FormerRedis former(RedisLocation redis, long minute) {
        return new FormerRedis(redis, NOON.plusSeconds(60 * minute));
    }

    private static CachePolicy policy(RedisLocation redis, FormerRedis... former) {
        return named("shop/orders", redis, former);
    }

    private static CachePolicy named(String name, RedisLocation redis, FormerRedis... former) {
        return new CachePolicy(
                        name,
                        "uid",
                        1,
                        NOON,
                        "shop/main",
                        redis,
                        CachePolicy.DEFAULT_TTL_CLASSES,
                        List.of(),
                        WriteEffects.NONE_KNOWN,
                        EntryLimits.DEFAULT,
                        List.of())
                .withMoves(0, List.of(former));
    }
}
