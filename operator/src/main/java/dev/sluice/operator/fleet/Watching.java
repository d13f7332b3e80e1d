package dev.sluice.operator.fleet;

import dev.sluice.operator.access.SecretReader;
import dev.sluice.operator.cluster.ClusterState;
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
 * @param meter is told of probes
 * @param listener is told of each round's state
 */
record Watching(
        Vertx vertx,
        Clock clock,
        RandomGenerator random,
        SecretReader secrets,
        ProbeMeter meter,
        Consumer<ClusterState> listener) {}
