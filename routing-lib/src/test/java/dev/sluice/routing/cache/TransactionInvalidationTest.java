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
import org.junit.jupiter.api.Test;

class TransactionInvalidationTest {

    private static final Written ORDERS = new Written(Set.of("shop.orders"), false);

    @Test
    void whatAWriteTouchesIsAsTheCatalogHasIt() {
        var effects = new WriteEffects(
                Unknown.EVERYTHING, true, Map.of("shop.orders", List.of("shop.items")), Set.of(), Set.of());

        assertThat(TransactionInvalidation.change(ORDERS, effects))
                .isEqualTo(Change.models(Set.of("shop.orders", "shop.items")));
        assertThat(TransactionInvalidation.change(Written.ANYTHING, effects)).isEqualTo(Change.EVERYTHING);
        assertThat(TransactionInvalidation.change(Written.NOTHING, effects).isEmpty())
                .isTrue();
    }

    @Test
    void whichFunctionsAreHarmlessFollowsThePolicy() {
        Set<String> functions = new HashSet<>(Set.of("price_of"));
        List<Change> changes = new ArrayList<>();
        var invalidation = new TransactionInvalidation(
                () -> new WriteEffects(Unknown.EVERYTHING, true, Map.of(), Set.of(), functions),
                changes::add,
                () -> {});
        invalidation.ended(List.of("SELECT price_of(1)"), true);
        assertThat(changes).isEmpty();
        functions.clear();
        invalidation.ended(List.of("SELECT price_of(1)"), true);
        assertThat(changes).containsExactly(Change.EVERYTHING);
        assertThat(invalidation.whole()).isEqualTo(1);
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
        var effects = new WriteEffects(Unknown.NOTHING, false, Map.of(), Set.of(), Set.of());

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

    private static List<Change> changes(boolean complete, String... statements) {
        var effects = new WriteEffects(
                Unknown.NOTHING, true, Map.of("shop.orders", List.of("shop.totals")), Set.of(), Set.of());
        List<Change> changes = new ArrayList<>();
        new TransactionInvalidation(() -> effects, changes::add, () -> {}).ended(List.of(statements), complete);
        return changes;
    }
}
