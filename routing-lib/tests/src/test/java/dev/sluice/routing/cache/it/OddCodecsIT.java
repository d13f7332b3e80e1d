package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.codec.ValueCodec;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codecs that fail in ways that are no exceptions: of classes that are missing, stacks and memory that do not suffice. */
class OddCodecsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.open(redis.host(), redis.port());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger loads = new AtomicInteger();
    private final FailingCodec codec = new FailingCodec();
    private final ReadOptions<String> options = ReadOptions.of(codec).ttl(Duration.ofMinutes(5));

    /** Text, unless it is told what to fail of. */
    private static final class FailingCodec implements ValueCodec<String> {

        volatile @Nullable Error encoding;
        volatile @Nullable Error decoding;
        volatile boolean decodesNothing;

        @Override
        public byte[] encode(String value) {
            fail(encoding);
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        @SuppressWarnings("NullAway") // that is what is wrong with it
        public String decode(byte[] bytes) {
            fail(decoding);
            if (decodesNothing) {
                return null;
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String shape() {
            return "failing";
        }

        private static void fail(@Nullable Error error) {
            if (error != null) {
                throw error;
            }
        }
    }

    static Stream<Error> errors() {
        return Stream.of(
                new NoClassDefFoundError("com/example/Gone"),
                new StackOverflowError("too deep"),
                new OutOfMemoryError("too large"));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        cache.close();
        redis.close();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aValueWhoseEncodingFailsIsGivenOutAndNobodyWaitsForIt(Error error) {
        codec.encoding = error;
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 1");
        assertThat(cache.getAsync("k", options, () -> CompletableFuture.completedFuture("value"), threads))
                .succeedsWithin(PATIENCE)
                .isEqualTo("value");
        Poll.until(
                "the right to load is given back",
                PATIENCE,
                () -> !RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:l:k"));
        assertThat(cache.statistics().rule("").orElseThrow().refused()).isEqualTo(2);

        codec.encoding = null;
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 2");
        awaitStored("k");
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 2");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anEntryWhoseDecodingFailsIsLoadedAnew(Error error) {
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 1");
        awaitStored("k");
        codec.decoding = error;
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 2");
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 3");
        awaitStored("k");
        assertThat(cache.getAsync("k", options, () -> CompletableFuture.completedFuture("value"), threads))
                .succeedsWithin(PATIENCE)
                .isEqualTo("value");
        codec.decoding = null;
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 4");
        assertThat(cache.statistics().inUse()).isTrue();
    }

    @Test
    void anEntryOfWhichTheCodecMakesNullIsLoadedAnew() {
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 1");
        awaitStored("k");
        codec.decodesNothing = true;
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 2");
        codec.decodesNothing = false;
        assertThat(read("k")).succeedsWithin(PATIENCE).isEqualTo("value 3");
    }

    private CompletableFuture<String> read(String key) {
        return CompletableFuture.supplyAsync(
                () -> String.valueOf(cache.get(key, options, () -> "value " + loads.incrementAndGet())), threads);
    }

    private void awaitStored(String key) {
        Poll.until("it is stored", PATIENCE, () -> RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:" + key));
    }
}
