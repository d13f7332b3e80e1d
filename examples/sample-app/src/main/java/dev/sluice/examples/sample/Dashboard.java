package dev.sluice.examples.sample;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RoutedLoader;
import dev.sluice.routing.cache.RuleStatistics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** How many orders there are, which many look at: from the query cache, and right as soon as an order has been taken. */
final class Dashboard {

    // region cached
    private static final ReadOptions<Long> ORDERS =
            ReadOptions.of(Long.class).ttlClass("short").models("orders");

    private final QueryCache cache;
    private final RoutingDataSource dataSource;
    private final boolean automatic;
    private final RoutedLoader<Long> loader;

    /** @param automatic whether the query is cached by itself */
    Dashboard(QueryCache cache, RoutingDataSource dataSource, boolean automatic) {
        this.cache = cache;
        this.dataSource = dataSource;
        this.automatic = automatic;
        this.loader = RoutedLoader.of(dataSource, connection -> count(connection, "SELECT count(*) FROM orders"));
    }

    long orders() throws SQLException {
        return automatic ? byItself() : Objects.requireNonNull(cache.getAt("dashboard:orders", ORDERS, loader));
    }
    // endregion

    // region automatic
    private long byItself() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setReadOnly(true);
            return count(connection, "/* sluice: cache class=short */ SELECT count(*) FROM orders");
        }
    }
    // endregion

    private static long count(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Reads that the cache has answered. */
    long hits() {
        return cache.statistics().rules().stream()
                .mapToLong(rule -> rule.hits() + rule.staleHits())
                .sum();
    }

    /** Reads that went to the database. */
    long misses() {
        return cache.statistics().rules().stream().mapToLong(Dashboard::loaded).sum();
    }

    private static long loaded(RuleStatistics rule) {
        return rule.misses() + rule.bypasses();
    }
}
