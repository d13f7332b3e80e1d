package dev.sluice.routing.cache;

import static java.util.Objects.requireNonNull;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.near.NearCache;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.document.Followed;
import dev.sluice.routing.document.FollowedFile;
import dev.sluice.routing.jdbc.CommitListener;
import dev.sluice.routing.jdbc.ResultSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results in Redis, where all processes share them.
 *
 * <p>No read gives out a value that is older than the last invalidation that was acknowledged before the read began. A
 * value that is missing is loaded by one reader of all processes, and the others wait for it. When Redis does not
 * answer, values are loaded as if there were no cache, some at once, and nothing is thrown but what a loader throws.
 * Errors are never cached. Values are shared between callers, so they must not be changed. Thread-safe.
 */
public final class QueryCache implements AutoCloseable {

    /** How the policy document is read. */
    static final FollowedFile.Kind<CachePolicy> KIND = new FollowedFile.Kind<>(
            "cache policy",
            CachePolicyCodec.DATA_KEY,
            CachePolicyCodec::read,
            policy -> policy.policy() + ", " + policy.rules().size() + " rules");

    private final SwitchedStore store = new SwitchedStore();
    /** Whoever closes waits no longer for its counts to arrive. */
    private static final Duration LAST_FLUSH = Duration.ofSeconds(1);

    private final CacheThreads threads;
    private final Engine engine;
    private final Home home;
    private final Reads reads;
    private final AutomaticResults automatic;
    private final StatisticsFlush flush;
    private volatile @Nullable CachePolicy policy;
    private @Nullable Followed<CachePolicy> followed;

    private QueryCache(RedisSettings redis, CacheSettings settings, boolean needsPolicy) {
        OptionalLibraries.check(settings);
        threads = new CacheThreads(settings.refreshThreads());
        engine = new Engine(
                store,
                settings,
                this::limits,
                threads.scheduler,
                threads.renewing,
                threads.late,
                new Ids(new SecureRandom()),
                ThreadLocalRandom::current);
        home = new Home(store, engine, redis);
        reads = new Reads(engine, () -> policy, needsPolicy);
        automatic =
                new AutomaticResults(reads, engine, () -> policy, needsPolicy, this::invalidate, this::invalidateAsync);
        flush = new StatisticsFlush(reads::rules, store, engine.gate::lets);
        long every = settings.flushEvery().toMillis();
        var unused = threads.scheduler.scheduleWithFixedDelay(flush, every, every, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens a cache by the policy in a mounted file, and follows its changes.
     *
     * @param path the file, or the folder with {@code policy.json}
     * @see #follow(PolicyOrigin, RedisSettings, CacheSettings)
     */
    public static QueryCache follow(Path path, RedisSettings redis, CacheSettings settings) {
        return follow(PolicyOrigin.file(path), redis, settings);
    }

    /**
     * Opens a cache by a policy, and follows its changes.
     *
     * <p>Never fails: until there is a policy, values are loaded, and while Redis is away, it is connected to in the
     * background. Whatever is wrong with a newer document, the last good one stays in use. When a policy names another
     * Redis, or did so a moment before this process started, the cache is not used for some minutes, in which all processes
     * come to know it, and invalidations are delivered when both have them.
     *
     * @param origin {@link PolicyOrigin#file}, or {@code WatchedPolicy.origin}
     */
    public static QueryCache follow(PolicyOrigin origin, RedisSettings redis, CacheSettings settings) {
        QueryCache cache = new QueryCache(redis, settings, true);
        Followed<CachePolicy> followed = origin.open(cache.threads.scheduler);
        cache.followed = followed;
        var unused = followed.subscribe(cache::use);
        return cache;
    }

    /** Opens a cache by a policy that does not change. Does not fail because Redis is away. */
    public static QueryCache open(CachePolicy policy, RedisSettings redis, CacheSettings settings) {
        QueryCache cache = new QueryCache(redis, settings, true);
        cache.use(policy);
        return cache;
    }

    /**
     * Opens a cache without a policy: each read says how it is cached. Does not fail because Redis is away.
     *
     * @param name {@code namespace/name}; caches of one name share their entries
     */
    public static QueryCache open(RedisLocation location, String name, RedisSettings redis, CacheSettings settings) {
        CachePolicy.checkName(name);
        QueryCache cache = new QueryCache(redis, settings, false);
        cache.home.use(location, name);
        return cache;
    }

    private synchronized void use(CachePolicy next) {
        home.use(next);
        policy = next;
    }

    /**
     * The value of a key, from the cache or loaded: on the caller's thread when it needs the value, else on one of the cache.
     * The loader has to read what is committed by now, so never in a transaction that has written, or that reads an older
     * snapshot (REPEATABLE READ, SERIALIZABLE): on the primary, or, if a lag in what is cached does no harm, on a replica
     * ({@link #getAt}). What a lagging replica has answered to a reader of
     * {@code getAt} is given to nobody who asks here.
     *
     * @param key of the value, together with the type in the options; up to 64 Ki characters. Whatever the value depends
     *     on belongs into it, such as the user where rows depend on who asks
     * @return null when there is no value
     * @throws E what the loader throws, also that of another reader whose load was waited for
     */
    public <T, E extends Exception> @Nullable T get(String key, ReadOptions<T> options, Loader<T, E> loader) throws E {
        return reads.<T, E>await(
                key, options, new CommittedLoad<>(() -> CompletableFuture.completedFuture(loader.load())));
    }

    /** The same with a loader that tells where in the database's history it has read. */
    public <T, E extends Exception> @Nullable T getAt(String key, ReadOptions<T> options, PositionedLoader<T, E> loader)
            throws E {
        return reads.<T, E>await(key, options, position -> CompletableFuture.completedFuture(loader.load(position)));
    }

    /**
     * The value of a key, from the cache or loaded, without blocking.
     *
     * @param loader begins to load; is called on {@code executor}
     * @param executor for what takes time, such as decoding; one that runs tasks where they are handed over runs them on the
     *     thread that reads from Redis, which must not wait
     */
    public <T> CompletionStage<@Nullable T> getAsync(
            String key,
            ReadOptions<T> options,
            Supplier<? extends CompletionStage<@Nullable T>> loader,
            Executor executor) {
        requireNonNull(executor, "executor is null");
        return reads.read(key, options, new CommittedLoad<>(loader::get), executor);
    }

    /** Makes entries of these keys wrong, as {@link #invalidate} does. */
    public boolean invalidateKeys(String... keys) {
        return invalidate(Change.keys(List.of(keys)));
    }

    /**
     * Makes all wrong that depends on one of these tables, as {@link #invalidate} does.
     *
     * @param models each as {@code schema.table} or {@code table}, as the database's catalog writes it: in lower case,
     *     unless it was quoted when it was made. None may be blank; whether there is such a table is not known here
     */
    public boolean invalidateModels(String... models) {
        return invalidate(Change.models(GivenNames.of("models", models)));
    }

    /** Makes all wrong that has one of these tags, as {@link #invalidate} does. None may be blank. */
    public boolean invalidateTags(String... tags) {
        return invalidate(Change.tags(GivenNames.of("tags", tags)));
    }

    /**
     * Makes entries wrong: no read that begins afterwards gives out a value from before, in no process. Takes one round
     * trip, however many entries they are. Call it after the transaction has been committed.
     *
     * @return whether it has been delivered. If not, it is tried again until it is; this process does not use the cache
     *     for what it concerns meanwhile, others may up to the TTL, and as long beyond it as the stale windows allow
     */
    public boolean invalidate(Change change) {
        Boolean delivered = new CallerThread()
                .<Boolean, RuntimeException>await(invalidateAsync(change).toCompletableFuture());
        return Boolean.TRUE.equals(delivered);
    }

    /**
     * The same without waiting; the result never fails. What follows it may run on the thread that reads from Redis, which must
     * not wait for Redis: no method of this class that waits may be called there.
     */
    public CompletionStage<@Nullable Boolean> invalidateAsync(Change change) {
        return engine.outbox.send(change).thenApply(delivered -> {
            NearCache near = engine.near;
            if (near != null) {
                // Redis tells it too, perhaps after it has answered.
                store.names(change).forEach(near::changed);
            }
            return delivered;
        });
    }

    /**
     * Invalidates what transactions write, as soon as they are committed, when it is given to
     * {@link dev.sluice.routing.RoutingOptions.Builder#commits}. The call that commits returns when the invalidation has
     * been delivered or could not be. The tables are read from the statements; the policy says what a write to them
     * touches beside them, and what follows from a statement of which the tables cannot be known.
     */
    public CommitListener commitListener() {
        return automatic.commits();
    }

    /** Answers queries that a rule or their comment means, when it is given to the data source's {@code results}. */
    public ResultSource automatic() {
        return automatic;
    }

    /**
     * Runs the statements that the policy wants warmed and that are given here, at once and as often as it says, on
     * replicas of the data source. Of all processes one runs a statement at a time. It follows changes of the policy and
     * ends with the cache.
     *
     * @param dataSource with whose user the statements run, in read-only transactions
     * @param values what becomes of each statement, by name; one that the policy does not have is left alone
     */
    public void warm(RoutingDataSource dataSource, List<WarmValue<?>> values) {
        Warming task = new Warming(engine, reads, () -> policy, dataSource, values, threads.warming);
        var unused = threads.scheduler.scheduleWithFixedDelay(task, 0, Warming.LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What this process has counted, by rule, and whether the cache is in use. */
    public CacheStatistics statistics() {
        return new CacheStatistics(
                reads.rules(),
                store.isConnected() && engine.gate.lets(),
                fault(),
                engine.outbox.size(),
                engine.outbox.failures(),
                automatic.reasons(),
                automatic.whole());
    }

    /** What all processes of the policy have counted, by rule; some seconds late. Fails when Redis is away. */
    public CompletionStage<List<RuleStatistics>> sharedStatistics() {
        return store.counts().thenApply(StatisticsFlush::rules);
    }

    /**
     * Ends all threads and connections, when what has been counted is sent. Reads that are under way load. Invalidations that wait are tried for the last time;
     * those that fail again are lost, which is logged. Idempotent.
     */
    @Override
    public void close() {
        if (followed != null) {
            followed.close();
        }
        boolean first = !threads.scheduler.isShutdown();
        threads.close();
        if (first) {
            var unused = flush.flush()
                    .toCompletableFuture()
                    .completeOnTimeout(null, LAST_FLUSH.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        engine.outbox.close();
        store.close();
    }

    private String fault() {
        return followed == null ? "" : followed.fault();
    }

    private EntryLimits limits() {
        CachePolicy now = policy;
        return now == null ? EntryLimits.DEFAULT : now.limits();
    }
}
