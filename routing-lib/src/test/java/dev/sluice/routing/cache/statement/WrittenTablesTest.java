package dev.sluice.routing.cache.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTablesTest {

    private final WrittenTables tables = new WrittenTables(Set.of(), Set.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO orders (id, total) VALUES (?, ?) | orders",
                "insert into Shop.Orders as o values (1) on conflict (id) do update set n = o.n + 1 | shop.orders",
                "INSERT INTO \"Shop\".\"Orders\" SELECT * FROM other | Shop.Orders",
                "INSERT INTO a SELECT max(id), coalesce(x, 0) FROM b GROUP BY (c) | a",
                "UPDATE ONLY orders o SET total = total + ? WHERE id IN (?, ?) AND EXISTS (SELECT 1 FROM x) | orders",
                "UPDATE db.shop.orders SET a = random(), b = clock_timestamp() | shop.orders",
                "DELETE FROM orders USING customers c WHERE c.id = customer | orders",
                "WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone | a,b",
                "WITH x AS MATERIALIZED (SELECT 1), y AS (UPDATE a SET b = 1 RETURNING b) SELECT * FROM y | a",
                "MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = 1 WHEN NOT MATCHED THEN INSERT"
                        + " (id) VALUES (1) | a",
                "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE | a",
                "CREATE TEMP TABLE t (id int); INSERT INTO pg_temp.t VALUES (1) | pg_temp.t",
                "CREATE TEMP TABLE t AS WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone | a",
                "TRUNCATE TABLE ONLY a, shop.b RESTART IDENTITY | a,shop.b",
                "TRUNCATE a | a",
                "TRUNCATE restart | restart",
                "TRUNCATE a, continue, cascade RESTART IDENTITY RESTRICT | a,continue,cascade",
                "TRUNCATE ONLY restrict *, shop.restart CONTINUE IDENTITY | restrict,shop.restart",
                "COPY shop.orders (id, total) FROM STDIN | shop.orders",
                "COPY BINARY shop.orders FROM STDIN | shop.orders",
                "COPY orders FROM STDIN (FORMAT csv, FORCE_NULL (total)) WHERE length(note) > 0 | orders",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY shop.totals | shop.totals",
                "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM orders | orders",
                "EXPLAIN (BUFFERS, \"analyze\" true) DELETE FROM orders | orders",
                "BEGIN; UPDATE a SET x = 1; INSERT INTO b VALUES (2); COMMIT | a,b",
                "INSERT INTO a VALUES (nextval('s'), 'INSERT INTO b') -- and UPDATE c | a",
                "INSERT INTO a (t) VALUES ($$ DELETE FROM b $$) | a",
                "UPDATE a x SET (t, u) = (SELECT 1, 2) WHERE NOT (x.t ILIKE (?) OR x.u NOT ILIKE (?)) | a",
                "INSERT INTO a (id) SELECT b.id FROM b JOIN c ON (b.id = c.id) JOIN (SELECT 1) d USING (id) ON CONFLICT (id)"
                        + " DO UPDATE SET (x, y) = (1, 2) | a",
                "INSERT INTO a OVERRIDING SYSTEM VALUE (SELECT 1) ON CONFLICT (id) DO NOTHING | a",
                "INSERT INTO a (SELECT max(id) FROM b) | a",
                "INSERT INTO a (WITH x AS (DELETE FROM b RETURNING *) SELECT * FROM x) | a,b",
                "MERGE INTO a USING b ON (a.id = b.id) WHEN NOT MATCHED AND CASE WHEN true THEN true END THEN INSERT (id)"
                        + " VALUES (1) | a",
                "UPDATE a SET t = (SELECT pg_catalog.max(x) FROM b) | a",
                "UPDATE a SET t = cast(? as pg_catalog.numeric(10, 2)), u = cast(? as character varying(10)) | a",
                "UPDATE a SET t = cast(? as numeric(10, 2)), u = ?::varchar(10) | a",
            })
    void whatIsWrittenIsRead(String sql, String expected) {
        Set<String> names = new LinkedHashSet<>(Arrays.asList(expected.split(",")));
        assertThat(tables.of(sql)).isEqualTo(new Written(names, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "SELECT * FROM orders WHERE id = ?",
                "SELECT count(*), sum(total), date_trunc('day', at) FROM orders GROUP BY 3",
                "SELECT * FROM orders FOR UPDATE SKIP LOCKED",
                "SELECT * FROM orders o JOIN items i ON (o.id = i.id) FOR NO KEY UPDATE OF o",
                "SELECT nextval('s')",
                "SELECT pg_advisory_xact_lock(1)",
                "BEGIN",
                "COMMIT",
                "COMMIT AND CHAIN",
                "ROLLBACK PREPARED 'x'",
                "SAVEPOINT a",
                "SET LOCAL statement_timeout = 5",
                "SHOW server_version",
                "LOCK TABLE orders IN EXCLUSIVE MODE",
                "EXPLAIN DELETE FROM orders",
                "EXPLAIN ANALYZE SELECT 1",
                "COPY BINARY orders TO STDOUT",
                "EXPLAIN (\"verbose\") SELECT 1",
                "COPY (SELECT * FROM orders) TO STDOUT",
                "COPY orders TO STDOUT",
                "VALUES (1), (2)",
                "SELECT 1 AS into",
                "(SELECT 1) UNION (SELECT 2)",
                "WITH x(a) AS (SELECT 1) SELECT a FROM x AS y(b)",
                "CREATE TEMP TABLE t (id int, n numeric(10, 2) DEFAULT 1) ON COMMIT DELETE ROWS",
                "CREATE LOCAL TEMPORARY TABLE IF NOT EXISTS t AS SELECT count(*) FROM orders",
                "CREATE TEMP TABLE t ON COMMIT DROP AS (SELECT * FROM orders)",
                "WITH x AS NOT MATERIALIZED (SELECT 1) SELECT 1 AS end, left(a, 1), right(a, 1) FROM x",
                "SELECT count(*) FILTER (WHERE a > 1) OVER (PARTITION BY (b) ORDER BY (c) ROWS (1) PRECEDING) FROM x",
                "SELECT a, sum(b) OVER w FROM x GROUP BY (a), ROLLUP (b), CUBE (c) WINDOW w AS (ORDER BY d)",
                "SELECT a FROM x GROUP BY GROUPING SETS ((a), (b)) HAVING percentile_cont(0.5) WITHIN GROUP (ORDER BY a) > 1",
                "SELECT * FROM a LEFT JOIN (b CROSS JOIN (SELECT 1) c) ON (a.x = b.x) JOIN (VALUES (1)) d ON true",
                "SELECT DISTINCT ON (a) a, row_number() OVER (ORDER BY b) FROM x",
                "SELECT * FROM o x(a, b), \"p\" y(a) JOIN shop.items AS z(id) ON (x.a = z.id) JOIN s . \"t\" u(v) USING (id)",
                "SELECT * FROM (VALUES (1, 2)) v(a, b), LATERAL (SELECT 1) w(c), ONLY (o) x(d)",
                "SELECT * FROM generate_series(1, 3) g(n) JOIN json_to_recordset('[]') x(a int, b numeric(10, 2)) ON true",
                "SELECT * FROM unnest(ARRAY[1]) WITH ORDINALITY t(x, i), ROWS FROM (generate_series(1, 2)) r(a)",
                "SELECT n FROM o TABLESAMPLE SYSTEM (100), p x TABLESAMPLE bernoulli(10) REPEATABLE (5)",
                "SELECT j.a FROM o, JSON_TABLE(js, '$[*]' COLUMNS (a int, NESTED PATH '$.b' COLUMNS (c int))) j",
                "SELECT x.a FROM o, xmltable('/r' PASSING doc COLUMNS a int PATH '@a', b int) x(a, b)",
                "SELECT * FROM a WHERE b NOT LIKE (?) OR b SIMILAR TO (?) OR (b) ILIKE (?) OR b IS DISTINCT FROM (?)",
            })
    void whatOnlyReadsWritesNothing(String sql) {
        assertThat(tables.of(sql)).isEqualTo(Written.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL settle_orders()",
                "COPY orders FROM STDIN WITH (FORMAT csv) WHERE settle_order(id)",
                "DO $$ BEGIN DELETE FROM orders; END $$",
                "SELECT settle_order(1)",
                "SELECT shop.settle_order(1)",
                "SELECT pg_temp.settle_order(1)",
                "SELECT \"pg_temp\".settle_order(1)",
                "SELECT \"Now\"()",
                "UPDATE orders SET total = price_of(id)",
                "SELECT 1 AS id INTO front.items",
                "SELECT kv.set('x')",
                "SELECT kv.update('x')",
                "SELECT app.insert(1)",
                "SELECT x.partition('a')",
                "SELECT app.coalesce(1)",
                "SELECT \"filter\"(1)",
                "SELECT filter(1)",
                "SELECT key(1), range(1)",
                "SELECT a FROM b WHERE set(1)",
                "SELECT update(1)",
                "SELECT insert(1)",
                "SELECT CASE WHEN a THEN insert(1) END FROM b",
                "SELECT DISTINCT ON (a) over(b) FROM c",
                "SELECT a OPERATOR(pg_catalog.+) rows(b) FROM c",
                "SELECT 1 WHERE NOT ilike(a, b)",
                "SELECT rollup(1) FROM a GROUP BY b",
                "SELECT a FROM b GROUP BY c ORDER BY cube(1)",
                "SELECT a FROM (SELECT b FROM c GROUP BY b) x, cube(1)",
                "INSERT INTO a SELECT 1 FROM b JOIN c ON conflict(b.x)",
                "MERGE INTO a USING b ON conflict(b.x) WHEN MATCHED THEN DELETE",
                "SELECT join(1), inner(2), natural(3)",
                "SELECT * FROM settle(1) x(a), o y(b)",
                "SELECT * FROM o, settle(1) x(a)",
                "SELECT * FROM o x(a), LATERAL settle(x.a) y(b)",
                "SELECT * FROM o JOIN LATERAL settle(1) x(a) ON true",
                "SELECT * FROM (VALUES (settle(1))) v(a)",
                "SELECT * FROM ROWS FROM (settle(1)) r(a)",
                "SELECT * FROM o TABLESAMPLE SYSTEM (settle(1))",
                "SELECT * FROM o TABLESAMPLE SYSTEM (1) REPEATABLE (settle(1))",
                "SELECT * FROM unnest(ARRAY[1]) WITH ORDINALITY t(x, i), settle(1)",
                "SELECT * FROM o, JSON_TABLE(js, '$' PASSING settle(1) AS x COLUMNS (a int)) j",
                "SELECT * FROM o, JSON_TABLE(js, '$' COLUMNS (a int DEFAULT settle(1) ON EMPTY)) j",
                "SELECT * FROM xmltable('/r' PASSING BY REF settle(1) COLUMNS a int) x",
                "SELECT * FROM xmltable('/r' PASSING d COLUMNS a int PATH settle(1)) x",
                "SELECT \"json_table\"(1)",
                "SELECT shop.json_table(1)",
                "SELECT json_object(a, KEY settle(1))",
                "SELECT columns(1)",
                "SELECT a, columns(1) FROM b",
                "SELECT xmlroot(x, VERSION settle(1))",
                "SELECT trim(BOTH settle(1) FROM a), trim(LEADING FROM settle(1))",
                "SELECT trim(TRAILING columns(1) FROM a)",
                "SELECT substring(a FROM settle(1) FOR b), substring(a FROM 1 FOR settle(1))",
                "SELECT 1 WHERE a IS DISTINCT FROM settle(1)",
                "SELECT 1 WHERE a IS DISTINCT FROM NOT settle(1)",
                "SELECT a, NOT settle(1), CASE settle(1) WHEN 1 THEN 2 END FROM b",
                "SELECT (a) IN (1) OR settle(1) FROM b",
                "SELECT f.* FROM o AS x(a), settle(x.a) AS f(b)",
                "SELECT (a)::int + settle(1) FROM b",
                "SELECT count(*) FILTER (WHERE settle(1)) OVER (ORDER BY a RANGE settle(1) PRECEDING) FROM b",
                "SELECT 1 FROM o x(a) WHERE settle(1)",
                "SELECT 1 FROM o x(a) LIMIT settle(1)",
                "SELECT 1 FROM o x(a) GROUP BY (a), settle(1)",
                "SELECT a FROM join(1)",
                "INSERT INTO a (SELECT settle(1))",
                "INSERT INTO a ((SELECT settle(1)))",
                "INSERT INTO a (b[settle(1)]) VALUES (1)",
                "WITH x AS (SELECT settle(1)) SELECT * FROM x",
                "SELECT query_to_xml('DELETE FROM orders', true, false, '')",
                "EXECUTE settle",
                "COMMIT PREPARED 'x'",
                "EXPLAIN ANALYZE EXECUTE settle",
                "TRUNCATE orders CASCADE",
                "ALTER TABLE orders ADD COLUMN x int",
                "DROP TABLE orders",
                "CREATE TABLE x AS SELECT 1",
                "CREATE TEMP TABLE t AS SELECT settle_order(1)",
                "CREATE TEMP TABLE t (id) AS (SELECT settle_order(1))",
                "CREATE TEMP TABLE t AS EXECUTE settle",
                "CREATE TEMP TABLE t (id int); CALL settle_orders()",
                "CREATE TEMP VIEW v AS SELECT * FROM orders",
                "GRANT SELECT ON orders TO app",
                "REVOKE SELECT ON orders FROM app",
                "SELECT 1; CALL settle_orders()",
                "{call settle_orders()}",
                "INSERT INTO U&\"\\0061\" VALUES (1)",
                "SELECT 'never closed",
                "INSERT INTO shop.\"or.ders\" VALUES (1)",
                "frobnicate the database",
            })
    void whatCannotBeToldMayWriteAnything(String sql) {
        assertThat(tables.of(sql).anything()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE Kunden_Größe SET x = 1 | kunden_größe",
                "UPDATE \"ITEM\" SET x = 1 | ITEM",
                "UPDATE \"itemÄ\" SET x = 1 | itemÄ",
                // With an encoding of one byte for a character, the server folds what is beyond ASCII.
                "UPDATE ItemÄÖ SET x = 1 | itemÄÖ,itemäö",
                "UPDATE Ä.İ SET x = 1 | Ä.İ,Ä.i̇,ä.İ,ä.i̇",
                "UPDATE item_very_long_name_that_is_longer_than_sixty_three_bytes_in_all_of_it SET x = 1"
                        + " | item_very_long_name_that_is_longer_than_sixty_three_bytes_in_al",
                "UPDATE \"item_very_long_name_that_is_longer_than_sixty_three_bytes_in_all_of_it\" SET x = 1"
                        + " | item_very_long_name_that_is_longer_than_sixty_three_bytes_in_al",
                // It cuts at a whole character.
                "UPDATE abäääääääääääääääääääääääääääääää SET x = 1 | abääääääääääääääääääääääääääääää,abäääääääääääääääääääääääääääääää",
            })
    void namesAreReadAsTheServerKeepsThem(String sql, String expected) {
        assertThat(tables.of(sql)).isEqualTo(new Written(Set.of(expected.split(",")), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE orders SET total = price_of(id) | orders",
                "WITH x AS (SELECT settle(1)), y AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM y | a,b",
                "TRUNCATE a, b CASCADE | a,b",
                "TRUNCATE a RESTART IDENTITY CASCADE | a",
                "UPDATE a SET x = 1; SELECT settle(1); UPDATE b SET x = 2 | a,b",
                "UPDATE a SET x = 1; CALL settle() | a",
                "UPDATE a SET x = 1; UPDATE U&\"\\0061\" SET x = 1 | a",
            })
    void theTablesThatAreNamedAreReadAlsoWhereMoreMayBeWritten(String sql, String expected) {
        Written written = tables.of(sql);
        assertThat(written.anything()).isTrue();
        assertThat(written.tables()).contains(expected.split(","));
    }

    @Test
    void aFunctionThatIsKnownToBeHarmlessWritesNothing() {
        WrittenTables knowing = new WrittenTables(Set.of("price_of"), Set.of());
        assertThat(knowing.of("SELECT Price_Of(1), shop.price_of(2)")).isEqualTo(Written.NOTHING);
        assertThat(knowing.of("UPDATE orders SET total = price_of(id)"))
                .isEqualTo(new Written(Set.of("orders"), false));
        assertThat(knowing.of("SELECT price_of(settle_order(1))").anything()).isTrue();
        assertThat(knowing.of("SELECT \"Price_of\"(1)").anything()).isTrue();
        assertThat(knowing.of("SELECT pg_temp.price_of(1)").anything()).isTrue();
    }

    @Test
    void aFunctionOfTheDatabaseWithTheNameOfABuiltInOneMayWrite() {
        WrittenTables knowing = new WrittenTables(Set.of(), Set.of("log", "age"));
        assertThat(knowing.of("SELECT log('a')").anything()).isTrue();
        assertThat(knowing.of("SELECT * FROM AGE(1)").anything()).isTrue();
        assertThat(knowing.of("SELECT \"log\" ('a')").anything()).isTrue();
        assertThat(knowing.of("UPDATE orders SET total = log(10)")).isEqualTo(new Written(Set.of("orders"), true));
        assertThat(knowing.of("SELECT pg_catalog.log(10), pg_catalog . \"age\"(now()), lower('A'), log FROM log"))
                .isEqualTo(Written.NOTHING);
        assertThat(tables.of("SELECT log(10), age(now())")).isEqualTo(Written.NOTHING);
        WrittenTables older = new WrittenTables(Set.of(), Set.of("json_table"));
        assertThat(older.of("SELECT * FROM json_table(1)").anything()).isTrue();
    }

    @Test
    void whichNamesAreTakenForHarmlessIsKnown() {
        assertThat(List.of("log", "age", "left", "random", "nextval", "pg_sleep", "date", "json_table"))
                .allMatch(WrittenTables::isTakenForHarmless);
        assertThat(List.of("settle", "query_to_xml", "lo_unlink")).noneMatch(WrittenTables::isTakenForHarmless);
    }

    @Test
    void bothTogether() {
        Written a = new Written(Set.of("a"), false);
        assertThat(a.and(Written.NOTHING)).isEqualTo(a);
        assertThat(Written.NOTHING.and(a)).isEqualTo(a);
        assertThat(a.and(new Written(Set.of("b"), false))).isEqualTo(new Written(Set.of("a", "b"), false));
        assertThat(a.and(Written.ANYTHING).anything()).isTrue();
    }
}
