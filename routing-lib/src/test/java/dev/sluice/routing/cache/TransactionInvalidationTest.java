package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.policy.WriteEffects.Unknown;
import dev.sluice.routing.cache.statement.Written;
import dev.sluice.routing.cache.store.Change;
import java.util.ArrayList;
import java.util.HashSet;
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

    private static final Written ORDERS = new Written(Set.of("shop.orders"), false);

    private static final WriteEffects NOTHING_UNKNOWN = new WriteEffects(
            Unknown.NOTHING, true, Map.of("shop.orders", List.of("shop.totals")), Set.of(), Set.of(), Set.of());

    private final List<Change> changes = new ArrayList<>();
    private final BlockingQueue<Change> later = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final TransactionInvalidation invalidation = new TransactionInvalidation(
            () -> NOTHING_UNKNOWN, changes::add, () -> {}, scheduler, later::add, new Doubts());

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void whatAWriteTouchesIsAsTheCatalogHasIt() {
        var effects = new WriteEffects(
                Unknown.EVERYTHING, true, Map.of("shop.orders", List.of("shop.items")), Set.of(), Set.of(), Set.of());

        assertThat(TransactionInvalidation.change(ORDERS, effects))
                .isEqualTo(Change.models(Set.of("shop.orders", "shop.items")));
        assertThat(TransactionInvalidation.change(Written.ANYTHING, effects)).isEqualTo(Change.EVERYTHING);
        assertThat(TransactionInvalidation.change(Written.NOTHING, effects).isEmpty())
                .isTrue();
    }

    @Test
    void whichFunctionsAreHarmlessFollowsThePolicy() {
        Set<String> functions = new HashSet<>(Set.of("price_of"));
        var following = new TransactionInvalidation(
                () -> new WriteEffects(Unknown.EVERYTHING, true, Map.of(), Set.of(), functions, Set.of()),
                changes::add,
                () -> {},
                scheduler,
                later::add,
                new Doubts());
        invalidation.ended(List.of("SELECT price_of(1)"), true);
        assertThat(changes).isEmpty();
        functions.clear();
        following.ended(List.of("SELECT price_of(1)"), true);
        assertThat(changes).containsExactly(Change.EVERYTHING);
        assertThat(following.whole()).isEqualTo(1);
    }

    @Test
    void whichBuiltInNamesMayWriteFollowsThePolicy() {
        Set<String> writing = new HashSet<>();
        var following = new TransactionInvalidation(
                () -> new WriteEffects(Unknown.EVERYTHING, true, Map.of(), Set.of(), Set.of(), writing),
                changes::add,
                () -> {},
                scheduler,
                later::add,
                new Doubts());
        following.ended(List.of("SELECT log('a')"), true);
        assertThat(changes).isEmpty();
        writing.add("log");
        following.ended(List.of("SELECT log('a')"), true);
        assertThat(changes).containsExactly(Change.EVERYTHING);
    }

    @Test
    void withoutACatalogAnyWriteMayTouchAnything() {
        assertThat(TransactionInvalidation.change(ORDERS, WriteEffects.NONE_KNOWN))
                .isEqualTo(Change.EVERYTHING);
        assertThat(TransactionInvalidation.change(Written.NOTHING, WriteEffects.NONE_KNOWN)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void wherePeopleInvalidateByHandAWriteTouchesWhatItsTextNames() {
        var effects = new WriteEffects(Unknown.NOTHING, false, Map.of(), Set.of(), Set.of(), Set.of());

        assertThat(TransactionInvalidation.change(ORDERS, effects)).isEqualTo(Change.models(Set.of("shop.orders")));
        assertThat(TransactionInvalidation.change(Written.ANYTHING, effects).isEmpty())
                .isTrue();
    }

    @Test
    void whereUnknownWritesCountAsNothingTheNamedTablesStillCount() {
        assertThat(changes(true, "UPDATE shop.orders SET total = price_of(id)", "TRUNCATE items CASCADE"))
                .containsExactly(Change.models(Set.of("shop.orders", "shop.totals", "items")));
    }

    @Test
    void whereUnknownWritesCountAsNothingCallsInvalidateNothing() {
        assertThat(changes(true, "CALL settle()", "SELECT settle(1)")).isEmpty();
    }

    @Test
    void whatHasNotBeenSeenCountsAsEverything() {
        assertThat(changes(false, "UPDATE shop.orders SET total = 1")).containsExactly(Change.EVERYTHING);
    }

    private List<Change> changes(boolean complete, String... statements) {
        invalidation.ended(List.of(statements), complete);
        return changes;
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
