package dev.sluice.operator.caching;

import static dev.sluice.operator.caching.States.NOON;
import static dev.sluice.operator.caching.States.after;
import static dev.sluice.operator.caching.States.answer;
import static dev.sluice.operator.caching.States.failure;
import static dev.sluice.operator.caching.States.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.redis.CacheOrder;
import dev.sluice.operator.redis.PolicyKeys;
import dev.sluice.operator.redis.RedisTarget;
import dev.sluice.operator.redis.Trouble.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final Place OLD = place("old");
    private static final Place OLDER = place("older");

    @Test
    void anOrderIsDoneWhenAllHaveTakenIt() {
        CacheState state = after(plan("o-1").with(plan("o-1").orders(), former(OLD, OLDER)), answer(1, 1, 1, "o-1"));

        assertThat(state.hasDone("o-1")).isFalse();
        assertThat(state.pending()).hasSize(1);
        assertThat(state.deliveries().due(state.plan(), state.plan().place()))
                .as("it is not sent there again")
                .isEmpty();
        state = state.after(OLD, answer(2, 0, 0, "o-1"));
        assertThat(state.hasDone("o-1")).isFalse();
        assertThat(state.deliveries().due(state.plan(), OLDER))
                .extracting(CacheOrder::id)
                .containsExactly("o-1");
        state = state.after(OLDER, answer(3, 0, 0, "o-1"));
        assertThat(state.done()).containsExactly(new CacheState.Done("o-1", NOON.plusSeconds(3), null));
        assertThat(state.pending()).isEmpty();
    }

    @Test
    void whoIsWaitedForIsSaidWithTheReason() {
        CachePlan plan = plan("o-1").with(plan("o-1").orders(), former(OLD));
        CacheState state = CacheState.begin(plan).after(OLD, failure(Reason.Timeout));

        assertThat(state.waitingForFormer())
                .as("the policy's own Redis has not taken it either")
                .isNull();
        state = state.after(answer(1, 1, 1, "o-1"), 1);
        assertThat(state.waitingForFormer()).isEqualTo("o-1 has not reached old:6379: It failed.");
        assertThat(state.after(OLD, answer(2, 0, 0, "o-1")).waitingForFormer()).isNull();
    }

    @Test
    void oneThatCountsNoMoreIsNotWaitedForAndHasMissedIt() {
        CachePlan plan = plan("o-1", "o-2").with(plan("o-1", "o-2").orders(), former(OLD, OLDER));
        CacheState state = after(plan, answer(1, 1, 1, "o-1", "o-2"))
                .after(OLD, answer(2, 0, 0, "o-1"))
                .after(OLDER, failure(Reason.ConnectionRefused))
                .under(plan("o-1", "o-2", "o-3"));

        assertThat(state.done())
                .containsExactly(
                        new CacheState.Done("o-1", NOON.plusSeconds(1), "older:6379"),
                        new CacheState.Done("o-2", NOON.plusSeconds(1), "old:6379, older:6379"));
        assertThat(state.waitingForFormer()).isNull();
        assertThat(state.after(answer(4, 1, 1, "o-3"), 1).done())
                .as("it was ordered later")
                .contains(new CacheState.Done("o-3", NOON.plusSeconds(4), null));
    }

    @Test
    void whatWasTakenBeforeTheMoveIsNotAskedForAgain() {
        CacheState state = after(plan("o-1"), failure(Reason.Timeout));
        CachePlan moved = moved(OLD, former(plan().place()), "o-1");
        state = state.under(moved).after(plan().place(), answer(1, 0, 0, "o-1"));
        assertThat(state.hasDone("o-1")).isFalse();

        CacheState back = state.under(plan("o-1").with(plan("o-1").orders(), former(OLD)));
        assertThat(back.deliveries().due(back.plan(), back.plan().place()))
                .as("it has come back to who has it")
                .isEmpty();
        assertThat(back.after(OLD, answer(5, 0, 0, "o-1")).done())
                .containsExactly(new CacheState.Done("o-1", NOON.plusSeconds(5), null));
    }

    private static CachePlan moved(Place to, List<CachePlan.Former> former, String... orders) {
        CachePlan plan = plan(orders);
        return new CachePlan(
                plan.id(),
                2,
                to.target(),
                to.keys(),
                plan.access(),
                plan.schedule(),
                plan.goals(),
                plan.orders(),
                former);
    }

    private static List<CachePlan.Former> former(Place... places) {
        return Arrays.stream(places)
                .map(place -> new CachePlan.Former(place, plan().access()))
                .toList();
    }

    private static Place place(String host) {
        return new Place(
                new RedisTarget(RedisTarget.Mode.STANDALONE, List.of(new RedisTarget.Server(host, 6379)), null, 0),
                new PolicyKeys("qcache", "shop/orders"));
    }
}
