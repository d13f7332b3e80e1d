package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.automatic.SessionFacts;
import dev.sluice.routing.cache.statement.NotCached;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is set or made in a session decides on which results are its own. */
class AutomaticSettingsIT extends AutomaticCache {

    @Test
    void aTemporaryTableHidesTheTableAndTheCache() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "CREATE TEMP TABLE items AS SELECT 1 AS id, 'temporary'::text AS name");
            assertThat(one(connection, ITEMS)).isEqualTo("temporary");
            assertThat(isCached(connection, ITEMS)).isFalse();
            assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.TEMPORARY_TABLES);
            execute(connection, "DROP TABLE pg_temp.items");
            assertThat(one(connection, ITEMS)).isEqualTo("one");
            assertThat(isCached(connection, ITEMS)).isTrue();
        }
    }

    @Test
    void whatIsSetInTheSessionIsPartOfTheKey() throws Exception {
        String sql = "SELECT '2020-01-01 12:00+00'::timestamptz::text FROM items WHERE id = 1";
        try (Connection connection = library.getConnection()) {
            for (String zone : List.of("UTC", "Asia/Tokyo", "UTC")) {
                execute(connection, "SET TimeZone = '" + zone + "'");
                String expected = zone.equals("UTC") ? "2020-01-01 12:00:00+00" : "2020-01-01 21:00:00+09";
                assertThat(one(connection, sql)).isEqualTo(expected);
                assertThat(isCached(connection, sql)).isTrue();
                assertThat(one(connection, sql)).isEqualTo(expected);
            }
            connection.setAutoCommit(false);
            execute(connection, "SET LOCAL TimeZone = 'Asia/Tokyo'");
            assertThat(one(connection, sql)).isEqualTo("2020-01-01 21:00:00+09");
            connection.rollback();
            assertThat(one(connection, sql)).isEqualTo("2020-01-01 12:00:00+00");
            connection.setAutoCommit(true);
            execute(connection, "SET app.tenant = '1'");
            assertThat(isCached(connection, sql)).isFalse();
            assertThat(cache.statistics().notCached()).containsKey(NotCached.SESSION);
            execute(connection, "DISCARD ALL");
            assertThat(isCached(connection, ITEMS)).isTrue();
        }
    }

    @Test
    void aSettingWithALimitInItsNameMayChangeRows() throws Exception {
        try (Connection connection = library.getConnection()) {
            assertThat(isCached(connection, ITEMS)).isTrue();
            long before = hits();
            execute(connection, "SET work_mem = '8MB'");
            one(connection, ITEMS);
            assertThat(hits()).as("it changes no row").isEqualTo(before + 1);
            execute(connection, "SET gin_fuzzy_search_limit = 10");
            one(connection, ITEMS);
            assertThat(hits()).as("under another key").isEqualTo(before + 1);
        }
    }

    @Test
    void aBackslashThatIsMoreThanThatIsNotRead() throws Exception {
        try (Connection connection = library.getConnection()) {
            execute(connection, "SET standard_conforming_strings = off");
            assertThat(isCached(connection, ITEMS)).isFalse();
            assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.SESSION);
        }
    }

    @Test
    void whatAStringHidesBehindABackslashIsInvalidated() throws Exception {
        assertThat(isCached(ITEMS)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "SET standard_conforming_strings = off");
            execute(
                    connection,
                    "UPDATE other SET name = 'a\\'' WHERE id = 9; UPDATE items SET name = 'new' WHERE id = 1 -- '");
            assertThat(one(ITEMS)).isEqualTo("new");
            assertThat(isCached(ITEMS)).isTrue();
            long before = hits();
            execute(connection, "UPDATE other SET name = 'plain' WHERE id = 1");
            assertThat(one(ITEMS)).isEqualTo("new");
            assertThat(hits()).as("a text without one is read").isEqualTo(before + 1);

            connection.setAutoCommit(false);
            execute(
                    connection,
                    "UPDATE other SET name = 'a\\'' WHERE id = 9; UPDATE items SET name = 'chained' WHERE id = 1;"
                            + " COMMIT; BEGIN -- '");
            connection.rollback();
            assertThat(one(ITEMS)).isEqualTo("chained");
        }
    }

    @Test
    void eachClusterHasKeysOfItsOwn() throws Exception {
        try (Connection connection = library.getConnection()) {
            assertThat(SessionFacts.ask(connection::prepareStatement, "test/a").key())
                    .isNotEqualTo(SessionFacts.ask(connection::prepareStatement, "test/b")
                            .key())
                    .isEqualTo(SessionFacts.ask(connection::prepareStatement, "test/a")
                            .key());
        }
    }
}
