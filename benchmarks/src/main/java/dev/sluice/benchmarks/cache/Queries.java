package dev.sluice.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.RoutingOptions;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The same order read from PostgreSQL, from the cache by hand, and from the cache as the query that it is. */
final class Queries implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String QUERY = "SELECT id, customer, item, note, total FROM orders WHERE id = ?";
    private static final String HINTED = "/* sluice: cache ttl=1h */ " + QUERY;
    private static final ReadOptions<Order> OPTIONS =
            ReadOptions.of(Order.class).ttl(Peers.TTL).models("public.orders");

    private final PostgresReplicaSet servers;
    private final QueryCache cache;
    private final QueryCache near;
    private final RoutingDataSource dataSource;
    private final RoutingDataSource nearDataSource;

    /** @param count how many orders there are, from number 0 on */
    Queries(RedisServer redis, int count) {
        servers = PostgresReplicaSet.builder().replicas(0).start();
        servers.primary().execute("""
                CREATE TABLE orders (id bigint PRIMARY KEY, customer text, item text, note text, total double precision);
                GRANT SELECT ON orders TO %s;
                """.formatted(servers.user()));
        for (int number = 0; number < count; number++) {
            Order order = Order.of(number);
            servers.primary()
                    .execute("INSERT INTO orders VALUES (%d, '%s', '%s', '%s', %s)"
                            .formatted(order.id(), order.customer(), order.item(), order.note(), order.total()));
        }
        cache = open(redis, CacheSettings.DEFAULT);
        near = open(redis, CacheSettings.DEFAULT.withNearEntries(2 * count));
        dataSource = open(cache);
        nearDataSource = open(near);
    }

    private static QueryCache open(RedisServer redis, CacheSettings settings) {
        QueryCache opened = QueryCache.open(
                RedisLocation.standalone(redis.host(), redis.port()),
                "bench/queries",
                RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                settings);
        Poll.until("Sluice is connected", PATIENCE, () -> opened.invalidateTags("none"));
        return opened;
    }

    private RoutingDataSource open(QueryCache answering) {
        return RoutingDataSource.open(RoutingOptions.fromEnvironment(Map.of("DATABASE_URL", url()))
                .results(answering.automatic())
                .build());
    }

    private String url() {
        return servers.primary()
                .jdbcUrl(servers.database())
                .replaceFirst("^jdbc:postgresql://", "postgresql://" + servers.user() + ":" + servers.password() + "@");
    }

    /** Asks the database. */
    Order sent(int number) {
        return read(dataSource, QUERY, number);
    }

    /** Asks the cache, with the loader that reads by the query. */
    Order byHand(int number) {
        return requireNonNull(cache.get("order:" + number, OPTIONS, () -> sent(number)));
    }

    /** Sends the query with the comment that says that its result is cached. */
    Order byItself(int number) {
        return read(dataSource, HINTED, number);
    }

    /** The same where results are kept in the process too. */
    Order byItselfNear(int number) {
        return read(nearDataSource, HINTED, number);
    }

    /** How many reads the cache has answered. */
    long hits() {
        return Stream.of(cache, near)
                .flatMap(one -> one.statistics().rules().stream())
                .mapToLong(RuleStatistics::hits)
                .sum();
    }

    private static Order read(RoutingDataSource from, String sql, int number) {
        try (Connection connection = from.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Order(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getDouble(5));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("an order could not be read", e);
        }
    }

    @Override
    public void close() {
        dataSource.close();
        nearDataSource.close();
        cache.close();
        near.close();
        servers.close();
    }
}
