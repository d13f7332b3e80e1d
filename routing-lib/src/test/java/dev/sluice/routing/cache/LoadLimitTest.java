package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every load has its turn, however those before it end. */
class LoadLimitTest {

    private static final int MANY = 200_000;

    private final LoadLimit limit = new LoadLimit(2, Duration.ofMinutes(1), Runnable::run);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void manyThatEndOnTheSpotAllHaveTheirTurn() {
        List<CompletableFuture<Void>> slow = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        slow.forEach(each -> limit.enter(() -> each));
        for (int i = 0; i < MANY; i++) {
            limit.enter(this::done);
        }
        assertThat(begun).hasValue(0);
        slow.get(0).complete(null);
        assertThat(begun).hasValue(MANY);
        slow.get(1).complete(null);
        limit.enter(this::done);
        assertThat(begun).hasValue(MANY + 1);
    }

    @Test
    void noMoreThanThatAreUnderWay() {
        List<CompletableFuture<Void>> loads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            limit.enter(() -> {
                loads.add(new CompletableFuture<>());
                return loads.get(loads.size() - 1);
            });
        }
        for (int i = 0; i < 10; i++) {
            assertThat(loads).hasSize(Math.min(10, i + 2));
            loads.get(i).complete(null);
        }
    }

    private CompletableFuture<Void> done() {
        begun.incrementAndGet();
        return CompletableFuture.completedFuture(null);
    }
}
