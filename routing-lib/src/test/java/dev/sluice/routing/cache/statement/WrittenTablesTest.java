package dev.sluice.routing.cache.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTablesTest {

    private final WrittenTables tables = new WrittenTables(Set.of());

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
                "COPY shop.orders (id, total) FROM STDIN | shop.orders",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY shop.totals | shop.totals",
                "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM orders | orders",
                "BEGIN; UPDATE a SET x = 1; INSERT INTO b VALUES (2); COMMIT | a,b",
                "INSERT INTO a VALUES (nextval('s'), 'INSERT INTO b') -- and UPDATE c | a",
                "INSERT INTO a (t) VALUES ($$ DELETE FROM b $$) | a",
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
                "SAVEPOINT a",
                "SET LOCAL statement_timeout = 5",
                "SHOW server_version",
                "LOCK TABLE orders IN EXCLUSIVE MODE",
                "EXPLAIN DELETE FROM orders",
                "EXPLAIN ANALYZE SELECT 1",
                "COPY (SELECT * FROM orders) TO STDOUT",
                "COPY orders TO STDOUT",
                "VALUES (1), (2)",
                "(SELECT 1) UNION (SELECT 2)",
                "WITH x(a) AS (SELECT 1) SELECT a FROM x AS y(b)",
                "CREATE TEMP TABLE t (id int, n numeric(10, 2) DEFAULT 1) ON COMMIT DELETE ROWS",
                "CREATE LOCAL TEMPORARY TABLE IF NOT EXISTS t AS SELECT count(*) FROM orders",
                "CREATE TEMP TABLE t ON COMMIT DROP AS (SELECT * FROM orders)",
            })
    void whatOnlyReadsWritesNothing(String sql) {
        assertThat(tables.of(sql)).isEqualTo(Written.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL settle_orders()",
                "DO $$ BEGIN DELETE FROM orders; END $$",
                "SELECT settle_order(1)",
                "SELECT shop.settle_order(1)",
                "SELECT pg_temp.settle_order(1)",
                "SELECT \"pg_temp\".settle_order(1)",
                "SELECT \"Now\"()",
                "UPDATE orders SET total = price_of(id)",
                "WITH x AS (SELECT settle(1)) SELECT * FROM x",
                "SELECT query_to_xml('DELETE FROM orders', true, false, '')",
                "EXECUTE settle",
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

    @Test
    void aFunctionThatIsKnownToBeHarmlessWritesNothing() {
        WrittenTables knowing = new WrittenTables(Set.of("price_of"));
        assertThat(knowing.of("SELECT Price_Of(1), shop.price_of(2)")).isEqualTo(Written.NOTHING);
        assertThat(knowing.of("UPDATE orders SET total = price_of(id)"))
                .isEqualTo(new Written(Set.of("orders"), false));
        assertThat(knowing.of("SELECT price_of(settle_order(1))").anything()).isTrue();
        assertThat(knowing.of("SELECT \"Price_of\"(1)").anything()).isTrue();
        assertThat(knowing.of("SELECT pg_temp.price_of(1)").anything()).isTrue();
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
