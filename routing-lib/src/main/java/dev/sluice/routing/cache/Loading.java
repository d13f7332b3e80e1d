package dev.sluice.routing.cache;

import dev.sluice.routing.cache.codec.Frame;
import dev.sluice.routing.cache.codec.ValueCodec;
import dev.sluice.routing.cache.decision.Lifetime;
import dev.sluice.routing.cache.store.Content;
import dev.sluice.routing.cache.store.Fill;
import dev.sluice.routing.cache.store.Filled;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import dev.sluice.routing.cache.store.ReadPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A load with the right to do it, which is held until the value is stored, refused, or there is none. Its waiting readers
 * in this process hear of its end.
 *
 * @param <T> the value
 */
final class Loading<T> {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);

    // For so long nobody who has an old value to give tries again after a failed load.
    private static final Duration REST = Duration.ofSeconds(1);

    private static final Duration SHARED_FOR = Duration.ofMillis(200);

    private final Engine engine;
    private final String flight;
    private final Lookup lookup;
    private final Found found;
    private final Terms terms;
    private final ValueCodec<T> codec;
    private final Load<T> load;
    private final RuleCounters counters;
    private final CompletableFuture<@Nullable T> result = new CompletableFuture<>();
    private final CompletableFuture<LoadEnd> end = new CompletableFuture<>();
    private volatile String unstored = "it was not loaded";
    private final long start = System.nanoTime();
    private volatile @Nullable ReadPosition position;
    private @Nullable ScheduledFuture<?> renewals;

    Loading(
            Engine engine,
            String flight,
            Lookup lookup,
            Found found,
            Terms terms,
            ValueCodec<T> codec,
            Load<T> load,
            RuleCounters counters) {
        this.engine = engine;
        this.flight = flight;
        this.lookup = lookup;
        this.found = found;
        this.terms = terms;
        this.codec = codec;
        this.load = load;
        this.counters = counters;
    }

    /** Loads on this thread; the result is there before the value is stored. */
    CompletableFuture<@Nullable T> begin() {
        engine.loading.put(flight, end);
        counters.loads.increment();
        holdOn();
        try {
            engine.own
                    .during(lookup.key(), () -> load.begin(told -> position = told))
                    .whenComplete((value, error) -> {
                        if (error != null) {
                            failed(Causes.of(error));
                        } else {
                            loaded(value);
                        }
                    });
        } catch (Throwable e) {
            failed(e);
        }
        return result;
    }

    /** Loads on this thread; tells at the end why the value has not been stored, which is empty when it has. */
    CompletableFuture<String> beginToStore() {
        return begin().thenCombine(end, (value, ended) -> unstored);
    }

    private void holdOn() {
        long every = Math.max(1, lookup.lease().toMillis() / 3);
        renewals = engine.scheduler.scheduleWithFixedDelay(this::holdLonger, every, every, TimeUnit.MILLISECONDS);
    }

    private void holdLonger() {
        engine.store.renew(lookup).whenComplete((held, error) -> {
            if (error != null) {
                LOG.debug("The right to load {} could not be renewed", lookup.key(), error);
            }
        });
    }

    private void loaded(@Nullable T value) {
        try {
            keep(value);
        } catch (Throwable e) {
            // Whoever waits for the value has it all the same, and nobody else would hear of this.
            LOG.error("The value of {} is not stored", lookup.key(), e);
            unstored = e.toString();
            giveBack(value, false);
        } finally {
            result.complete(value);
        }
    }

    private void keep(@Nullable T value) {
        byte[] framed = null;
        try {
            framed = frame(value);
        } catch (Throwable e) {
            // Also of a stack or memory that does not suffice for that.
            unencoded(value, e);
        }
        // Others may write where this process does not read.
        ReadPosition readAt = engine.doubts.any() ? null : position;
        if (framed != null && readAt == null) {
            unstored = "the primary is in doubt, or it is not known how far it was read";
        } else if (readAt != null && !readAt.isUpToDate() && !load.isOfSession()) {
            // Who invalidates a key leaves nothing behind that a position could be compared with.
            unstored = Filled.BEHIND.reason();
            readAt = null;
        }
        if (framed == null || readAt == null) {
            if (value != null) {
                counters.refused.increment();
            }
            giveBack(value, readAt != null && readAt.isUpToDate());
        } else {
            store(framed, readAt, value);
        }
    }

    /** @param replaces whether an entry from before is known to be old */
    private void giveBack(@Nullable T value, boolean replaces) {
        stopHolding();
        boolean drops = replaces && found.value() != null;
        (drops ? engine.store.drop(lookup) : engine.store.release(lookup, Duration.ZERO))
                .whenComplete((done, error) -> finish(value));
    }

    private void unencoded(@Nullable T value, Throwable fault) {
        unstored = "it cannot be encoded";
        String news = value == null ? null : engine.encodingFaults.news(lookup.key(), codec.shape(), value, fault);
        if (news != null) {
            LOG.error("{}", news);
        }
        LOG.debug("The value of {} cannot be encoded", lookup.key(), fault);
    }

    private void store(byte[] framed, ReadPosition readAt, @Nullable T value) {
        Lifetime lifetime = value == null
                ? new Lifetime(terms.negativeTtl(), Duration.ZERO, Duration.ZERO)
                : terms.lifetime()
                        .jittered(terms.jitterPercent(), engine.random.get().nextDouble());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        stopHolding();
        engine.store
                .fill(new Fill(lookup, found.stamp(), readAt, lifetime, took, Content.of(framed)))
                .whenComplete((filled, error) -> {
                    unstored = error != null ? error.toString() : filled == Filled.STORED ? "" : filled.reason();
                    if (error != null) {
                        LOG.debug("The value of {} could not be stored", lookup.key(), error);
                        counters.refused.increment();
                        // Nobody has to wait for the end of a right that is of no use any more.
                        var unused = engine.store.release(lookup, Duration.ZERO);
                    } else if (filled != Filled.STORED) {
                        LOG.debug("The value of {} was not stored: {}", lookup.key(), filled);
                        counters.refused.increment();
                    }
                    finish(value);
                });
    }

    private byte @Nullable [] frame(@Nullable T value) throws IOException {
        if (value == null) {
            unstored = "it is null, and the options give no negative TTL";
            return terms.negativeTtl().isZero() ? null : Frame.absent();
        }
        byte[] encoded = codec.encode(value);
        var limits = engine.limits.get();
        if (encoded.length > limits.maxBytes()) {
            LOG.debug("The value of {} has {} bytes, more than are cached", lookup.key(), encoded.length);
            unstored = "it has " + encoded.length + " bytes, more than the " + limits.maxBytes() + " that are cached";
            return null;
        }
        return Frame.wrap(encoded, limits.compressFrom());
    }

    private void failed(Throwable error) {
        counters.failures.increment();
        stopHolding();
        Duration rest = found.value() == null ? Duration.ZERO : REST;
        engine.store.release(lookup, rest).whenComplete((done, ignored) -> {});
        engine.loading.remove(flight, end);
        end.completeExceptionally(error);
        result.completeExceptionally(error);
    }

    private void stopHolding() {
        if (renewals != null) {
            renewals.cancel(false);
        }
    }

    private void finish(@Nullable T value) {
        boolean shared = !unstored.isEmpty() && !load.isOfSession();
        if (!shared) {
            engine.loading.remove(flight, end);
        }
        ReadPosition readAt = position;
        end.complete(new LoadEnd(start, shared, readAt != null && readAt.isUpToDate(), value));
        if (shared) {
            // Those who wait for the right to load look every now and then.
            var unused = engine.scheduler.schedule(
                    () -> engine.loading.remove(flight, end), SHARED_FOR.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
