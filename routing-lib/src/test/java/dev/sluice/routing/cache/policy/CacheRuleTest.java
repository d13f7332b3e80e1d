package dev.sluice.routing.cache.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT0.0005S", "PT-0.0005S", "PT-1S"})
    void aNegativeTtlIsNothingOrAMillisecondOrMore(Duration wrong) {
        assertThatThrownBy(() -> rule(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rules[orders].negativeTtl is " + wrong + ", expected 0, or 1 ms or more");
    }

    @Test
    void theseAreRight() {
        for (Duration right : new Duration[] {Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(1)}) {
            assertThat(rule(right).negativeTtl()).isEqualTo(right);
        }
    }

    private static CacheRule rule(Duration negativeTtl) {
        return new CacheRule(
                "orders",
                CacheRule.Match.BY_NAME_ONLY,
                "medium",
                null,
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                negativeTtl,
                0);
    }
}
