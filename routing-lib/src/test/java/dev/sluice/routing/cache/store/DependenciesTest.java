package dev.sluice.routing.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependenciesTest {

    @ParameterizedTest
    @CsvSource({
        "shop.orders, shop.orders, true",
        "orders, orders, true",
        "shop.orders, orders, true",
        "orders, shop.orders, true",
        "shop.orders, crm.orders, false",
        "shop.orders, shop.items, false",
        "orders, items, false",
        "shop.orders, items, false",
    })
    void aWriteMeetsWhatWasReadFromTheSameTableHoweverItIsNamed(String read, String written, boolean meets) {
        Dependencies dependencies = Dependencies.of(List.of(read), List.of());
        assertThat(Change.models(List.of(written)).concerns("any", dependencies))
                .isEqualTo(meets);
    }

    @Test
    void tagsAndTablesAreTwoThings() {
        Dependencies table = Dependencies.of(List.of("orders"), List.of());
        Dependencies tag = Dependencies.of(List.of(), List.of("orders"));
        assertThat(Change.tags(List.of("orders")).concerns("any", table)).isFalse();
        assertThat(Change.models(List.of("orders")).concerns("any", tag)).isFalse();
        assertThat(Change.tags(List.of("orders")).concerns("any", tag)).isTrue();
    }

    @Test
    void everythingIsAlwaysAmongThemAndOrderDoesNotCount() {
        Dependencies one = Dependencies.of(List.of("a", "b"), List.of("t"));
        Dependencies other = Dependencies.of(List.of("b", "a", "a"), List.of("t"));
        assertThat(one.names()).isEqualTo(other.names()).startsWith(Dependencies.EVERYTHING);
        assertThat(one.digest()).isEqualTo(other.digest()).isNotEqualTo(Dependencies.NONE.digest());
        assertThat(Change.EVERYTHING.concerns("any", Dependencies.NONE)).isTrue();
    }

    @Test
    void changesAddUp() {
        Change both = Change.keys(List.of("k")).and(Change.tags(List.of("t")));
        assertThat(both.concerns("k", Dependencies.NONE)).isTrue();
        assertThat(both.concerns("x", Dependencies.of(List.of(), List.of("t")))).isTrue();
        assertThat(both.concerns("x", Dependencies.NONE)).isFalse();
    }
}
