package dev.sluice.routing.cache.redis;

import static dev.sluice.routing.cache.redis.ScriptText.bytes;
import static dev.sluice.routing.cache.redis.ScriptText.hexadecimal;
import static dev.sluice.routing.cache.redis.ScriptText.text;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.ChangeListener;
import dev.sluice.routing.cache.store.Dependencies;
import dev.sluice.routing.cache.store.EntryStore;
import dev.sluice.routing.cache.store.Fill;
import dev.sluice.routing.cache.store.Filled;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import dev.sluice.routing.cache.store.RightMissingException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Entries in Redis: one server, one behind Sentinel, or a Redis Cluster, from version 5 on.
 *
 * <p>An entry holds the versions of all that it depends on. Whoever reads it reads these too and compares them: at a
 * {@link Glance} that finds what is fresh, else by one script that also gives the right to load. So an invalidation is
 * the change of one version, however many entries depend on it, and an entry that is older is no longer found. A version
 * that is missing, because it has expired, was evicted or flushed away, gets an id that no entry has. Each stamp also holds the
 * id of the server's history, which changes with a restart and a failover. Times are the server's. Thread-safe.
 */
public final class RedisStore implements EntryStore {

    private final RedisLink link;
    private final KeyNames names;
    private final Duration patience;
    private final Supplier<String> ids;
    private final Tracking tracking;
    private final Glance glance;
    private final Rights rights;
    private final Holds holds;
    private volatile boolean invalidated;

    /**
     * Tells a listener what changes, by the server's tracking of what was read from now on; with Redis 6 or later.
     *
     * @param every how often it is proved that all has been told
     */
    public void tell(ChangeListener listener, ScheduledExecutorService scheduler, Duration every) {
        tracking.tell(listener);
        new Proofs(link, tracking, names.version(Dependencies.EVERYTHING), listener, scheduler).begin(every);
    }

    private RedisStore(RedisLink link, KeyNames names, Duration patience, Supplier<String> ids) {
        this.link = link;
        this.patience = patience;
        this.names = names;
        this.ids = ids;
        KnownVersions versions = new KnownVersions(names);
        Primary primary = new Primary();
        this.tracking = new Tracking(versions, primary::doubted);
        this.glance = new Glance(names, versions, tracking, primary);
        this.rights = new Rights(link, names);
        this.holds = new Holds(link);
        link.watch(tracking::pushed);
        link.whenLost(glance::lost);
        // What the master before has acknowledged when this one had taken its place already is not known here.
        link.whenMoved(() -> invalidated ? invalidate(Change.EVERYTHING) : CompletableFuture.completedFuture(null));
    }

    /**
     * A store for one policy. It connects by itself, and answers with an error until it has.
     *
     * @param policy {@code namespace/name}
     * @param ids gives 16 characters that nobody has ever been given, for versions
     */
    public static RedisStore open(RedisLocation location, RedisSettings settings, String policy, Supplier<String> ids) {
        RedisStore store = new RedisStore(
                new RedisLink(location, settings),
                new KeyNames(location.keyPrefix(), policy),
                settings.commandTimeout(),
                ids);
        // Whether that works is found out by whoever asks.
        var unused = store.link.connected().thenCompose(connected -> store.rights.check());
        return store;
    }

    @Override
    public @Nullable Found glance(Lookup lookup) {
        StatefulRedisConnection<String, byte[]> connection = link.single();
        // In a cluster the entry may be elsewhere by now.
        return connection == null || !lookup.glance() || !link.isSingle() || rights.missing() != null
                ? null
                : glance.awaited(connection, lookup, patience);
    }

    @Override
    public Duration longestGlance() {
        return patience;
    }

    @Override
    public CompletionStage<Found> find(Lookup lookup) {
        RightMissingException missing = rights.missing();
        if (missing != null) {
            return CompletableFuture.failedFuture(missing);
        }
        StatefulRedisConnection<String, byte[]> connection = link.single();
        if (connection == null) {
            return guarded(() -> findOrLease(link.commands(), lookup));
        }
        CompletionStage<Found> found = guarded(() -> lookup.glance()
                ? glance.at(connection, lookup, at -> findOrLease(connection.async(), at))
                : findOrLease(connection.async(), lookup));
        return link.isSingle()
                ? found
                : found.exceptionallyCompose(error -> {
                    if (!Refusal.isElsewhere(error)) {
                        return CompletableFuture.failedFuture(error);
                    }
                    // What is read now is not told when it changes; so nothing may be kept of it, either.
                    link.leave(connection);
                    return findOrLease(link.commands(), lookup);
                });
    }

    @Override
    public boolean isOfEntry(Throwable error) {
        return Refusal.isOfEntry(error);
    }

    private CompletionStage<Found> findOrLease(RedisClusterAsyncCommands<String, byte[]> commands, Lookup lookup) {
        return asked(() -> Script.FIND
                .<List<Object>>run(
                        commands,
                        names.of(lookup),
                        bytes(lookup.token()),
                        bytes(lookup.lease().toMillis()),
                        bytes(ids.get()),
                        bytes(Double.toString(lookup.earliness())),
                        bytes(lookup.shape()))
                .thenApply(FindAnswer::found));
    }

    @Override
    public CompletionStage<Filled> fill(Fill fill) {
        var position = fill.position();
        return asked(() -> Script.FILL
                .<byte[]>run(
                        link.commands(),
                        names.of(fill.lookup()),
                        bytes(fill.lookup().token()),
                        bytes(fill.stamp()),
                        bytes(fill.lookup().shape()),
                        bytes(position.current() ? "=" : hexadecimal(position.lsn())),
                        bytes(hexadecimal(position.primary())),
                        bytes(fill.lifetime().fresh().toMillis()),
                        bytes(fill.lifetime().stale().toMillis()),
                        bytes(fill.lifetime().kept().toMillis()),
                        bytes(fill.loading().toMillis()),
                        fill.value().bytes())
                .thenApply(answer -> Filled.valueOf(text(answer))));
    }

    @Override
    public CompletionStage<Boolean> renew(Lookup lookup) {
        String[] entryLeaseVersions = names.of(lookup);
        String[] leaseVersions = Arrays.copyOfRange(entryLeaseVersions, 1, entryLeaseVersions.length);
        return asked(() -> holds.renew(lookup.token(), lookup.lease(), leaseVersions));
    }

    @Override
    public CompletionStage<Void> release(Lookup lookup, Duration rest) {
        return asked(() -> holds.giveBack(lookup.token(), rest, names.lease(lookup.key())));
    }

    @Override
    public CompletionStage<Void> drop(Lookup lookup) {
        return asked(() ->
                holds.giveBack(lookup.token(), Duration.ZERO, names.lease(lookup.key()), names.entry(lookup.key())));
    }

    @Override
    public CompletionStage<Void> invalidate(Change change) {
        List<String> keys = new ArrayList<>();
        change.dependencies().forEach(name -> keys.add(names.version(name)));
        int versions = keys.size();
        change.keys().forEach(key -> {
            keys.add(names.entry(key));
            keys.add(names.lease(key));
        });
        invalidated = true;
        return asked(() -> Script.INVALIDATE
                .<Long>run(
                        link.commands(),
                        keys.toArray(String[]::new),
                        bytes(versions),
                        bytes(ids.get()),
                        bytes(hexadecimal(change.position())))
                .thenAccept(answer -> {}));
    }

    @Override
    public List<String> names(Lookup lookup) {
        List<String> all = new ArrayList<>(List.of(names.of(lookup)));
        all.remove(1);
        return all;
    }

    @Override
    public List<String> names(Change change) {
        List<String> all = new ArrayList<>();
        change.dependencies().forEach(name -> all.add(names.version(name)));
        change.keys().forEach(key -> all.add(names.entry(key)));
        return all;
    }

    @Override
    public CompletionStage<Boolean> takeTurn(String name, String token, Duration length) {
        return guarded(() -> holds.take(names.turn(name), token, length));
    }

    @Override
    public CompletionStage<Boolean> renewTurn(String name, String token, Duration length) {
        return guarded(() -> holds.renew(token, length, names.turn(name)));
    }

    @Override
    public CompletionStage<Void> leaveTurn(String name, String token) {
        return guarded(() -> holds.giveBack(token, Duration.ZERO, names.turn(name)));
    }

    @Override
    public CompletionStage<Void> warmed(String statement) {
        return guarded(() -> Script.WARMED
                .<Long>run(link.commands(), new String[] {names.statistics()}, bytes(statement + "|warmedAt"))
                .thenAccept(answer -> {}));
    }

    @Override
    public CompletionStage<Void> count(Map<String, Long> increments) {
        List<byte[]> arguments = new ArrayList<>();
        increments.forEach((field, increment) -> {
            arguments.add(bytes(field));
            arguments.add(bytes(increment));
        });
        return guarded(() -> Script.COUNT
                .<Long>run(link.commands(), new String[] {names.statistics()}, arguments.toArray(byte[][]::new))
                .thenAccept(answer -> {}));
    }

    @Override
    public CompletionStage<Map<String, Long>> counts() {
        return guarded(() -> link.commands().hgetall(names.statistics()).thenApply(answer -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            answer.forEach((field, count) -> counts.put(field, Long.valueOf(text(count))));
            return counts;
        }));
    }

    @Override
    public CompletionStage<Void> ping() {
        return link.reconnected()
                .thenCompose(connected -> rights.check())
                .whenComplete((done, error) -> link.tried(error));
    }

    @Override
    public boolean isConnected() {
        return link.isConnected();
    }

    @Override
    public void close() {
        link.close();
    }

    private <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> question) {
        return rights.watched(() -> guarded(question));
    }

    // Lettuce throws some errors and answers others.
    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
