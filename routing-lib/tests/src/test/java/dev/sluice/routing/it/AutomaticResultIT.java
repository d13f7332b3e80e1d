package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgArray;

/** A result from the cache gives by each of its methods what the driver's own result gives, also where that is an error. */
class AutomaticResultIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUERY = "/* sluice: cache ttl=1h */ SELECT t.*, id + 1 AS next, 'text' AS label,"
            + " ARRAY[id, NULL] AS made, row(id, words) AS pair FROM everything t WHERE id > ? ORDER BY id";
    private static final List<Class<?>> CLASSES = List.of(
            String.class,
            Integer.class,
            Long.class,
            BigDecimal.class,
            Boolean.class,
            Double.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            UUID.class,
            byte[].class,
            java.sql.Timestamp.class,
            java.sql.Date.class);
    private static final RedisServer REDIS = RedisServer.open();
    private static PostgresReplicaSet set;

    @BeforeAll
    static void start() {
        REDIS.start();
        set = PostgresReplicaSet.builder().replicas(0).start();
        set.primary().execute("""
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                CREATE TABLE everything (
                  id serial PRIMARY KEY, small smallint NOT NULL, large bigint, exact numeric, money_like numeric(10, 2),
                  single real, dbl double precision, yes boolean, words text, short varchar(20), fixed char(5),
                  bits bit(3), one_bit bit(1), var_bits varbit(8), bytes bytea, day date, moment timestamp,
                  rounded timestamp(3), instant timestamptz, clock time, zoned timetz, span interval, uid uuid,
                  doc json, bin jsonb, tree xml, cash money, net inet, mac macaddr, place point, box box,
                  feeling mood, pos positive, numbers int[], texts text[], exacts numeric(8, 3)[], grid int[][],
                  instants timestamptz[], uids uuid[], ranges int4range, search tsvector, big oid, nm name, hs "char");
                INSERT INTO everything VALUES
                  (1, 1, 9007199254740993, 123456789012345678901234567890.1234567890, 12.50, 1.5, 0.1, true, 'äöü "x" \\ y',
                   'short', 'abc', B'101', B'1', B'10', '\\x00ff10', '2024-02-29', '2024-02-29 12:34:56.789012',
                   '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.789012+02', '12:34:56.789', '12:34:56+02',
                   '1 year 2 days 03:04:05.6', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": [1, 2]}', '{"b": null}',
                   '<a>x</a>', '12.34', '192.168.0.1/24', '08:00:2b:01:02:03', '(1,2)', '(1,2),(3,4)', 'happy', 7,
                   '{1,2,NULL}', '{"a","b c",NULL,"d\\"e"}', '{1.5,2.125}', '{{1,2},{3,4}}',
                   '{"2024-02-29 12:34:56+00",infinity}', '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}', '[1,5)',
                   'a fat cat', 42, 'name', 'c'),
                  (2, -1, -1, 'NaN', -0.01, 'NaN', '-Infinity', false, '', '', '', B'000', B'0', B'', '', 'infinity',
                   '-infinity', '0001-01-01', 'infinity', '00:00', '00:00+00', '-1 month', NULL, 'null', '1', NULL,
                   '-1', '::1', NULL, NULL, NULL, 'sad', 1, '{}', '{}', '{}', '{}', '{}', '{}', 'empty', '', 0, '', '');
                INSERT INTO everything (id, small) VALUES (3, 3);
                """);
        set.primary().execute("GRANT SELECT ON everything TO " + set.user());
    }

    @AfterAll
    static void stop() {
        set.close();
        REDIS.close();
    }

    /** By the threshold of the driver: text for all columns, binary for those that it can. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void everyMethodGivesWhatTheDriversDoes(String threshold) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", set.user());
        properties.setProperty("password", set.password());
        properties.setProperty("prepareThreshold", threshold);
        try (QueryCache cache = QueryCache.open(
                        RedisLocation.standalone(REDIS.host(), REDIS.port()),
                        "test/results" + threshold,
                        RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                        CacheSettings.DEFAULT.withBeta(0));
                RoutingDataSource library = RoutingDataSource.open(
                        Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                                .driverProperty("prepareThreshold", threshold)
                                .results(cache.automatic())
                                .build());
                Connection direct = DriverManager.getConnection(set.primary().jdbcUrl(set.database()), properties)) {
            Poll.until("the cache is connected", PATIENCE, () -> cache.invalidateKeys("no such key"));
            // What the driver says of some types depends on what it has read before on the same connection.
            everything(direct, 0);
            List<String> expected = everything(direct, 0);
            assertThat(expected).hasSizeGreaterThan(1000);
            try (Connection connection = library.getConnection()) {
                Poll.until("the cache answers", PATIENCE, () -> hit(cache, connection));
                long before = hits(cache);
                assertThat(everything(connection, 0)).containsExactlyElementsOf(expected);
                assertThat(everything(connection, 5)).as("no rows").containsExactlyElementsOf(everything(direct, 5));
                assertThat(hits(cache)).isGreaterThan(before);
                assertThat(cache.statistics().notCached()).isEmpty();
            }
        }
    }

    private static boolean hit(QueryCache cache, Connection connection) {
        long before = hits(cache);
        try {
            everything(connection, 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return hits(cache) > before;
    }

    private static long hits(QueryCache cache) {
        return cache.statistics().rules().stream()
                .mapToLong(rule -> rule.hits())
                .sum();
    }

    private static List<String> everything(Connection connection, int above) throws SQLException {
        List<String> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setInt(1, above);
            try (ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData meta = rows.getMetaData();
                for (int column = 1; column <= meta.getColumnCount(); column++) {
                    all.add(describe(meta, column));
                }
                all.add(rows.isBeforeFirst() + " " + rows.getType() + " " + rows.getConcurrency() + " "
                        + rows.getFetchDirection());
                while (rows.next()) {
                    for (int column = 1; column <= meta.getColumnCount(); column++) {
                        read(rows, column, meta.getColumnLabel(column), all);
                    }
                }
                all.add(rows.isAfterLast() + " " + rows.getRow());
            }
        }
        return all;
    }

    private static String describe(ResultSetMetaData meta, int column) throws SQLException {
        return String.join(
                "|",
                meta.getColumnLabel(column),
                meta.getColumnName(column),
                meta.getColumnTypeName(column),
                meta.getColumnClassName(column),
                meta.getTableName(column),
                meta.getSchemaName(column),
                meta.getCatalogName(column),
                String.valueOf(meta.getColumnType(column)),
                String.valueOf(meta.getPrecision(column)),
                String.valueOf(meta.getScale(column)),
                String.valueOf(meta.getColumnDisplaySize(column)),
                String.valueOf(meta.isNullable(column)),
                String.valueOf(meta.isAutoIncrement(column)),
                String.valueOf(meta.isSigned(column)),
                String.valueOf(meta.isCaseSensitive(column)),
                String.valueOf(meta.isCurrency(column)),
                String.valueOf(meta.isReadOnly(column)),
                String.valueOf(meta.isSearchable(column)));
    }

    @FunctionalInterface
    private interface Getter {

        @Nullable
        Object get() throws Exception;
    }

    private static void read(ResultSet rows, int column, String label, List<String> all) throws SQLException {
        List<Getter> getters = new ArrayList<>(List.of(
                () -> rows.getObject(column),
                () -> rows.getObject(label),
                () -> rows.getString(column),
                () -> rows.getString(label.toUpperCase(java.util.Locale.ROOT)),
                () -> rows.getInt(column),
                () -> rows.getLong(column),
                () -> rows.getShort(column),
                () -> rows.getByte(column),
                () -> rows.getDouble(column),
                () -> rows.getFloat(column),
                () -> rows.getBoolean(column),
                () -> rows.getBigDecimal(column),
                () -> rows.getBytes(column),
                () -> rows.getDate(column),
                () -> rows.getTime(column),
                () -> rows.getTimestamp(column),
                () -> rows.getTimestamp(column, Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"))),
                () -> rows.getArray(column),
                () -> rows.getSQLXML(column),
                () -> rows.getCharacterStream(column),
                () -> rows.getBinaryStream(column),
                () -> rows.getObject(column, java.util.Map.of())));
        CLASSES.forEach(type -> getters.add(() -> rows.getObject(column, type)));
        int number = 0;
        for (Getter getter : getters) {
            String read;
            try {
                read = text(getter.get()) + " " + rows.wasNull();
            } catch (Exception e) {
                String state = e instanceof SQLException sql ? sql.getSQLState() : "";
                read = e.getClass().getName() + " " + state + " " + e.getMessage();
            }
            // The driver gives the identity of an array of bytes for its text.
            all.add(label + " " + number++ + ": " + read.replaceAll("\\[B@[0-9a-f]+", "[B"));
        }
    }

    private static String text(@Nullable Object value) throws Exception {
        if (value == null) {
            return "null";
        }
        // An array's result set must lead back to the connection, so it is one of a class of its own.
        Class<?> type = value instanceof PgArray ? PgArray.class : value.getClass();
        String of = type.getName() + " ";
        if (value instanceof byte[] bytes) {
            return of + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Array array) {
            return of + array.getBaseTypeName() + " " + array + " "
                    + Arrays.deepToString(new Object[] {array.getArray()});
        }
        if (value instanceof SQLXML xml) {
            return of + xml.getString();
        }
        if (value instanceof Reader reader) {
            try (reader) {
                StringBuilder text = new StringBuilder();
                for (int c = reader.read(); c >= 0; c = reader.read()) {
                    text.append((char) c);
                }
                return text.toString();
            }
        }
        if (value instanceof InputStream stream) {
            try (stream) {
                return HexFormat.of().formatHex(stream.readAllBytes());
            }
        }
        return of + value;
    }
}
