package dev.sluice.operator.caching;

import static dev.sluice.operator.caching.States.after;
import static dev.sluice.operator.caching.States.answer;
import static dev.sluice.operator.caching.States.failure;
import static dev.sluice.operator.caching.States.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.caching.CacheState.Reach;
import dev.sluice.operator.redis.RedisTarget;
import dev.sluice.operator.redis.Trouble.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheStateTest {

    @Test
    void failuresAreConfirmedAndSuccessesBelieved() {
        assertThat(after(plan(), failure(Reason.Timeout)).reach()).isEqualTo(Reach.UNKNOWN);
        CacheState down =
                after(plan(), failure(Reason.Timeout), failure(Reason.Timeout), failure(Reason.ConnectionRefused));
        assertThat(down.reach()).isEqualTo(Reach.DOWN);
        assertThat(down.after(answer(0, 1, 1), 1).reach()).isEqualTo(Reach.UP);
        assertThat(after(plan(), answer(0, 1, 1), failure(Reason.Timeout)).reach())
                .isEqualTo(Reach.UP);
    }

    @Test
    void whatNoFurtherReadingWouldChangeIsBelievedAtOnce() {
        assertThat(after(plan(), answer(0, 1, 1), failure(Reason.AuthenticationFailed))
                        .reach())
                .isEqualTo(Reach.DOWN);
        assertThat(after(plan(), failure(Reason.NotRedis)).reach()).isEqualTo(Reach.DOWN);
    }

    @Test
    void theLastAnswerOutlivesFailures() {
        CacheState state = after(plan(), answer(0, 70, 30), failure(Reason.Timeout));

        assertThat(state.statistics()).isEqualTo(new Statistics(70, 30, Map.of()));
        assertThat(state.trouble()).isNotNull();
        assertThat(state.after(answer(1, 70, 30), 1).trouble()).isNull();
    }

    @Test
    void ordersAreDoneOnce() {
        CacheState state = after(plan("o-1", "o-2"), answer(0, 1, 1, "o-1"));

        assertThat(state.done()).extracting(CacheState.Done::id).containsExactly("o-1");
        assertThat(state.hasDone("o-1")).isTrue();
        assertThat(state.pending()).hasSize(1);
        assertThat(state.under(plan("o-2")).done()).hasSize(1);
    }

    @Test
    void whatAnotherRedisSaidIsForgotten() {
        CacheState state = after(plan("o-1"), answer(0, 1, 1, "o-1"));
        CachePlan same = plan("o-1", "o-2");
        var elsewhere = new CachePlan(
                same.id(),
                2,
                new RedisTarget(RedisTarget.Mode.STANDALONE, List.of(new RedisTarget.Server("other", 6379)), null, 0),
                same.keys(),
                same.access(),
                same.schedule(),
                same.goals(),
                same.orders(),
                List.of());

        assertThat(state.under(same).answer()).isNotNull();
        assertThat(state.under(elsewhere).answer()).isNull();
        assertThat(state.under(elsewhere).reach()).isEqualTo(Reach.UNKNOWN);
        assertThat(state.under(elsewhere).hasDone("o-1")).isTrue();
    }

    @Test
    void statisticsAreSummedOverRulesAndOthersAreNotLookedAt() {
        Statistics statistics = Statistics.read(Map.of(
                "|hits", "1",
                "home|hits", "2",
                "home|staleHits", "3",
                "home|misses", "4",
                "home|bypasses", "5",
                "home|loads", "100",
                "products|warmedAt", "1700000000000",
                "broken|hits", "x",
                "plain", "7"));

        assertThat(statistics)
                .isEqualTo(new Statistics(6, 9, Map.of("products", Instant.ofEpochMilli(1_700_000_000_000L))));
        assertThat(statistics.reads()).isEqualTo(15);
    }
}
