package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.testing.process.Poll;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries are cached by themselves when a rule or a comment means them, and only when nothing speaks against it. */
class AutomaticCacheIT extends AutomaticCache {

    @Test
    void aRuleAndACommentAreEnoughAndNothingElseIsCached() throws Exception {
        assertThat(isCached(ITEMS)).as("by the rule").isTrue();
        assertThat(isCached(HINTED)).as("by the comment").isTrue();
        assertThat(isCached("SELECT name FROM other WHERE id = 1"))
                .as("neither")
                .isFalse();
        assertThat(isCached("/* sluice: no-cache */ " + ITEMS)).as("not wanted").isFalse();
        assertThat(isCached("SELECT i.name FROM items i JOIN other o USING (id)"))
                .as("the rule does not mean all tables")
                .isFalse();
        assertThat(cache.statistics().notCached()).isEmpty();
    }

    @Test
    void aRuleMeansAStatementByItsFingerprint() throws Exception {
        assertThat(isCached(PINNED)).isTrue();
        assertThat(isCached("select name,\n id from OTHER where id = 2 -- another layout and value"))
                .isTrue();
        assertThat(isCached("SELECT name, id FROM other WHERE id > 1"))
                .as("another statement")
                .isFalse();
        assertThat(cache.statistics().rule("pinned").orElseThrow().hits()).isPositive();

        assertThat(afterUpdate("two")).as("nobody has said that it is old").isEqualTo("one");
        assertThat(cache.invalidateTags("pins")).isTrue();
        assertThat(one(PINNED)).as("by the rule's tag").isEqualTo("two");

        assertThat(isCached(PINNED)).isTrue();
        assertThat(afterUpdate("three")).isEqualTo("two");
        assertThat(cache.invalidateModels("public.stock")).isTrue();
        assertThat(one(PINNED)).as("by the rule's model").isEqualTo("three");

        assertThat(isCached(PINNED)).isTrue();
        assertThat(afterUpdate("four")).isEqualTo("three");
        assertThat(cache.invalidateModels("public.other")).isTrue();
        assertThat(one(PINNED)).as("by its own table").isEqualTo("four");
    }

    /** What the query gives after a change that this process has not made. */
    private String afterUpdate(String name) throws SQLException {
        set.primary().execute("UPDATE other SET name = '" + name + "'");
        set.awaitReplication();
        return one(PINNED);
    }

    @Test
    void parametersArePartOfTheKey() throws Exception {
        try (Connection connection = library.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT name FROM items WHERE id = ?")) {
            long before = hits();
            for (int round = 0; round < 20; round++) {
                for (int id = 1; id <= 3; id++) {
                    statement.setInt(1, id);
                    try (ResultSet row = statement.executeQuery()) {
                        assertThat(row.next()).isEqualTo(id < 3);
                        if (id < 3) {
                            assertThat(row.getString("name")).isEqualTo(id == 1 ? "one" : "two");
                            assertThat(row.next()).isFalse();
                        }
                    }
                }
            }
            assertThat(hits()).isGreaterThan(before + 20);
            statement.clearParameters();
            assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
            statement.setString(1, "x");
            assertThatThrownBy(statement::executeQuery).as("text for a number").isInstanceOf(SQLException.class);
        }
    }

    @Test
    @SuppressWarnings("try") // closing is what is tested
    void aStatementThatWasAnsweredBehavesLikeOneThatWasSent() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection();
                Statement statement = connection.createStatement()) {
            long before = hits();
            assertThat(statement.execute(ITEMS)).isTrue();
            assertThat(hits()).isEqualTo(before + 1);
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            ResultSet first = statement.getResultSet();
            assertThat(first.next()).isTrue();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(first.isClosed()).isTrue();
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);

            ResultSet second = statement.executeQuery(ITEMS);
            assertThat(second.next()).isTrue();
            assertThatThrownBy(second::previous).as("forward only").isInstanceOf(SQLException.class);
            statement.executeUpdate("INSERT INTO other VALUES (9, 'nine')");
            assertThat(second.isClosed()).as("the next execution closes it").isTrue();

            ResultSet third;
            try (Statement other = connection.createStatement()) {
                third = other.executeQuery(ITEMS);
                assertThat(third.next()).isTrue();
            }
            assertThat(third.isClosed()).as("with its statement").isTrue();

            try (Statement scrolling =
                    connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
                ResultSet rows = scrolling.executeQuery(ITEMS);
                assertThat(rows.last()).isTrue();
                assertThat(rows.getRow()).isEqualTo(1);
                assertThat(rows.first()).isTrue();
            }
            try (Statement limited = connection.createStatement()) {
                limited.setMaxRows(1);
                limited.executeQuery("SELECT name FROM items").close();
                assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.STATEMENT_OPTIONS);
            }
        }
    }

    @Test
    void aLargeResultIsGivenButNotCached() throws Exception {
        set.primary().execute("INSERT INTO items SELECT n, repeat('x', 100) FROM generate_series(10, 1009) n");
        String sql = "SELECT id, name FROM items";
        for (int tries = 0; tries < 3; tries++) {
            try (Connection connection = library.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(1002);
            }
        }
        assertThat(cache.statistics().notCached()).containsExactly(Map.entry(NotCached.RESULT, 3L));
        assertThat(hits()).isZero();
    }

    @Test
    void aStaleResultIsRenewedInASessionOfItsOwn() throws Exception {
        String sql = "SELECT name FROM second.items WHERE id = ?";
        try (Connection connection = library.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            statement.setInt(1, 1);
            assertThat(first(statement)).isEqualTo("second");
            // Nobody invalidates this, so only a renewal can show it while the old one is still given out.
            set.primary().execute("UPDATE second.items SET name = 'renewed'");
            Poll.until("it has been renewed", PATIENCE, () -> {
                try {
                    return first(statement).equals("renewed");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(cache.statistics().rule("renewed").orElseThrow().staleHits())
                    .isPositive();
            assertThat(cache.statistics().rule("renewed").orElseThrow().misses())
                    .isLessThanOrEqualTo(1);
            connection.rollback();
        }
    }

    private static String first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    @SuppressWarnings("try") // closing is what is tested
    void aResultEndsWithItsConnection() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        long before = hits();
        ResultSet rows;
        try (Connection connection = library.getConnection()) {
            rows = connection.createStatement().executeQuery(ITEMS);
            assertThat(hits()).isEqualTo(before + 1);
            assertThat(rows.isClosed()).isFalse();
        }
        assertThat(rows.isClosed()).isTrue();
    }
}
