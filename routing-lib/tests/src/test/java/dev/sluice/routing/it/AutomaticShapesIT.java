package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results are bound to what gives rows another form or another number without another name or type. */
class AutomaticShapesIT extends AutomaticCache {

    @BeforeEach
    void make() {
        set.primary().execute("""
                CREATE TABLE item_part (id int, name text) PARTITION BY LIST (id);
                CREATE TABLE item_part1 PARTITION OF item_part FOR VALUES IN (1);
                CREATE TABLE item_part2 PARTITION OF item_part FOR VALUES IN (2) PARTITION BY LIST (id);
                CREATE TABLE item_part2a PARTITION OF item_part2 FOR VALUES IN (2);
                INSERT INTO item_part VALUES (1, 'one'), (2, 'two');
                CREATE TABLE item_heir (id int, name text);
                CREATE TEXT SEARCH DICTIONARY item_words (TEMPLATE = simple);
                CREATE TEXT SEARCH CONFIGURATION item_search (COPY = english);
                """);
        set.primary().execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + set.user());
    }

    @AfterEach
    void drop() {
        set.primary().execute("""
                DROP TABLE item_part, item_heir;
                DROP TABLE IF EXISTS item_part1, item_part2;
                DROP TEXT SEARCH CONFIGURATION item_search;
                DROP TEXT SEARCH DICTIONARY item_words;
                """);
    }

    @Test
    void anotherCollationIsAnotherKey() throws Exception {
        changes(
                "SELECT name FROM item_heir ORDER BY name",
                "ALTER TABLE item_heir ALTER COLUMN name TYPE text COLLATE \"C\"",
                "ALTER TABLE item_heir ALTER COLUMN name TYPE text COLLATE \"default\"");
    }

    @Test
    void anotherExpressionOfAVirtualColumnIsAnotherKey() throws Exception {
        assumeTrue(Integer.parseInt(set.primary().query("SHOW server_version_num")) >= 180_000);
        set.primary().execute("""
                ALTER TABLE item_heir ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) VIRTUAL;
                CREATE TABLE item_grandchild () INHERITS (item_heir);
                """);
        try {
            changes(
                    "SELECT twice FROM item_heir",
                    "ALTER TABLE ONLY item_heir ALTER COLUMN twice SET EXPRESSION AS (id * 100)",
                    "ALTER TABLE item_grandchild ALTER COLUMN twice SET EXPRESSION AS (id * 1000)");
        } finally {
            set.primary().execute("DROP TABLE item_grandchild");
        }
    }

    @Test
    void otherPartitionsAndHeirsAreAnotherKey() throws Exception {
        changes(
                "SELECT count(*) FROM item_part",
                "ALTER TABLE item_part2 DETACH PARTITION item_part2a",
                "ALTER TABLE item_part2 ATTACH PARTITION item_part2a FOR VALUES IN (2)",
                "ALTER TABLE item_part DETACH PARTITION item_part1");
        changes(
                "SELECT count(*) FROM items",
                "ALTER TABLE item_heir INHERIT items",
                "ALTER TABLE item_heir NO INHERIT items");
        changes("SELECT count(*) FROM item_part2a", "ALTER TABLE item_part DETACH PARTITION item_part2");
    }

    @Test
    void anotherConfigurationOfTextSearchIsAnotherKey() throws Exception {
        changes(
                "SELECT to_tsvector('item_search', name) FROM items",
                "ALTER TEXT SEARCH CONFIGURATION item_search ALTER MAPPING FOR asciiword WITH simple",
                "ALTER TEXT SEARCH CONFIGURATION item_search DROP MAPPING FOR email",
                "ALTER TEXT SEARCH DICTIONARY item_words (accept = false)",
                "ALTER TEXT SEARCH DICTIONARY item_words (dummy)");
    }

    @Test
    void aPartitionIsMadeOldByAWriteToWhatItIsAPartOf() throws Exception {
        String sql = "SELECT name FROM item_part2a";
        assertThat(isCached(sql)).isTrue();
        for (String table : new String[] {"item_part", "item_part2", "item_part2a"}) {
            try (Connection connection = library.getConnection()) {
                execute(connection, "UPDATE " + table + " SET name = 'by " + table + "' WHERE id = 2");
            }
            assertThat(one(sql)).isEqualTo("by " + table);
            assertThat(isCached(sql)).isTrue();
        }
    }

    private void changes(String sql, String... changes) throws SQLException {
        for (String change : changes) {
            String before = sources(sql).ids();
            assertThat(sources(sql).ids()).isEqualTo(before);
            assertThat(sources(sql).refusal()).isNull();
            set.primary().execute(change);
            assertThat(sources(sql).ids()).as(change).isNotEqualTo(before);
        }
    }
}
