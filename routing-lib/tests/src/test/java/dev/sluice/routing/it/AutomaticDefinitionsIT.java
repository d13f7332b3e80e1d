package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.statement.NotCached;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results are bound to how tables, views, types and functions are defined. */
class AutomaticDefinitionsIT extends AutomaticCache {

    @Test
    void viewsAreBoundToTheirTables() throws Exception {
        assertThat(isCached("SELECT * FROM item_names")).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(connection, "UPDATE items SET name = 'new' WHERE id = 1");
        }
        assertThat(one("SELECT * FROM item_names")).isEqualTo("new");
        assertThat(isCached("SELECT * FROM today_names")).isFalse();
        assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.VIEW);
    }

    @Test
    void aFunctionWithTheNameOfABuiltInOneIsNotTakenForIt() throws Exception {
        String sql = "SELECT lower(name) FROM items WHERE id = 1";
        assertThat(isCached(sql)).isTrue();
        try (Connection connection = library.getConnection()) {
            execute(
                    connection,
                    "CREATE FUNCTION public.lower(int) RETURNS text LANGUAGE sql AS $$SELECT clock_timestamp()::text$$");
            try {
                assertThat(isCached(sql)).isFalse();
                assertThat(cache.statistics().notCached()).containsOnlyKeys(NotCached.SHADOWED_FUNCTION);
            } finally {
                execute(connection, "DROP FUNCTION public.lower(int)");
            }
        }
    }

    @Test
    void aVolatileCastMayBeUsedByAnyQuery() throws Exception {
        String sql = "SELECT name FROM items WHERE id = 1";
        assertThat(sources(sql).refusal()).isNull();
        set.primary().execute("""
                CREATE FUNCTION truth(smallint) RETURNS boolean LANGUAGE sql AS 'SELECT random() < 0.5';
                CREATE CAST (smallint AS boolean) WITH FUNCTION truth(smallint) AS ASSIGNMENT;
                """);
        try {
            assertThat(sources(sql).refusal()).isEqualTo(NotCached.VOLATILE_CAST);
            set.primary().execute("ALTER FUNCTION truth IMMUTABLE");
            assertThat(sources(sql).refusal()).isNull();
        } finally {
            set.primary().execute("DROP FUNCTION truth CASCADE");
        }
    }

    @Test
    void anotherDefinitionIsAnotherKey() throws Exception {
        set.primary()
                .execute("CREATE VIEW item_view AS SELECT name FROM items; GRANT ALL ON item_view TO " + set.user());
        String view = "SELECT name FROM item_view";
        String table = "SELECT name FROM items";
        try {
            String viewBefore = sources(view).ids();
            String tableBefore = sources(table).ids();
            assertThat(sources(view).ids()).isEqualTo(viewBefore);
            set.primary().execute("CREATE OR REPLACE VIEW item_view AS SELECT name FROM other");
            assertThat(sources(view).ids()).isNotEqualTo(viewBefore);
            assertThat(sources(view).models()).contains("public.other");
            set.primary().execute("ALTER TABLE items ADD COLUMN added int");
            assertThat(sources(table).ids()).isNotEqualTo(tableBefore);
        } finally {
            set.primary().execute("DROP VIEW item_view; ALTER TABLE items DROP COLUMN IF EXISTS added");
        }
    }

    @Test
    void aFunctionThatMayStandForAColumnIsFound() throws Exception {
        set.primary().execute("""
                CREATE TYPE inner_part AS (x int);
                CREATE TYPE outer_part AS (y inner_part);
                CREATE TABLE item_parent (id int, part outer_part);
                CREATE TABLE item_child () INHERITS (item_parent);
                """);
        try {
            for (String arguments : List.of(
                    "item_child",
                    "item_child, int DEFAULT 1",
                    "item_parent",
                    "outer_part",
                    "inner_part",
                    "anyelement")) {
                assertThat(sources("SELECT id FROM item_child").refusal()).isNull();
                set.primary()
                        .execute("CREATE FUNCTION computed(" + arguments
                                + ") RETURNS text STABLE LANGUAGE sql AS $$SELECT clock_timestamp()::text$$");
                assertThat(sources("SELECT id FROM item_child").refusal())
                        .as(arguments)
                        .isEqualTo(NotCached.UNKNOWN_FUNCTION);
                set.primary().execute("DROP FUNCTION computed");
            }
        } finally {
            set.primary().execute("""
                    DROP FUNCTION IF EXISTS computed;
                    DROP TABLE item_child, item_parent;
                    DROP TYPE outer_part, inner_part;
                    """);
        }
    }

    @Test
    void anotherDefinitionOfATypeIsAnotherKey() throws Exception {
        set.primary().execute("""
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE DOMAIN feeling AS mood;
                CREATE TYPE moods AS (one mood);
                CREATE TABLE item_moods (id int, one feeling, many moods[]);
                CREATE VIEW mood_view AS SELECT 'happy'::mood AS one FROM items;
                """);
        try {
            List<String> queries = List.of(
                    "SELECT one FROM item_moods",
                    "SELECT name::mood FROM items",
                    "SELECT CAST(name AS public.feeling) FROM items",
                    "SELECT mood 'happy' FROM items",
                    "SELECT one FROM mood_view");
            for (String change : List.of(
                    "ALTER TYPE mood RENAME VALUE 'sad' TO 'gloomy'",
                    "ALTER TYPE mood ADD VALUE 'glad' BEFORE 'happy'")) {
                List<String> before = ids(queries);
                assertThat(ids(queries)).isEqualTo(before);
                set.primary().execute(change);
                assertThat(ids(queries)).as(change).doesNotContainAnyElementsOf(before);
            }
            for (String change : List.of(
                    "ALTER DOMAIN feeling ADD CHECK (VALUE <> 'gloomy')", "ALTER DOMAIN feeling SET NOT NULL")) {
                List<String> before = ids(List.of(queries.get(0), queries.get(2)));
                set.primary().execute(change);
                assertThat(ids(List.of(queries.get(0), queries.get(2))))
                        .as(change)
                        .doesNotContainAnyElementsOf(before);
            }
            List<String> before = ids(queries.subList(0, 1));
            set.primary().execute("ALTER TYPE moods ADD ATTRIBUTE two int");
            assertThat(ids(queries.subList(0, 1))).doesNotContainAnyElementsOf(before);
        } finally {
            set.primary().execute("""
                    DROP VIEW mood_view;
                    DROP TABLE item_moods;
                    DROP TYPE moods;
                    DROP DOMAIN feeling;
                    DROP TYPE mood;
                    """);
        }
    }

    private List<String> ids(List<String> queries) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (String query : queries) {
            assertThat(sources(query).refusal()).as(query).isNull();
            ids.add(sources(query).ids());
        }
        return ids;
    }

    @Test
    void aTableThatSelectIntoMakesTakesThePlaceOfALaterOne() throws Exception {
        set.primary().execute("CREATE SCHEMA front; GRANT USAGE, CREATE ON SCHEMA front TO " + set.user());
        try (Connection connection = library.getConnection()) {
            execute(connection, "SET search_path = front, public");
            assertThat(isCached(connection, ITEMS)).isTrue();
            execute(connection, "SELECT 1 AS id, 'in front'::text AS name INTO front.items");
            assertThat(one(connection, ITEMS)).isEqualTo("in front");
        } finally {
            set.primary().execute("DROP SCHEMA front CASCADE");
        }
    }
}
