package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A replica is promoted while the former primary still answers, and one process has heard of it and another one not. */
class TwoPrimariesIT extends AutomaticCache {

    private static final ReadOptions<String> BY_HAND =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).models("public.items");

    @Test
    void whatIsReadFromTheFormerPrimaryIsGivenToNobodyWhoKnowsTheNewOne() throws Exception {
        AutomaticCache informed = new AutomaticCache() {};
        informed.open();
        try {
            informed.library.close();
            PostgresServer former = set.primary();
            PostgresServer promoted = set.replicas().get(0);
            Topology before = Documents.of(set, Documents.POLICY);
            assertThat(isCached(ITEMS)).isTrue();

            set.promote(promoted);
            informed.library = RoutingDataSource.open(Libraries.options(
                            set,
                            new MemoryTopology(new Topology(
                                    before.cluster(),
                                    before.uid(),
                                    2,
                                    before.publishedAt(),
                                    before.database(),
                                    before.systemIdentifier(),
                                    2,
                                    Documents.endpoint(promoted, Role.PRIMARY),
                                    List.of(Documents.endpoint(former, Role.REPLICA)),
                                    before.policy())))
                    .results(informed.cache.automatic())
                    .build());
            write(informed, "new");
            assertThat(one(ITEMS)).as("the former primary's rows").isEqualTo("one");
            assertThat(informed.one(ITEMS)).isEqualTo("new");
            assertThat(informed.isCached(ITEMS)).as("the other one is behind").isTrue();

            Poll.until("the second primary is known", PATIENCE, () -> {
                ask(this);
                return library.isPrimaryInDoubt();
            });
            assertThat(informed.library.isPrimaryInDoubt()).isFalse();
            write(informed, "newer");
            assertThat(cache.get("by hand", BY_HAND, () -> ask(this))).isEqualTo("one");
            assertThat(informed.cache.get("by hand", BY_HAND, () -> ask(informed)))
                    .isEqualTo("newer");
            assertThat(informed.one(ITEMS)).isEqualTo("newer");
            library.close();
            Poll.until(
                    "who has no doubts stores again",
                    PATIENCE,
                    () -> Objects.equals(
                            cache.get("alone", BY_HAND, () -> "1"), cache.get("alone", BY_HAND, () -> "2")));
        } finally {
            informed.close();
        }
    }

    private static void write(AutomaticCache by, String name) throws Exception {
        try (Connection connection = by.library.getConnection()) {
            execute(connection, "UPDATE items SET name = '" + name + "' WHERE id = 1");
        }
    }

    private static String ask(AutomaticCache who) {
        try {
            return who.library.executeWrite(connection -> one(connection, ITEMS));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
