package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverdueTest {

    @Test
    void whatWasWaitedForInVainCountsUntilItHasEnded() {
        Overdue overdue = new Overdue(Duration.ofHours(1));
        assertThat(overdue.contains("a")).isFalse();
        overdue.add("a");
        overdue.add("b");
        overdue.remove("a");
        assertThat(overdue.contains("a")).isFalse();
        assertThat(overdue.contains("b")).isTrue();
    }

    @Test
    void whatNobodyHasSeenForLongDoesNotCount() {
        Overdue overdue = new Overdue(Duration.ZERO);
        overdue.add("a");
        assertThat(overdue.contains("a")).isFalse();
    }

    @Test
    void thereAreNeverMany() {
        Overdue overdue = new Overdue(Duration.ofHours(1));
        for (int i = 0; i < 1001; i++) {
            overdue.add("flight " + i);
        }
        assertThat(overdue.contains("flight 0")).isFalse();
        assertThat(overdue.contains("flight 1000")).isTrue();
    }
}
