package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OwnLoadsTest {

    private final OwnLoads loads = new OwnLoads();

    @Test
    void aThreadKnowsWhatItLoadsAtAnyDepth() {
        String seen = loads.during("a", () -> loads.during("b", () -> loads.contains("a") + " " + loads.contains("b")));
        assertThat(seen).isEqualTo("true true");
        loads.during("a", () -> loads.during("a", () -> "inner"));
        assertThat(loads.contains("a")).isFalse();
        String afterInner = loads.during("a", () -> {
            loads.during("a", () -> "inner");
            return String.valueOf(loads.contains("a"));
        });
        assertThat(afterInner).isEqualTo("true");
    }

    @Test
    void anotherCacheHasOtherValues() {
        boolean there = loads.during("a", () -> new OwnLoads().contains("a"));
        assertThat(there).isFalse();
    }

    @Test
    void anotherThreadDoesNotLoadIt() {
        boolean there = loads.during(
                "a",
                () -> CompletableFuture.supplyAsync(() -> loads.contains("a")).join());
        assertThat(there).isFalse();
    }

    @Test
    void aLoadThatFailsHasEnded() {
        assertThatThrownBy(() -> loads.during("a", () -> {
                    throw new IllegalStateException("no such table");
                }))
                .hasMessage("no such table");
        assertThat(loads.contains("a")).isFalse();
    }
}
