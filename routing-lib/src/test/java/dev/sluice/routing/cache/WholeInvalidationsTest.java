package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WholeInvalidationsTest {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final WholeInvalidations whole = new WholeInvalidations(nanoTime::get);

    @Test
    void eachIsCountedAndOneInAMinuteTold() {
        assertThat(whole.add("of a test", "SELECT settle(1)")).isTrue();
        assertThat(whole.add("of a test", "")).isFalse();
        nanoTime.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(whole.add("of a test", "")).isFalse();
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(whole.add("of a test", "")).isTrue();
        assertThat(whole.count()).isEqualTo(4);
    }

    @Test
    void noValueOfAStatementIsTold() {
        assertThat(WholeInvalidations.text("SELECT settle('s3cret', 42)")).isEqualTo("select settle(?, ?)");
        assertThat(WholeInvalidations.text("SELECT " + "a, ".repeat(500) + "b")).hasSize(201);
    }
}
