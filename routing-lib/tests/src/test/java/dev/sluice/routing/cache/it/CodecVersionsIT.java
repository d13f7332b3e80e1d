package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.codec.JsonCodec;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one process has stored as JSON, another one reads, or another version of the application does not. */
class CodecVersionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TypeReference<Item> ITEM = new TypeReference<>() {};

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache one = Caches.open(redis.host(), redis.port());
    private final QueryCache other = Caches.open(redis.host(), redis.port());

    record Item(int id, int price) {}

    /** The version before, in which the price was not cached. */
    @JsonIgnoreProperties("price")
    interface WithoutPrice {}

    @AfterEach
    void close() {
        one.close();
        other.close();
        redis.close();
    }

    @Test
    void whatAVersionThatIgnoresAPropertyHasStoredIsLoadedAnew() {
        ObjectMapper before = new ObjectMapper().addMixIn(Item.class, WithoutPrice.class);
        assertThat(one.get("item", options(before), () -> new Item(1, 25))).isEqualTo(new Item(1, 25));
        awaitStored("item");
        assertThat(other.get("item", options(new ObjectMapper()), () -> new Item(1, 25)))
                .isEqualTo(new Item(1, 25));
    }

    @Test
    void aNumberOfMoreDigitsThanJacksonReadsByDefaultIsLoadedOnce() {
        ReadOptions<BigDecimal> options = ReadOptions.of(BigDecimal.class).ttl(Duration.ofHours(1));
        BigDecimal number = new BigDecimal("1".repeat(1_200));
        AtomicInteger loads = new AtomicInteger();
        for (QueryCache cache : new QueryCache[] {one, other}) {
            assertThat(cache.get("number", options, () -> {
                        loads.incrementAndGet();
                        return number;
                    }))
                    .isEqualTo(number);
            awaitStored("number");
        }
        assertThat(loads).hasValue(1);
    }

    private static ReadOptions<Item> options(ObjectMapper mapper) {
        return ReadOptions.of(JsonCodec.of(mapper, ITEM)).ttl(Duration.ofHours(1));
    }

    private void awaitStored(String key) {
        Poll.until("it is stored", PATIENCE, () -> RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:" + key));
    }
}
