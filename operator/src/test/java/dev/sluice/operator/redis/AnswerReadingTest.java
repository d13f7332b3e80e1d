package dev.sluice.operator.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.redis.RedisTarget.Server;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerReadingTest {

    @Test
    void infoIsRead() {
        String info = """
                # Server
                redis_version:7.2.4

                # Memory
                used_memory:1048576
                maxmemory:2097152
                maxmemory_policy:allkeys-lru
                # Stats
                evicted_keys:12
                # Replication
                role:slave
                # Keyspace
                db0:keys=7,expires=1,avg_ttl=0
                db3:keys=99,expires=1,avg_ttl=0
                """.replace("\n", "\r\n");

        assertThat(ServerReport.read(info, 3))
                .isEqualTo(new ServerReport("7.2.4", false, 1048576, 2097152, "allkeys-lru", 12, 99));
        assertThat(ServerReport.read(info, 1))
                .isNotNull()
                .satisfies(report -> assertThat(report.databaseKeys()).isZero());
        assertThat(ServerReport.read("hello: world", 0)).isNull();
    }

    @Test
    void aSampleIsScaled() {
        assertThat(KeyCount.of(5, 20, true, 20)).isEqualTo(new KeyCount(5, true));
        assertThat(KeyCount.of(0, 0, true, 0)).isEqualTo(new KeyCount(0, true));
        assertThat(KeyCount.of(500, 2500, false, 100_000)).isEqualTo(new KeyCount(20_000, false));
        assertThat(KeyCount.of(500, 2500, false, 0)).isEqualTo(new KeyCount(500, false));
    }

    @Test
    void whereAKeyHasMovedIsRead() {
        var from = new Server("10.0.0.1", 6379);

        assertThat(HomeFinder.movedTo(from, "MOVED 3999 10.0.0.7:6381")).isEqualTo(new Server("10.0.0.7", 6381));
        assertThat(HomeFinder.movedTo(from, "MOVED 3999 :6381")).isEqualTo(new Server("10.0.0.1", 6381));
        assertThat(HomeFinder.movedTo(from, "MOVED 3999 2001:db8::7:6381")).isEqualTo(new Server("2001:db8::7", 6381));
        assertThat(HomeFinder.movedTo(from, "CLUSTERDOWN Hash slot not served")).isNull();
        assertThat(HomeFinder.movedTo(from, null)).isNull();
        assertThat(new Server("2001:db8::7", 6381)).hasToString("[2001:db8::7]:6381");
    }

    @Test
    void anOrderNamesKeysOfOneSlotOnly() {
        var order = new CacheOrder("o", List.of("public.orders"), List.of("home"), List.of("a"));

        assertThat(new PolicyKeys("q", "shop/orders").madeOldBy(order))
                .containsExactly(
                        "q:{shop/orders}:e:a",
                        "q:{shop/orders}:l:a",
                        "q:{shop/orders}:v:m:*.orders",
                        "q:{shop/orders}:v:m:public.orders",
                        "q:{shop/orders}:v:t:home");
    }
}
