package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.decision.Lifetime;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisStore;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.Content;
import dev.sluice.routing.cache.store.Dependencies;
import dev.sluice.routing.cache.store.Fill;
import dev.sluice.routing.cache.store.Filled;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import dev.sluice.routing.cache.store.ReadPosition;
import dev.sluice.testing.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a glance on the caller's own thread finds, and when it leaves it to the other way. */
class StoreGlanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Dependencies ORDERS = Dependencies.of(List.of("shop.orders"), List.of());

    private final AtomicLong ids = new AtomicLong();

    @Test
    void itFindsWhatIsThereAndNothingAfterAnInvalidation() {
        try (RedisServer redis = RedisServer.open().start();
                RedisStore store = RedisStore.open(
                        RedisLocation.standalone(redis.host(), redis.port()), Caches.REDIS, Caches.NAME, this::id)) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> store.ping()
                            .thenApply(done -> true)
                            .toCompletableFuture()
                            .join());
            assertThat(store.glance(lookup(true)))
                    .as("nothing is known of versions yet")
                    .isNull();
            fill(store);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(glance(store)).isEqualTo("value"));
            assertThat(store.glance(lookup(false))).as("it is not wanted").isNull();

            store.invalidate(Change.models(List.of("shop.orders")))
                    .toCompletableFuture()
                    .join();
            Found after = store.glance(lookup(true));
            assertThat(after == null || !after.suffices()).isTrue();

            fill(store);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(glance(store)).isEqualTo("value"));
            RedisKeys.ask(redis.uri(), commands -> commands.flushall());
            await().atMost(PATIENCE).untilAsserted(() -> {
                Found found = store.glance(lookup(true));
                assertThat(found == null || !found.suffices()).isTrue();
            });
        }
    }

    /** Behind the other way, which learns what a glance needs, and holds for milliseconds. */
    private @Nullable String glance(RedisStore store) {
        store.find(lookup(true)).toCompletableFuture().join();
        Found seen = store.glance(lookup(true));
        Content value = seen == null ? null : seen.value();
        return value == null ? null : new String(value.bytes(), StandardCharsets.UTF_8);
    }

    private void fill(RedisStore store) {
        Lookup lookup = lookup(false);
        Found missing = store.find(lookup).toCompletableFuture().join();
        assertThat(missing.leased()).isTrue();
        Filled filled = store.fill(new Fill(
                        lookup,
                        missing.stamp(),
                        ReadPosition.CURRENT,
                        new Lifetime(Duration.ofHours(1), Duration.ZERO, Duration.ZERO),
                        Duration.ofMillis(1),
                        Content.of("value".getBytes(StandardCharsets.UTF_8))))
                .toCompletableFuture()
                .join();
        assertThat(filled).isEqualTo(Filled.STORED);
    }

    private Lookup lookup(boolean glance) {
        return new Lookup("k", ORDERS, "shape", id(), Duration.ofSeconds(10), 0, glance);
    }

    private String id() {
        return String.format("%016d", ids.incrementAndGet());
    }
}
