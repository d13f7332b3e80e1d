package dev.sluice.routing.cache;

import dev.sluice.routing.cache.near.NearCache;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read: asks the store, and then gives out what is there, loads, waits for who loads, or goes without the cache.
 *
 * @param <T> the value
 */
final class Reading<T> {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);

    private final Engine engine;
    private final String key;
    private final Terms terms;
    private final ReadOptions<T> options;
    private final Load<T> load;
    private final RuleCounters counters;
    private final Lookup lookup;
    private final String flight;
    private final boolean nested;
    private final CompletableFuture<@Nullable T> result = new CompletableFuture<>();
    private final NextStep next;
    private final long start = System.nanoTime();
    private final Pause pause = new Pause();
    private boolean waited;
    /** Before the store answered last, in nanoseconds. */
    private long asked = start;

    private NearCache.@Nullable Moment moment;

    /** @param executor runs the loader, and whatever else may take time */
    Reading(
            Engine engine,
            String key,
            Terms terms,
            ReadOptions<T> options,
            Load<T> load,
            Executor executor,
            RuleCounters counters) {
        this.engine = engine;
        this.key = key;
        this.terms = terms;
        this.options = options;
        this.load = load;
        this.next = new NextStep(executor, result);
        this.counters = counters;
        this.flight = terms.shape() + ' ' + key;
        this.nested = engine.loadLimit.isInside() || engine.own.contains(key);
        this.lookup = engine.lookup(key, terms, options.glance());
    }

    CompletableFuture<@Nullable T> begin() {
        if (mayAsk()) {
            find(lookup);
        }
        return result;
    }

    /** The same for a caller who does nothing but wait: what is there at a glance is waited for here, by no other thread. */
    CompletableFuture<@Nullable T> beginAwaited() {
        if (!mayAsk()) {
            return result;
        }
        Found seen;
        try {
            seen = engine.store.glance(lookup);
        } catch (RuntimeException e) {
            heard(null, e, false);
            return result;
        }
        if (seen == null) {
            find(lookup);
        } else if (!seen.suffices()) {
            find(lookup.withoutGlance());
        } else {
            options.found(seen);
            heard(seen, null, false);
        }
        return result;
    }

    /** Whether the store may be asked; else it is done without. */
    private boolean mayAsk() {
        if (engine.own.contains(key) || !engine.gate.lets() || engine.outbox.concerns(key, terms.dependencies())) {
            goWithout();
            return false;
        }
        NearCache near = engine.near;
        moment = near == null ? null : near.moment(engine.store.names(lookup));
        return true;
    }

    private void find(Lookup question) {
        asked = System.nanoTime();
        engine.store
                .find(question)
                .whenComplete((found, error) -> next.run(
                        () -> {
                            options.found(found);
                            heard(found, error, true);
                        },
                        giveBack(found, true)));
    }

    private void heard(@Nullable Found found, @Nullable Throwable error, boolean own) {
        if (found == null) {
            if (error != null && engine.store.isOfEntry(error)) {
                loadAnew(Causes.of(error));
                return;
            }
            engine.gate.failed(error == null ? new IllegalStateException("no answer") : error);
            if (own) {
                // The right to load may have been given in an answer that came too late.
                giveBack();
            }
            goWithout();
            return;
        }
        engine.gate.answered();
        decide(found, own && found.leased());
    }

    private void decide(Found found, boolean mayLoad) {
        switch (found.age()) {
            case FRESH -> give(found, mayLoad, false);
            case STALE -> give(found, mayLoad, true);
            default -> {
                if (mayLoad) {
                    loadWith(found);
                } else if (found.failed() && found.value() != null) {
                    give(found, false, true);
                } else if (found.heldFor().isZero() && !found.leased()) {
                    goWithout();
                } else {
                    awaitOther(found);
                }
            }
        }
    }

    private void give(Found found, boolean renew, boolean stale) {
        @Nullable T decoded;
        try {
            decoded = options.decode(found.value(), engine.limits.get());
        } catch (Throwable e) {
            // Whatever a codec throws says something of this entry alone.
            loadAnew(e);
            return;
        }
        engine.overdue.remove(flight);
        // What was waited for was missing when this reader came.
        (waited ? counters.misses : stale ? counters.staleHits : counters.storeHits).increment();
        NearCache near = engine.near;
        NearCache.Moment asked = moment;
        if (near != null && asked != null && found.age() == Found.Age.FRESH) {
            var term = new NearCache.Term(found.freshFor(), found.quietFor(), lookup.earliness());
            near.put(terms.shape(), key, asked, decoded, term);
        }
        result.complete(decoded);
        if (renew) {
            renew(found);
        }
    }

    private void loadAnew(Throwable error) {
        LOG.warn("The entry of {} cannot be read and is loaded anew: {}", key, error.toString());
        var unused = engine.outbox.send(Change.keys(List.of(key)));
        goWithout();
    }

    private void renew(Found found) {
        try {
            engine.background.execute(() -> {
                var unused = loading(found).begin();
            });
        } catch (RejectedExecutionException e) {
            // Whoever reads next tries again.
            giveBack();
        }
    }

    private void loadWith(Found found) {
        engine.overdue.remove(flight);
        counters.misses.increment();
        var unused = loading(found).begin().whenComplete((answer, error) -> {
            if (error == null) {
                result.complete(answer);
            } else {
                fail(found, Causes.of(error));
            }
        });
    }

    private Loading<T> loading(Found found) {
        return new Loading<>(engine, flight, lookup, found, terms, options.codec(), load, counters);
    }

    /** Loading has failed: gives out the last value, if there is one whose time is not over by now. */
    private void fail(Found found, Throwable error) {
        Duration since = Duration.ofNanos(System.nanoTime() - asked);
        if (found.value() == null || since.compareTo(found.lastsFor()) >= 0) {
            result.completeExceptionally(error);
            return;
        }
        LOG.debug("Loading {} failed, the last value is given out", key, error);
        next.run(() -> giveLast(found, error), () -> result.completeExceptionally(error));
    }

    private void giveLast(Found found, Throwable error) {
        try {
            result.complete(options.decode(found.value(), engine.limits.get()));
        } catch (Throwable e) {
            error.addSuppressed(e);
            result.completeExceptionally(error);
        }
    }

    private void awaitOther(Found found) {
        waited = true;
        if (engine.overdue.contains(flight)
                || System.nanoTime() - start > engine.settings.waitLimit().toNanos()) {
            engine.overdue.add(flight);
            goWithout();
            return;
        }
        CompletableFuture<LoadEnd> here = engine.loading.get(flight);
        if (here == null || LoadEnd.isNothingFor(here, start, load)) {
            Duration held = found.heldFor().isZero() ? engine.settings.lease() : found.heldFor();
            var unused = pause.atMost(held).whenComplete((passed, none) -> engine.late.onTimer(this::askAgain));
            return;
        }
        // Loaded by this process: its end is known at once, and its error is this reader's too.
        Duration left = engine.settings.waitLimit().minusNanos(System.nanoTime() - start);
        var unused = CompletableFuture.anyOf(here, Pause.timer(left)).whenComplete((done, error) -> {
            if (error != null) {
                counters.misses.increment();
                fail(found, Causes.of(error));
            } else if (done instanceof LoadEnd end && end.isFor(start, load)) {
                share(end);
            } else {
                engine.late.onTimer(this::askAgain);
            }
        });
    }

    @SuppressWarnings("unchecked") // a key and a shape have one type
    private void share(LoadEnd end) {
        counters.misses.increment();
        result.complete((T) end.value());
    }

    private void askAgain() {
        asked = System.nanoTime();
        Rounds.Place<Found> place = engine.questions.join(flight, () -> engine.store.find(lookup));
        var unused = place.result()
                .whenComplete((found, error) -> engine.late.step(
                        () -> next.run(() -> heard(found, error, place.leads()), giveBack(found, place.leads()))));
    }

    private void goWithout() {
        WithoutCache<T> without = new WithoutCache<>(engine, flight, load, nested, next.executor(), counters);
        var unused = without.begin().whenComplete((value, error) -> {
            if (error != null) {
                result.completeExceptionally(Causes.of(error));
            } else {
                result.complete(value);
            }
        });
    }

    /** The right to load, where an answer has given it to this reader, who cannot use it without a thread. */
    private Runnable giveBack(@Nullable Found found, boolean own) {
        return own && found != null && found.leased() ? this::giveBack : () -> {};
    }

    private void giveBack() {
        var unused = engine.store.release(lookup, Duration.ZERO);
    }
}
