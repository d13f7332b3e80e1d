package dev.sluice.operator.fleet;

import dev.sluice.operator.cluster.ClusterJudge;
import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.PrimarySample;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks replicas again, for a moment within the round, that were found behind. On a quiet primary one write in flight
 * leaves a replica behind by a few bytes, and nothing but the last round says since when: without a second look that
 * would count as a lag of a whole interval.
 */
final class SecondLook {

    private static final long[] WAITS_MILLIS = {20, 50, 130};

    /** Below this a second look would tell nothing new. */
    private static final Duration NOTABLE = Duration.ofMillis(100);

    // A replica that has just been promoted beside it tells its new timeline a moment late.
    private static final Set<Lag.Cause> WORTH_ANOTHER_LOOK = Set.of(Lag.Cause.NO_BOUND, Lag.Cause.OTHER_TIMELINE);

    private final Vertx vertx;
    private final ClusterJudge judge;

    SecondLook(Vertx vertx, ClusterJudge judge) {
        this.vertx = vertx;
        this.judge = judge;
    }

    /** Replaces in {@code seen} what was found behind by later answers. */
    Future<?> take(Map<String, Observation> seen, Function<String, Future<Observation>> observe) {
        List<Observation.Answered> writable = seen.values().stream()
                .filter(Observation.Answered.class::isInstance)
                .map(Observation.Answered.class::cast)
                .filter(a -> !a.facts().inRecovery() && a.facts().position() != null)
                .sorted(Comparator.comparing(Observation.Answered::at))
                .toList();
        boolean one = !writable.isEmpty()
                && writable.stream()
                        .skip(1)
                        .allMatch(other ->
                                other.facts().isSameServerAs(writable.get(0).facts()));
        if (!one) {
            return Future.succeededFuture();
        }
        Observation.Answered primary = writable.get(0);
        PrimarySample sample = PrimarySample.of(primary.facts(), primary.at()).orElseThrow();
        List<String> behind = seen.entrySet().stream()
                .filter(entry -> isBehind(sample, entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return Future.join(behind.stream()
                .map(name -> again(name, sample, seen, observe, 0))
                .toList());
    }

    private Future<Object> again(
            String name,
            PrimarySample primary,
            Map<String, Observation> seen,
            Function<String, Future<Observation>> observe,
            int look) {
        if (look == WAITS_MILLIS.length) {
            return Future.succeededFuture();
        }
        Promise<Void> waited = Promise.promise();
        vertx.setTimer(WAITS_MILLIS[look], id -> waited.complete());
        return waited.future().compose(done -> observe.apply(name)).compose(observation -> {
            if (observation instanceof Observation.Answered) {
                seen.put(name, observation);
            }
            return isBehind(primary, observation)
                    ? again(name, primary, seen, observe, look + 1)
                    : Future.succeededFuture();
        });
    }

    private boolean isBehind(PrimarySample primary, Observation observation) {
        if (!(observation instanceof Observation.Answered answered)
                || !answered.facts().inRecovery()) {
            return false;
        }
        Lag lag = judge.lag(primary, answered);
        return lag instanceof Lag.Known known
                ? known.time().compareTo(NOTABLE) > 0
                : WORTH_ANOTHER_LOOK.contains(((Lag.Unknown) lag).why());
    }
}
