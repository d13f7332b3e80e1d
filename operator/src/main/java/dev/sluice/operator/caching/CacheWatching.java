package dev.sluice.operator.caching;

import dev.sluice.operator.access.SecretReader;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What every monitor works with.
 *
 * @param vertx event loops and timers
 * @param clock the time
 * @param random for jitter
 * @param secrets reads Secrets
 * @param listener is told of the state after each reading
 */
record CacheWatching(
        Vertx vertx, Clock clock, RandomGenerator random, SecretReader secrets, Consumer<CacheState> listener) {}
