package dev.sluice.routing.jdbc;

import com.zaxxer.hikari.HikariConfig;
import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.monitor.ReadsUnderWay;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.topology.Endpoint;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pool per endpoint and purpose, made when first used. A new document leaves the pools of unchanged addresses alone;
 * a pool whose endpoint has gone, or is no primary any more, gives out nothing further and closes when its connections
 * have come back, at the latest after a while.
 */
final class Pools implements ReadsUnderWay {

    private static final Duration VALIDATION = Duration.ofSeconds(1);
    // What is written on a former primary has no future; what is read from a replica that has left is still good.
    private static final Duration GRACE_FOR_FORMER_PRIMARY = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofMinutes(1);

    private record Key(String address, String database, Purpose purpose) {}

    private final ConcurrentMap<Key, Pool> pools = new ConcurrentHashMap<>();
    private final Connector connector;
    private final PoolOptions options;
    private final Supplier<String> database;
    private final Surroundings around;
    private final Set<Pool> retired = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** What the pools work with; all of it belongs to the caller. */
    record Surroundings(Pool.Surroundings pool, ScheduledExecutorService scheduler, ThreadFactory threads) {}

    Pools(Connector connector, PoolOptions options, Supplier<String> database, Surroundings around) {
        this.connector = connector;
        this.options = options;
        this.database = database;
        this.around = around;
    }

    Pool of(Endpoint endpoint, Purpose purpose) throws SQLException {
        Key key = key(endpoint, purpose);
        Pool pool = pools.get(key);
        if (pool == null) {
            pool = pools.computeIfAbsent(key, k -> open(endpoint, k.database(), purpose));
        }
        if (closed) {
            pool.close();
            throw new SQLException("the data source is closed");
        }
        return pool;
    }

    /** Closes the idle connections to an endpoint. */
    void evict(Endpoint endpoint, Purpose purpose) {
        Pool pool = pools.get(key(endpoint, purpose));
        if (pool != null) {
            pool.evict();
        }
    }

    @Override
    public boolean any() {
        return pools.entrySet().stream()
                .anyMatch(e ->
                        e.getKey().purpose() == Purpose.READ && e.getValue().isWaitedFor());
    }

    @Override
    public boolean at(Endpoint endpoint) {
        Pool pool = readPool(endpoint);
        return pool != null && pool.isWaitedFor();
    }

    @Override
    public void abortAt(Endpoint endpoint) {
        Pool pool = readPool(endpoint);
        if (pool != null) {
            pool.evict();
            pool.abortInUse();
        }
    }

    /** Retires the pools that a rotation has no use for. */
    void retain(Rotation rotation) {
        String current = rotation.topology().database();
        Set<Key> wanted = new HashSet<>();
        rotation.writer().ifPresent(e -> wanted.add(new Key(e.address(), current, Purpose.WRITE)));
        rotation.topology().replicas().forEach(e -> wanted.add(new Key(e.address(), current, Purpose.READ)));
        rotation.writer().ifPresent(e -> wanted.remove(new Key(e.address(), current, Purpose.READ)));
        pools.forEach((key, pool) -> {
            if (!wanted.contains(key) && pools.remove(key, pool)) {
                retire(pool, grace(key, rotation));
            }
        });
        rotation.topology().replicas().stream().filter(e -> !rotation.wanted(e)).forEach(e -> evict(e, Purpose.READ));
    }

    void close() {
        closed = true;
        pools.values().forEach(Pool::close);
        retired.forEach(Pool::close);
    }

    // A former primary that the library itself left is silent or a standby: what waits there waits in vain.
    private static Duration grace(Key key, Rotation rotation) {
        if (key.purpose() == Purpose.READ) {
            return GRACE;
        }
        return rotation.followsAhead() ? Duration.ZERO : GRACE_FOR_FORMER_PRIMARY;
    }

    private void retire(Pool pool, Duration grace) {
        retired.removeIf(Pool::isClosed);
        retired.add(pool);
        pool.retire();
        var unused = around.scheduler()
                .schedule(() -> around.pool().executor().execute(pool::close), grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private @Nullable Pool readPool(Endpoint endpoint) {
        return pools.get(key(endpoint, Purpose.READ));
    }

    private Key key(Endpoint endpoint, Purpose purpose) {
        return new Key(endpoint.address(), database.get(), purpose);
    }

    private Pool open(Endpoint endpoint, String name, Purpose purpose) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sluice-" + endpoint.name() + (purpose == Purpose.WRITE ? "-write" : "-read"));
        config.setMaximumPoolSize(size(endpoint, purpose));
        config.setMinimumIdle(0);
        config.setIdleTimeout(options.idleTimeout().toMillis());
        config.setMaxLifetime(options.maxLifetime().toMillis());
        config.setKeepaliveTime(0);
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setReadOnly(purpose == Purpose.READ);
        config.setScheduledExecutor(around.scheduler());
        config.setThreadFactory(around.threads());
        EndpointDataSource physical = new EndpointDataSource(
                connector, endpoint, name, purpose, around.pool().time());
        return new Pool(endpoint, purpose, physical, config, around.pool());
    }

    private int size(Endpoint endpoint, Purpose purpose) {
        int own = connector.settings().endpoint(endpoint.name()).poolSize();
        if (own > 0) {
            return own;
        }
        return purpose == Purpose.WRITE ? options.primarySize() : options.replicaSize();
    }
}
