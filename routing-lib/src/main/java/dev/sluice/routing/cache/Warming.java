package dev.sluice.routing.cache;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WarmQuery;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the results of the policy's statements before somebody asks for them. When a process starts, it loads what is not
 * there; what has a schedule is loaded anew by the process that takes its {@link HeldTurn turn}, of which there is one in each
 * interval.
 * Looks each second for what is due. Called by one thread; loads on others.
 */
final class Warming implements Runnable {

    static final long LOOK_MILLIS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);
    private static final Duration REST = Duration.ofSeconds(10);
    /** Each failure in a row doubles the rest, up to 10 min 40 s. */
    private static final int MOST_DOUBLINGS = 6;

    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LOOKS_IN_AN_INTERVAL = 10;

    private final Engine engine;
    private final Reads reads;
    private final Supplier<@Nullable CachePolicy> policy;
    private final RoutingDataSource dataSource;
    private final Executor threads;
    private final Map<String, WarmValue<?>> values = new LinkedHashMap<>();
    private final ConcurrentHashMap<String, Turn> turns = new ConcurrentHashMap<>();

    /** What this process knows of a statement. */
    private static final class Turn {

        final WarmQuery query;
        final RedisLocation redis;
        volatile boolean underWay;
        volatile boolean started;
        volatile long next = System.nanoTime();
        volatile String complaint = "";
        volatile int failures;

        Turn(WarmQuery query, RedisLocation redis) {
            this.query = query;
            this.redis = redis;
        }

        boolean isOf(WarmQuery otherQuery, RedisLocation otherRedis) {
            return query.equals(otherQuery) && redis.equals(otherRedis);
        }
    }

    Warming(
            Engine engine,
            Reads reads,
            Supplier<@Nullable CachePolicy> policy,
            RoutingDataSource dataSource,
            List<WarmValue<?>> values,
            Executor threads) {
        this.engine = engine;
        this.reads = reads;
        this.policy = policy;
        this.dataSource = dataSource;
        this.threads = threads;
        for (WarmValue<?> value : values) {
            if (this.values.put(value.statement(), value) != null) {
                throw new IllegalArgumentException("statement " + value.statement() + " is given twice, expected once");
            }
        }
    }

    @Override
    public void run() {
        CachePolicy now = policy.get();
        if (now == null || !engine.gate.lets()) {
            return;
        }
        for (WarmQuery query : now.warming()) {
            WarmValue<?> value = values.get(query.name());
            if (value != null) {
                look(query, value, now);
            }
        }
    }

    private void look(WarmQuery query, WarmValue<?> value, CachePolicy now) {
        Turn known = turns.get(query.name());
        Turn turn = known != null && known.isOf(query, now.redis()) ? known : new Turn(query, now.redis());
        turns.put(query.name(), turn);
        boolean done = turn.started && query.every() == null;
        if (done || turn.underWay || turn.next - System.nanoTime() > 0) {
            return;
        }
        turn.underWay = true;
        try {
            threads.execute(() -> attempt(turn, value, now));
        } catch (RejectedExecutionException e) {
            // All threads run other statements: it is tried again with the next look.
            turn.underWay = false;
        }
    }

    private void attempt(Turn turn, WarmValue<?> value, CachePolicy now) {
        Duration every = turn.query.every();
        HeldTurn mine = null;
        boolean good = false;
        long rest = 0;
        try {
            WarmStatement.check(turn.query);
            mine = every == null ? null : HeldTurn.take(engine, turn.query.name());
            good = (mine == null && turn.started) || load(turn.query, value, now, mine != null);
            turn.started |= good;
            turn.complaint = "";
            turn.failures = 0;
        } catch (RuntimeException e) {
            rest = rest(turn);
            complain(turn, Causes.of(e), rest);
        } finally {
            if (mine != null && every != null && good) {
                mine.keep(every);
            } else if (mine != null) {
                mine.leave();
            }
            turn.next = System.nanoTime() + (good ? pause(turn.query) : rest);
            turn.underWay = false;
        }
    }

    private static long rest(Turn turn) {
        int doublings = Math.min(turn.failures, MOST_DOUBLINGS);
        turn.failures = doublings + 1;
        return REST.toNanos() << doublings;
    }

    /** Loads what is not there, or anew; false when it is to be tried again. */
    private <T> boolean load(WarmQuery query, WarmValue<T> value, CachePolicy now, boolean anew) {
        Terms terms = TermsOf.read(value.key(), value.options(), now);
        if (terms == null) {
            throw new IllegalArgumentException("nothing says how long the value of " + value.key()
                    + " is fresh, expected a TTL in its options or a rule");
        }
        String rule = query.rule();
        if (rule != null && !rule.equals(terms.rule())) {
            throw new IllegalArgumentException("the policy wants it under rule " + rule + ", but whoever reads "
                    + value.key() + " does so under rule \"" + terms.rule() + '"');
        }
        Lookup lookup = new Lookup(
                value.key(),
                terms.dependencies(),
                terms.shape(),
                engine.ids.get(),
                engine.settings.lease(),
                anew ? Double.POSITIVE_INFINITY : 0,
                false);
        Found found = engine.store.find(lookup).toCompletableFuture().join();
        if (!found.leased()) {
            // Whoever loads it just now may fail, or have begun before it was due.
            return !anew && found.age() == Found.Age.FRESH;
        }
        String unstored = new Loading<>(
                        engine,
                        terms.shape() + ' ' + value.key(),
                        lookup,
                        found,
                        terms,
                        value.options().codec(),
                        loaded(query, value),
                        reads.counters(terms))
                .beginToStore()
                .join();
        if (!unstored.isEmpty()) {
            // What was read for nothing is not read again at once.
            throw new IllegalStateException("the value of " + value.key() + " was loaded and not stored: " + unstored);
        }
        engine.store.warmed(query.name()).toCompletableFuture().join();
        return true;
    }

    private <T> Load<T> loaded(WarmQuery query, WarmValue<T> value) {
        RoutedLoader<T> loader =
                RoutedLoader.of(dataSource, connection -> WarmStatement.run(connection, query, value.read()));
        return position -> {
            @Nullable T loaded = loader.load(position);
            return CompletableFuture.completedFuture(loaded);
        };
    }

    private static long pause(WarmQuery query) {
        Duration every = query.every();
        return every == null ? 0 : Math.min(LONGEST_PAUSE_NANOS, every.toNanos() / LOOKS_IN_AN_INTERVAL);
    }

    private static void complain(Turn turn, Throwable error, long rest) {
        String text = error.toString();
        if (!text.equals(turn.complaint)) {
            turn.complaint = text;
            LOG.warn(
                    "Statement {} of the cache policy is not warmed, and tried again in {} s, later in twice that and so on: {}",
                    turn.query.name(),
                    Duration.ofNanos(rest).toSeconds(),
                    text);
        }
    }
}
