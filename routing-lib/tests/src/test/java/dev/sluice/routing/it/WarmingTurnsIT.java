package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.WarmValue;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes warm a statement once an hour; the one whose turn it is dies, or hangs, while it does so. */
class WarmingTurnsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TURN = "qcache:{test/turns}:w:" + WarmingProcess.STATEMENT;
    private static final String ENTRY = "qcache:{test/turns}:e:" + WarmingProcess.KEY;
    private static final String WARMED_AT = WarmingProcess.STATEMENT + "|warmedAt";

    @TempDir
    private Path folder;

    private final RedisClient client = RedisClient.create();
    private final AtomicInteger loads = new AtomicInteger();
    private RedisServer redis;
    private StatefulRedisConnection<String, String> asked;
    private PostgresReplicaSet set;
    private QueryCache cache;
    private RoutingDataSource library;
    private ChildProcess holder;

    @BeforeEach
    void theOtherOneHasTheTurn() {
        redis = RedisServer.open().start();
        asked = client.connect(RedisURI.create(redis.uri()));
        set = PostgresReplicaSet.builder().replicas(1).start();
        set.primary().execute("CREATE TABLE items (id int)");
        set.awaitReplication();
        Map<String, String> environment = Map.of(
                "DATABASE_URL",
                url(set.primary()),
                "DATABASE_REPLICA_1_URL",
                url(set.replicas().get(0)));
        cache = WarmingProcess.open(redis.host(), redis.port());
        library = WarmingProcess.library(environment);
        Poll.until("a value is there", PATIENCE, () -> {
            cache.get(WarmingProcess.KEY, WarmingProcess.OPTIONS, () -> "first");
            return stored("first");
        });
        holder = ChildProcess.start(new ChildProcess.Launch(
                "holder",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WarmingProcess.class.getName(),
                        redis.host(),
                        Integer.toString(redis.port())),
                environment,
                folder.resolve("holder.log")));
        holder.awaitReady(PATIENCE, () -> "1".equals(asked.sync().get("held")));
        cache.warm(
                library,
                List.of(new WarmValue<>(WarmingProcess.STATEMENT, WarmingProcess.KEY, WarmingProcess.OPTIONS, rows -> {
                    loads.incrementAndGet();
                    return "of this one";
                })));
    }

    @AfterEach
    void close() {
        holder.kill();
        library.close();
        cache.close();
        set.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void aProcessThatIsKilledTakesTheTurnWithItForAMomentOnly() {
        String token = asked.sync().get(TURN);
        long[] before = {asked.sync().pttl(TURN)};
        Poll.until("the turn is renewed", PATIENCE, () -> {
            long now = asked.sync().pttl(TURN);
            boolean longer = now > before[0];
            before[0] = now;
            return longer;
        });
        assertThat(asked.sync().get(TURN)).isEqualTo(token);
        assertThat(loads).as("one at a time").hasValue(0);

        holder.kill();
        awaitOfThisOne();
        assertThat(loads).hasValue(1);
    }

    @Test
    void whatAProcessThatHungHasLoadedLateDoesNoHarm() {
        holder.suspend();
        awaitOfThisOne();
        String token = asked.sync().get(TURN);
        String warmedAt = asked.sync().hget("qstats:{test/turns}", WARMED_AT);

        asked.sync().set("go", "1");
        holder.resume();
        Poll.until(
                "its value is refused", PATIENCE, () -> "1".equals(asked.sync().get("refused")));
        assertThat(stored("of this one")).isTrue();
        assertThat(asked.sync().get(TURN)).isEqualTo(token);
        assertThat(asked.sync().pttl(TURN)).isGreaterThan(Duration.ofMinutes(30).toMillis());
        assertThat(asked.sync().hget("qstats:{test/turns}", WARMED_AT)).isEqualTo(warmedAt);
        assertThat(loads).hasValue(1);
    }

    private void awaitOfThisOne() {
        Poll.until("the other one takes over", PATIENCE, () -> stored("of this one"));
        Poll.until(
                "it has the turn for the rest of the hour",
                PATIENCE,
                () -> asked.sync().pttl(TURN) > Duration.ofMinutes(30).toMillis());
    }

    private boolean stored(String value) {
        String entry = asked.sync().get(ENTRY);
        return entry != null && entry.endsWith('"' + value + '"');
    }

    private String url(PostgresServer server) {
        return "postgresql://" + set.user() + ":" + set.password() + "@" + server.host() + ":" + server.port() + "/"
                + set.database();
    }
}
