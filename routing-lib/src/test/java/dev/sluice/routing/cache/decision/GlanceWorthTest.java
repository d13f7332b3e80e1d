package dev.sluice.routing.cache.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlanceWorthTest {

    private final GlanceWorth glances = new GlanceWorth();

    @Test
    void itIsWorthAtFirstAndAFewMissesDoNotChangeThat() {
        assertThat(glances.isWorth()).isTrue();
        answers(false, 10);
        assertThat(glances.isWorth()).isTrue();
    }

    @Test
    void whenMoreThanHalfIsMissedItIsNot() {
        for (int i = 0; i < 100; i++) {
            answers(false, 3);
            answers(true, 1);
        }
        assertThat(glances.isWorth()).isFalse();
    }

    @Test
    void whenLessThanHalfIsMissedItIs() {
        for (int i = 0; i < 100; i++) {
            answers(true, 3);
            answers(false, 1);
            assertThat(glances.isWorth()).isTrue();
        }
    }

    @Test
    void itIsAgainAfterAFewHits() {
        answers(false, 10_000);
        assertThat(glances.isWorth()).isFalse();
        answers(true, 12);
        assertThat(glances.isWorth()).isTrue();
        answers(true, 10_000);
        answers(false, 12);
        assertThat(glances.isWorth()).as("and as quickly the other way").isFalse();
    }

    private void answers(boolean found, int times) {
        for (int i = 0; i < times; i++) {
            glances.found(found);
        }
    }
}
