package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionInvalidationTest {

    private static final WriteEffects NOTHING_UNKNOWN =
            new WriteEffects(WriteEffects.Unknown.NOTHING, Map.of("shop.orders", List.of("shop.totals")), Set.of());

    private final List<Change> changes = new ArrayList<>();
    private final BlockingQueue<Change> later = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final TransactionInvalidation invalidation =
            new TransactionInvalidation(() -> NOTHING_UNKNOWN, changes::add, () -> {}, scheduler, later::add);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void whereUnknownWritesCountAsNothingTheNamedTablesStillCount() {
        invalidation.ended(List.of("UPDATE shop.orders SET total = price_of(id)", "TRUNCATE items CASCADE"), true);
        assertThat(changes).containsExactly(Change.models(Set.of("shop.orders", "shop.totals", "items")));
    }

    @Test
    void whereUnknownWritesCountAsNothingCallsInvalidateNothing() {
        invalidation.ended(List.of("CALL settle()", "SELECT settle(1)"), true);
        assertThat(changes).isEmpty();
    }

    @Test
    void whatHasNotBeenSeenCountsAsEverything() {
        invalidation.ended(List.of("UPDATE shop.orders SET total = 1"), false);
        assertThat(changes).containsExactly(Change.EVERYTHING);
    }

    @Test
    void whatMayBeCommittedLaterIsInvalidatedAgainAndAgain() throws InterruptedException {
        Change orders = Change.models(Set.of("shop.orders", "shop.totals"));
        invalidation.lost(List.of("UPDATE shop.orders SET total = 1"), true);
        assertThat(changes).containsExactly(orders);
        assertThat(later.poll(60, TimeUnit.SECONDS)).isEqualTo(orders);
        assertThat(later.poll(60, TimeUnit.SECONDS)).isEqualTo(orders);
    }

    @Test
    void whatOnlyReadIsNotInvalidated() {
        invalidation.lost(List.of("SELECT * FROM shop.orders"), true);
        assertThat(changes).isEmpty();
        assertThat(scheduler.getQueue()).isEmpty();
    }
}
