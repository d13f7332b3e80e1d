package dev.sluice.routing.cache;

import dev.sluice.routing.cache.decision.EarlyRenewal;
import dev.sluice.routing.cache.near.NearCache;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.store.EntryStore;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all reads of one cache share. */
final class Engine {

    // Whoever does not want to wait at all still wants few loads at once.
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);

    final EntryStore store;
    final CacheSettings settings;
    final Supplier<EntryLimits> limits;
    final ScheduledExecutorService scheduler;
    final Executor background;
    /** Where readers go on who have waited for long enough. */
    final LateThreads late;

    final Supplier<String> ids;
    final Supplier<RandomGenerator> random;
    final Gate gate;
    final Outbox outbox;
    final LoadLimit loadLimit;

    /** Whether what is loaded may be old. */
    final Doubts doubts = new Doubts();

    /** Values in this process; null when there are none. */
    final @Nullable NearCache near;

    final EncodingFaults encodingFaults = new EncodingFaults();

    /** What this process loads just now with the right to do so, or has loaded a moment ago, by key and shape. */
    final ConcurrentHashMap<String, CompletableFuture<LoadEnd>> loading = new ConcurrentHashMap<>();

    /** What each thread loads just now, by key. */
    final OwnLoads own = new OwnLoads();

    /** Readers who wait for a load of somebody else ask once for all. */
    final Rounds<Found> questions;

    /** Readers of one key without the cache load once for all. */
    final Rounds<Answer> loads;

    /** So do those whose loaders may read from a replica, which is not for the others. */
    final Rounds<Answer> loadsAt;

    /** What is not waited for, by key and shape. */
    final Overdue overdue;

    /** A value that may be null, which a future's result can hold. */
    record Answer(@Nullable Object value) {}

    Engine(
            EntryStore store,
            CacheSettings settings,
            Supplier<EntryLimits> limits,
            ScheduledExecutorService scheduler,
            Executor background,
            LateThreads late,
            Supplier<String> ids,
            Supplier<RandomGenerator> random) {
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.scheduler = scheduler;
        this.background = background;
        this.late = late;
        this.ids = ids;
        this.random = random;
        this.gate = new Gate(store, scheduler, settings.failureThreshold(), settings.trialEvery());
        this.outbox = new Outbox(store, gate, scheduler, settings.trialEvery());
        gate.whenBack(outbox::retry);
        this.near = settings.nearEntries() == 0 ? null : NearCache.of(settings.nearEntries(), settings.nearBound());
        Duration longest = settings.waitLimit().compareTo(SHORTEST_HOLD) < 0 ? SHORTEST_HOLD : settings.waitLimit();
        this.loadLimit = new LoadLimit(settings.loadsWithoutCache(), longest, late);
        this.questions = new Rounds<>(longest, late);
        this.loads = new Rounds<>(longest, late);
        this.loadsAt = new Rounds<>(longest, late);
        this.overdue = new Overdue(settings.waitLimit());
    }

    /**
     * A question for an entry. How early it is renewed is drawn anew for each, unless the time that was drawn for the value in this
     * process has come.
     */
    Lookup lookup(String key, Terms terms, boolean glance) {
        double drawn = EarlyRenewal.earliness(settings.beta(), random.get().nextDouble());
        double due = near == null ? 0 : near.dueEarliness(terms.shape(), key);
        return new Lookup(
                key, terms.dependencies(), terms.shape(), ids.get(), settings.lease(), Math.max(drawn, due), glance);
    }
}
