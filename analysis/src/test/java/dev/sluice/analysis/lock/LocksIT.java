package dev.sluice.analysis.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.observe.Observation;
import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SchemaChange;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link Locks} says is what a server does, as {@link StatementWatch} sees it.
 */
@ExtendWith(FixtureLogs.class)
class LocksIT {

    private static final List<String> FIXTURE = List.of(
            "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
            "CREATE DOMAIN label AS text",
            "CREATE TABLE customers (id bigint PRIMARY KEY, name varchar(20), mail text)",
            "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, note varchar(20),"
                    + " total numeric(10, 2), number integer, made timestamp, known text NOT NULL, proven text,"
                    + " CONSTRAINT proof CHECK (proven IS NOT NULL AND number > 0))",
            "CREATE INDEX orders_number ON orders (number)",
            "CREATE TABLE notes (id bigint NOT NULL, body text)",
            "CREATE UNIQUE INDEX notes_id ON notes (id)",
            "ALTER TABLE notes ADD CONSTRAINT notes_body CHECK (body <> '') NOT VALID",
            "ALTER TABLE notes ADD CONSTRAINT notes_customer FOREIGN KEY (id) REFERENCES customers NOT VALID",
            "CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at)",
            "CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
            "CREATE TABLE events_old (id bigint, at date NOT NULL)",
            "CREATE TABLE seen (id bigint)",
            "CREATE VIEW seen_view AS SELECT id FROM seen",
            "CREATE MATERIALIZED VIEW seen_rows AS SELECT id FROM seen_view",
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER touched BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch()");

    private static PostgresReplicaSet set;
    private static Connection connection;
    private static Connection second;
    private static StatementWatch watch;
    private static Schema schema;

    @BeforeAll
    static void start() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        connection = connect();
        second = connect();
        watch = new StatementWatch(connection, second);
        schema = Schema.EMPTY;
        for (String sql : FIXTURE) {
            watch.execute(sql);
            schema = SchemaChange.apply(schema, parse(sql), new Origin(0, 0, true, true));
        }
        watch.execute("SET TimeZone = 'Europe/Vienna'");
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(set.primary().jdbcUrl(set.database()), set.user(), set.password());
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        second.close();
        set.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON orders (note)",
                "CREATE INDEX ON events (id)",
                "CREATE INDEX ON ONLY events (id)",
                "DROP INDEX orders_number",
                "REINDEX TABLE notes",
                "ALTER TABLE orders ADD COLUMN a integer",
                "ALTER TABLE orders ADD COLUMN a timestamptz NOT NULL DEFAULT now()",
                "ALTER TABLE orders ADD COLUMN a uuid DEFAULT gen_random_uuid()",
                "ALTER TABLE orders ADD COLUMN a double precision DEFAULT random() * 2",
                "ALTER TABLE orders ADD COLUMN a bigserial",
                "ALTER TABLE orders ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY",
                "ALTER TABLE orders ADD COLUMN a numeric GENERATED ALWAYS AS (total * 2) STORED",
                "ALTER TABLE orders ADD COLUMN a numeric GENERATED ALWAYS AS (total * 2) VIRTUAL",
                "ALTER TABLE orders ADD COLUMN a positive",
                "ALTER TABLE orders ADD COLUMN a label",
                "ALTER TABLE orders ADD COLUMN a integer CHECK (a > 0)",
                "ALTER TABLE orders ADD COLUMN a bigint REFERENCES customers",
                "ALTER TABLE orders ADD COLUMN a text UNIQUE",
                "ALTER TABLE orders DROP COLUMN note",
                "ALTER TABLE orders ALTER COLUMN note TYPE varchar(40)",
                "ALTER TABLE orders ALTER COLUMN note TYPE text",
                "ALTER TABLE orders ALTER COLUMN note TYPE varchar(10)",
                "ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2)",
                "ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 3)",
                "ALTER TABLE orders ALTER COLUMN number TYPE bigint",
                "ALTER TABLE orders ALTER COLUMN made TYPE timestamptz",
                "ALTER TABLE orders ALTER COLUMN known TYPE text USING lower(known)",
                "ALTER TABLE orders ALTER COLUMN note SET NOT NULL",
                "ALTER TABLE orders ALTER COLUMN known SET NOT NULL",
                "ALTER TABLE orders ALTER COLUMN proven SET NOT NULL",
                "ALTER TABLE orders ALTER COLUMN known DROP NOT NULL",
                "ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'x'",
                "ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500",
                "ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL",
                "ALTER TABLE orders ALTER COLUMN note SET (n_distinct = 5)",
                "ALTER TABLE orders SET (fillfactor = 80)",
                "ALTER TABLE orders ADD CHECK (total > 0)",
                "ALTER TABLE orders ADD CHECK (total > 0) NOT VALID",
                "ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES customers",
                "ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES customers NOT VALID",
                "ALTER TABLE orders ADD UNIQUE (note)",
                "ALTER TABLE notes ADD PRIMARY KEY (id)",
                "ALTER TABLE notes ADD PRIMARY KEY USING INDEX notes_id",
                "ALTER TABLE notes ADD EXCLUDE USING btree (id WITH =)",
                "ALTER TABLE notes ADD CONSTRAINT n NOT NULL body NOT VALID",
                "ALTER TABLE notes VALIDATE CONSTRAINT notes_body",
                "ALTER TABLE notes VALIDATE CONSTRAINT notes_customer",
                "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey",
                "ALTER TABLE orders DROP CONSTRAINT proof",
                "ALTER TABLE orders RENAME COLUMN note TO remark",
                "ALTER TABLE orders RENAME CONSTRAINT proof TO evidence",
                "ALTER TABLE orders RENAME TO purchases",
                "ALTER TABLE orders SET UNLOGGED",
                "ALTER TABLE notes DISABLE TRIGGER touched",
                "ALTER TABLE notes ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE notes REPLICA IDENTITY FULL",
                "ALTER TABLE events DETACH PARTITION events_2024",
                "ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')",
                "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                "CREATE TABLE carts (id bigint REFERENCES customers)",
                "CREATE TRIGGER again BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch()",
                "CREATE POLICY own ON notes USING (true)",
                "DROP TRIGGER touched ON notes",
                "DROP TABLE orders",
                "DROP TABLE seen CASCADE",
                "DROP VIEW seen_view CASCADE",
                "TRUNCATE notes",
                "LOCK TABLE notes IN SHARE MODE",
                "CLUSTER orders USING orders_pkey",
            })
    void aServerLocksWhatIsForetold(String sql) throws SQLException {
        Map<String, String> seen = seen(sql);
        Map<String, String> foretold = foretold(sql);
        assertThat(foretold).as("%s", sql).isEqualTo(seen);
    }

    private static Map<String, String> foretold(String sql) {
        Map<String, LockMode> modes = new TreeMap<>();
        Map<String, Work> works = new TreeMap<>();
        for (TableLock lock : Locks.of(parse(sql), schema, PostgresVersion.of(18))) {
            if (lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0) {
                modes.merge(lock.table().name(), lock.mode(), (a, b) -> a.compareTo(b) > 0 ? a : b);
                works.merge(lock.table().name(), lock.work(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        Map<String, String> foretold = new TreeMap<>();
        modes.forEach((table, mode) -> foretold.put(table, mode + " " + works.get(table)));
        return foretold;
    }

    private static Map<String, String> seen(String sql) throws SQLException {
        watch.begin();
        Observation observation = watch.run(sql);
        watch.rollback();
        SQLException failure = observation.failure();
        if (failure != null) {
            throw failure;
        }
        Map<String, String> seen = new TreeMap<>();
        observation.locks().forEach((table, mode) -> {
            if (mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0) {
                seen.put(table.name(), mode + " " + observation.work(table));
            }
        });
        return seen;
    }

    private static Statement parse(String sql) {
        return new StatementParser(SourceText.of(sql))
                .parse(new Span(0, sql.length()))
                .statement();
    }
}
