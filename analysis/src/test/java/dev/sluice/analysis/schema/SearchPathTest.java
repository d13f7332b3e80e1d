package dev.sluice.analysis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchPathTest {

    private static final SearchPath APP = SearchPath.of("\"$user\", app, public", "joe", List.of("public"));
    private static final Name ORDERS = Name.of("orders");

    @Test
    void readsWhatAServerSays() {
        assertThat(APP.searched()).containsExactly("public");
        assertThat(SearchPath.of("\"a,b\", \"c\"\"d\",e", "joe", List.of()).searched())
                .containsExactly("a,b", "c\"d", "e");
        assertThat(SearchPath.of("\"\"", "joe", List.of("public")).first()).isEqualTo("public");
        assertThat(SearchPath.of("pg_catalog, app", "joe", List.of("app", "pg_catalog"))
                        .searched())
                .containsExactly("app");
    }

    @Test
    void aSchemaThatIsMadeComesBeforeThoseBehindIt() {
        SearchPath made = APP.made("app");
        assertThat(made.searched()).containsExactly("app", "public");
        assertThat(made.made("other").first()).isEqualTo("app");
        assertThat(made.made("joe").searched()).containsExactly("joe", "app", "public");
        assertThat(made.dropped("app").first()).isEqualTo("public");
    }

    @Test
    void aSessionLeavesItAndComesBack() {
        SearchPath made = APP.made("app");
        assertThat(made.searching("other, app").first()).isEqualTo("app");
        assertThat(made.searching("other").first()).isEqualTo("other");
        assertThat(made.searching("other").searching(null).first()).isEqualTo("app");
        assertThat(made.searching("other").inNewSession().first()).isEqualTo("app");
        assertThat(made.searching("public").isHome()).isFalse();
        assertThat(made.searching("app, public").isHome()).isTrue();
        assertThat(APP.searching("other").made("app").first()).isEqualTo("other");
    }

    @Test
    void aNameIsWhereItIsFoundFirst() {
        SearchPath path = SearchPath.PUBLIC.searching("app, shop, public");
        Set<Name> known = Set.of(new Name("public", "orders"), new Name("shop", "orders"));
        assertThat(path.find(ORDERS, known::contains, schema -> false)).isEqualTo(new Name("shop", "orders"));
        assertThat(path.find(ORDERS, name -> false, schema -> false)).isEqualTo(new Name("app", "orders"));
        assertThat(path.find(ORDERS, name -> false, "app"::equals)).isEqualTo(new Name("shop", "orders"));
        assertThat(path.find(new Name("x", "orders"), known::contains, schema -> false))
                .isEqualTo(new Name("x", "orders"));
        assertThat(path.making().find(ORDERS, known::contains, schema -> false)).isEqualTo(new Name("app", "orders"));
        assertThat(path.comesBy("shop", "app"::equals)).isFalse();
        assertThat(path.comesBy("shop", schema -> false)).isTrue();
        assertThat(path.comesBy("app", schema -> false)).isFalse();
    }
}
