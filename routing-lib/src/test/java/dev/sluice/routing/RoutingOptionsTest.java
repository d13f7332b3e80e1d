package dev.sluice.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.jdbc.CommitListener;
import dev.sluice.routing.jdbc.ResultSource;
import dev.sluice.routing.jdbc.RoutedQuery;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingOptionsTest {

    private final List<String> heard = new ArrayList<>();
    private final CommitListener ofResults = new CommitListener() {

        @Override
        public void ended(List<String> statements, boolean complete) {
            heard.add("results ended " + statements + complete);
        }

        @Override
        public void lost(List<String> statements, boolean complete) {
            heard.add("results lost " + statements + complete);
        }

        @Override
        public void opened(BooleanSupplier primaryInDoubt) {
            heard.add("results opened " + primaryInDoubt.getAsBoolean());
        }

        @Override
        public void closed(BooleanSupplier primaryInDoubt) {
            heard.add("results closed " + primaryInDoubt.getAsBoolean());
        }
    };

    @Test
    void whoAnswersQueriesHearsWhatWasLostBesideAListenerOfTheApplication() {
        CommitListener both = listeners((statements, complete) -> heard.add("own ended " + statements + complete));
        both.lost(List.of("a"), true);
        both.ended(List.of("b"), false);
        assertThat(heard)
                .containsExactly(
                        "results lost [a]true", "own ended [a]true", "results ended [b]false", "own ended [b]false");
    }

    @Test
    void whoAnswersQueriesHearsOfTheDataSourceToo() {
        CommitListener both = listeners((statements, complete) -> heard.add("own ended"));
        both.opened(() -> false);
        both.closed(() -> true);
        assertThat(heard).containsExactly("results opened false", "results closed true");
    }

    @Test
    void oneThatIsBothIsToldOnce() {
        assertThat(listeners(ofResults)).isSameAs(ofResults);
        assertThat(listeners(CommitListener.NONE)).isSameAs(ofResults);
    }

    private CommitListener listeners(CommitListener own) {
        return RoutingOptions.builder()
                .topologyFile(Path.of("endpoints.json"))
                .credentials(CredentialsSource.fixed(new Credentials("app", "secret")))
                .results(new Source(ofResults))
                .commits(own)
                .build()
                .commits();
    }

    private record Source(CommitListener commits) implements ResultSource {

        @Override
        public Effect effect(String sql) {
            return Effect.CHANGES;
        }

        @Override
        public boolean mayAnswer(String sql) {
            return false;
        }

        @Override
        public @Nullable ResultSet answer(RoutedQuery query) {
            return null;
        }
    }
}
