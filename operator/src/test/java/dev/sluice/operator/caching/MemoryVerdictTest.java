package dev.sluice.operator.caching;

import static dev.sluice.operator.caching.MemoryVerdict.EVICTS_MUCH;
import static dev.sluice.operator.caching.MemoryVerdict.FULL_BUT_QUIET;
import static dev.sluice.operator.caching.MemoryVerdict.NEARLY_FULL;
import static dev.sluice.operator.caching.MemoryVerdict.NOT_PERMITTED;
import static dev.sluice.operator.caching.MemoryVerdict.NO_LIMIT;
import static dev.sluice.operator.caching.MemoryVerdict.ROOM;
import static dev.sluice.operator.caching.MemoryVerdict.UNREAD;
import static dev.sluice.operator.caching.States.after;
import static dev.sluice.operator.caching.States.answer;
import static dev.sluice.operator.caching.States.failure;
import static dev.sluice.operator.caching.States.plan;
import static dev.sluice.operator.caching.States.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.redis.ServerReport;
import dev.sluice.operator.redis.Trouble.Reason;
import org.junit.jupiter.api.Test;

class MemoryVerdictTest {

    @Test
    void withoutAnAnswerNothingIsKnown() {
        assertThat(MemoryVerdict.of(after(plan()))).isEqualTo(UNREAD);
        assertThat(MemoryVerdict.of(after(plan(), answer(0, 1, 1), failure(Reason.NotRedis))))
                .isEqualTo(UNREAD);
        assertThat(MemoryVerdict.of(after(plan(), answer(0, 1, 1, (ServerReport) null))))
                .isEqualTo(NOT_PERMITTED);
    }

    @Test
    void aServerWithoutALimitIsJudgedByThePolicysOwn() {
        var unlimited = answer(0, 1, 1, report(95, 0, "noeviction", 0));

        assertThat(MemoryVerdict.of(after(plan(), unlimited))).isEqualTo(NO_LIMIT);
        assertThat(MemoryVerdict.of(after(plan(new CachePlan.Goals(70, 10, 90, 100L)), unlimited)))
                .isEqualTo(NEARLY_FULL);
        assertThat(MemoryVerdict.of(after(plan(new CachePlan.Goals(70, 10, 90, 1000L)), unlimited)))
                .isEqualTo(ROOM);
    }

    @Test
    void aFullServerIsUnhealthyWhenItRefusesOrEvictsMuch() {
        assertThat(MemoryVerdict.of(after(plan(), answer(0, 1, 1, report(90, 100, "noeviction", 0)))))
                .isEqualTo(ROOM);
        assertThat(MemoryVerdict.of(after(plan(), answer(0, 1, 1, report(91, 100, "noeviction", 0)))))
                .isEqualTo(NEARLY_FULL);
        var before = answer(0, 1, 1, report(91, 100, "allkeys-lru", 50));
        assertThat(MemoryVerdict.of(after(plan(), before, answer(30, 1, 1, report(91, 100, "allkeys-lru", 150)))))
                .isEqualTo(FULL_BUT_QUIET);
        assertThat(MemoryVerdict.of(after(plan(), before, answer(30, 1, 1, report(91, 100, "allkeys-lru", 151)))))
                .isEqualTo(EVICTS_MUCH);
        assertThat(NEARLY_FULL.isUnhealthy()).isTrue();
        assertThat(FULL_BUT_QUIET.isUnhealthy()).isFalse();
    }
}
