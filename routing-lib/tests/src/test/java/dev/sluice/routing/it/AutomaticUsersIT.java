package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.statement.NotCached;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody gets the rows that another user would see, or rows of what the same names mean to others. */
class AutomaticUsersIT extends AutomaticCache {

    @Test
    void rowSecurityIsNeverCachedAlsoBehindAView() throws Exception {
        for (String sql : List.of("SELECT name FROM secret", "SELECT name FROM secret_names")) {
            for (String role : List.of("alice", "bob")) {
                try (Connection connection = library.getConnection()) {
                    as(connection, role);
                    if (sql.endsWith("secret")) {
                        assertThat(one(connection, sql)).isEqualTo("of " + role);
                    }
                    assertThat(isCached(connection, sql))
                            .as("%s for %s", sql, role)
                            .isFalse();
                    execute(connection, "RESET ROLE");
                }
            }
        }
        assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.ROW_SECURITY);
    }

    @Test
    void noUserGetsTheRowsOfAnother() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        set.primary().execute("REVOKE SELECT ON items FROM bob");
        try (Connection connection = library.getConnection()) {
            as(connection, "alice");
            assertThat(isCached(connection, ITEMS)).isTrue();
            as(connection, "bob");
            assertThatThrownBy(() -> one(connection, ITEMS))
                    .isInstanceOf(SQLException.class)
                    .extracting(error -> ((SQLException) error).getSQLState())
                    .isEqualTo("42501");
            execute(connection, "RESET ROLE");
        } finally {
            set.primary().execute("GRANT SELECT ON items TO bob");
        }
        // Whoever takes a connection on which a role was left has that role.
        try (Connection connection = library.getConnection()) {
            as(connection, "bob");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
            execute(connection, "RESET ROLE");
        }
    }

    @Test
    void namesAreLookedUpAsTheSessionDoes() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "SET search_path = second, public");
            assertThat(one(connection, ITEMS)).isEqualTo("second");
            assertThat(isCached(connection, ITEMS)).isTrue();
            assertThat(one(connection, ITEMS)).isEqualTo("second");
            execute(connection, "RESET search_path");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
        }
        try (Connection connection = library.getConnection()) {
            connection.setSchema("second");
            assertThat(one(connection, ITEMS)).isEqualTo("second");
            connection.setSchema("public");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
        }
    }
}
