package dev.sluice.operator.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConditionNewsTest {

    @Test
    void whatTurnsBadIsToldByItsReasonAndWhatTurnsGoodByItsType() {
        Condition good = memory(ConditionStatus.TRUE);
        Condition bad = memory(ConditionStatus.FALSE);
        assertThat(ConditionNews.between(good, bad))
                .contains(new ConditionNews(false, "Why", "MemoryHealthy is False: What to do."));
        assertThat(ConditionNews.between(bad, good))
                .contains(new ConditionNews(true, "MemoryHealthy", "MemoryHealthy is True: What to do."));
    }

    @Test
    void whatIsBadFromTheBeginningIsNewsAndWhatIsGoodIsOnlyWhenItIsReady() {
        assertThat(ConditionNews.between(null, memory(ConditionStatus.FALSE))).isPresent();
        assertThat(ConditionNews.between(null, memory(ConditionStatus.TRUE))).isEmpty();
        assertThat(ConditionNews.between(memory(ConditionStatus.UNKNOWN), memory(ConditionStatus.TRUE)))
                .isEmpty();
        assertThat(ConditionNews.between(null, condition(ConditionType.READY, ConditionStatus.TRUE)))
                .contains(new ConditionNews(true, "Ready", "Ready is True: What to do."));
    }

    @Test
    void whatIsAsBeforeOrNotKnownIsNoNews() {
        assertThat(ConditionNews.between(memory(ConditionStatus.FALSE), memory(ConditionStatus.FALSE)))
                .isEmpty();
        assertThat(ConditionNews.between(memory(ConditionStatus.TRUE), memory(ConditionStatus.UNKNOWN)))
                .isEmpty();
    }

    private static Condition memory(ConditionStatus status) {
        return condition(ConditionType.MEMORY_HEALTHY, status);
    }

    private static Condition condition(ConditionType type, ConditionStatus status) {
        return Condition.of(type, status, "Why", "What to do.", 1L, Instant.EPOCH);
    }
}
