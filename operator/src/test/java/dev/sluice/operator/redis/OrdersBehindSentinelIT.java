package dev.sluice.operator.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.TlsMode;
import dev.sluice.operator.redis.RedisTarget.Mode;
import dev.sluice.operator.redis.RedisTarget.Server;
import dev.sluice.routing.cache.sentinel.Settling;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisCommands;
import dev.sluice.testing.redis.RedisSentinel;
import dev.sluice.testing.redis.RedisServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A connection is kept to a master that has been replaced, and that nobody makes a replica. */
class OrdersBehindSentinelIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final PolicyKeys KEYS = new PolicyKeys("qcache", "shop/orders");

    @Test
    void anOrderGoesToTheMasterOfNowWhenNobodyUsesTheFormerOne() {
        Vertx vertx = Vertx.vertx();
        RedisProbe probe = new RedisProbe(vertx, Clock.systemUTC());
        try (RedisServer master =
                        RedisServer.with("rename-command SLAVEOF \"\"").start();
                RedisServer replica = RedisServer.replicaOf(master).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master)) {
            RedisTarget target =
                    new RedisTarget(Mode.SENTINEL, List.of(new Server("127.0.0.1", sentinel.port())), "cache", 0);
            assertThat(ask(probe, target).server()).isEqualTo("127.0.0.1:" + master.port());
            Poll.until(
                    "Sentinel fails over",
                    PATIENCE,
                    () -> RedisCommands.send(sentinel.port(), "SENTINEL", "FAILOVER", "cache")
                            .startsWith("+OK"));
            Poll.until(
                    "Sentinel names the replica",
                    PATIENCE,
                    () -> RedisCommands.send(sentinel.port(), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "cache")
                            .contains(String.valueOf(replica.port())));
            CacheOrder order = new CacheOrder("o", List.of("public.orders"), List.of(), List.of());
            String key = KEYS.madeOldBy(order).get(0);
            assertThat(RedisCommands.send(replica, "SET", key, "version")).startsWith("+OK");
            Poll.until("the order is carried out", PATIENCE, () -> {
                Reading.Answered answer = ask(probe, target, order);
                assertThat(answer.server()).isEqualTo("127.0.0.1:" + replica.port());
                return answer.done().contains("o");
            });
            assertThat(RedisCommands.send(replica, "EXISTS", key)).startsWith(":0");
            assertThat(age(sentinel)).isGreaterThanOrEqualTo(Settling.LENGTH.toMillis());
        } finally {
            probe.close();
            vertx.close();
        }
    }

    /** For so many milliseconds the master has been that. */
    private static long age(RedisSentinel sentinel) {
        Matcher told = Pattern.compile("role-reported-time\\r\\n[$]\\d+\\r\\n(\\d+)")
                .matcher(RedisCommands.send(sentinel.port(), "SENTINEL", "MASTER", "cache"));
        assertThat(told.find()).isTrue();
        return Long.parseLong(told.group(1));
    }

    private static Reading.Answered ask(RedisProbe probe, RedisTarget target, CacheOrder... orders) {
        Access access = new Access("", "", new Access.Tls(TlsMode.DISABLE, null, null, null));
        Reading reading = probe.read(
                        new Question(target, KEYS, List.of(orders)),
                        () -> Future.succeededFuture(new AccessResult.Granted(access)),
                        Duration.ofSeconds(20))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
        assertThat(reading).isInstanceOf(Reading.Answered.class);
        return (Reading.Answered) reading;
    }
}
