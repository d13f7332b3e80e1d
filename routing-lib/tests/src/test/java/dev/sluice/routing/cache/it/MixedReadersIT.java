package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.store.ReadPosition;
import dev.sluice.routing.replication.Lsn;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Some read a key from replicas and others from the primary: none of these gets what a lagging replica has answered. */
class MixedReadersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadPosition BEHIND = ReadPosition.replica(Lsn.parse("0/100"), Lsn.parse("0/200"));
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofMinutes(5)).models("shop.orders");

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.open(redis.host(), redis.port());
    private final AtomicInteger ownLoads = new AtomicInteger();

    /** A reader on a thread of its own. */
    private record Reader(Thread thread, FutureTask<String> answer) {

        static Reader start(FutureTask<String> answer) {
            Thread thread = new Thread(answer);
            thread.start();
            return new Reader(thread, answer);
        }

        Reader awaitWaiting() {
            Poll.until("it waits", PATIENCE, () -> thread.getState() == Thread.State.WAITING);
            return this;
        }

        String get() throws Exception {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @AfterEach
    void close() {
        cache.close();
        redis.close();
    }

    @Test
    void getIsNotGivenWhatALaggingReplicaHasAnsweredToAnotherReader() throws Exception {
        for (int i = 0; i < 6; i++) {
            String key = "mixed " + i;
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Reader holder = fromReplica(key, begun, end);
            begun.await();
            assertThat(cache.invalidateModels("shop.orders")).isTrue();
            Reader onPrimary = fromPrimary(key).awaitWaiting();
            List<Reader> onReplica = new ArrayList<>();
            for (int j = 0; j < 4; j++) {
                onReplica.add(fromReplica(key, begun, end).awaitWaiting());
            }
            end.countDown();
            assertThat(onPrimary.get()).isEqualTo("new");
            assertThat(holder.get()).isEqualTo("old");
            for (Reader each : onReplica) {
                assertThat(each.get()).isIn("old", "new");
            }
            assertThat(ownLoads).hasValue(i + 1);
        }
    }

    @Test
    void norWithoutRedis() throws Exception {
        redis.close();
        Poll.until("the cache is out of use", PATIENCE, () -> {
            cache.get("warm", OPTIONS, () -> "value");
            return !cache.statistics().inUse();
        });
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Reader holder = fromReplica("k", begun, end);
        begun.await();
        Reader next = fromReplica("k", begun, end).awaitWaiting();
        Reader onPrimary = fromPrimary("k");
        assertThat(onPrimary.get()).isEqualTo("new");
        end.countDown();
        assertThat(holder.get()).isEqualTo("old");
        assertThat(next.get()).isEqualTo("old");
        assertThat(ownLoads).hasValue(1);
    }

    private Reader fromPrimary(String key) {
        return Reader.start(new FutureTask<>(() -> cache.get(key, OPTIONS, () -> {
            ownLoads.incrementAndGet();
            return "new";
        })));
    }

    private Reader fromReplica(String key, CountDownLatch begun, CountDownLatch end) {
        return Reader.start(new FutureTask<>(() -> cache.getAt(key, OPTIONS, position -> {
            begun.countDown();
            end.await();
            position.accept(BEHIND);
            return "old";
        })));
    }
}
