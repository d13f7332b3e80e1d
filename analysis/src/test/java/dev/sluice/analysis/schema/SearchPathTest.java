package dev.sluice.analysis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchPathTest {

    private static final SearchPath APP = SearchPath.of("\"$user\", app, public", "joe", "public");

    @Test
    void readsWhatAServerSays() {
        assertThat(APP.configured()).containsExactly("joe", "app", "public");
        assertThat(APP.home()).isEqualTo("public");
        assertThat(SearchPath.of("\"a,b\", \"c\"\"d\",e", "joe", "e").configured())
                .containsExactly("a,b", "c\"d", "e");
        assertThat(SearchPath.of("\"\"", "joe", null).first()).isEqualTo("public");
    }

    @Test
    void aSchemaThatIsMadeComesBeforeThoseBehindIt() {
        SearchPath made = APP.made("app");
        assertThat(made.first()).isEqualTo("app");
        assertThat(made.made("public").first()).isEqualTo("app");
        assertThat(made.made("other").first()).isEqualTo("app");
        assertThat(made.made("joe").first()).isEqualTo("joe");
    }

    @Test
    void aSessionLeavesItAndComesBack() {
        SearchPath made = APP.made("app");
        assertThat(made.searching("other, app").first()).isEqualTo("other");
        assertThat(made.searching("other").searching(null).first()).isEqualTo("app");
        assertThat(made.searching("other").inNewSession().first()).isEqualTo("app");
        assertThat(made.searching("other").isHome()).isFalse();
        assertThat(APP.searching("other").made("app").first()).isEqualTo("other");
    }
}
