package dev.sluice.routing.cache;

import dev.sluice.routing.cache.policy.FormerRedis;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.EntryStore;
import dev.sluice.routing.cache.store.Fill;
import dev.sluice.routing.cache.store.Filled;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import dev.sluice.routing.cache.store.StillConnectingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store that the policy names, which may become another one. Until there is one, each call fails.
 *
 * <p>For a while after a change, processes that do not know yet still read the store before, and invalidate there alone.
 * So until it is told that all know, what is invalidated is so in both, and nothing is read from the new one, nor is anybody
 * given the right to load into it: not even a reader who has begun before the change and asks again. Thread-safe.
 */
final class SwitchedStore implements EntryStore {

    private volatile @Nullable EntryStore current;

    /** The current one, unless it is not to be read yet. */
    private volatile @Nullable EntryStore readable;

    /** The latest one last. */
    private volatile List<EntryStore> former = List.of();

    private boolean closed;

    /** Uses this store, or the same keys over another connection; the one before is closed. */
    void use(EntryStore next) {
        EntryStore left;
        synchronized (this) {
            if (closed) {
                left = next;
            } else {
                boolean read = current == null || readable != null;
                left = current;
                current = next;
                readable = read ? next : null;
            }
        }
        if (left != null) {
            left.close();
        }
    }

    /** Moves to another store, which is not read until all processes know: {@link #settled}. */
    void moveTo(EntryStore next) {
        synchronized (this) {
            readable = null;
            EntryStore before = current;
            if (!closed) {
                // In this order: whoever invalidates in the new one alone would miss those who read the one before.
                if (before != null) {
                    also(before);
                }
                current = next;
                return;
            }
        }
        next.close();
    }

    /** Reads nothing until it is {@link #settled}. */
    synchronized void pause() {
        readable = null;
    }

    /** Invalidates in this store too, until it is {@link #settled}; of many the latest count. */
    void also(EntryStore another) {
        List<EntryStore> left;
        synchronized (this) {
            List<EntryStore> all =
                    Stream.concat(former.stream(), Stream.of(another)).toList();
            int surplus = closed ? all.size() : Math.max(0, all.size() - FormerRedis.MOST);
            left = all.subList(0, surplus);
            former = List.copyOf(all.subList(surplus, all.size()));
        }
        left.forEach(EntryStore::close);
    }

    /** All processes know the current store: it is read, and what was used before is left. */
    void settled() {
        List<EntryStore> left;
        synchronized (this) {
            readable = current;
            left = former;
            former = List.of();
        }
        left.forEach(EntryStore::close);
    }

    @Override
    public boolean isConnected() {
        EntryStore store = current;
        return store != null && store.isConnected();
    }

    @Override
    public @Nullable Found glance(Lookup lookup) {
        EntryStore store = readable;
        return store == null ? null : store.glance(lookup);
    }

    @Override
    public Duration longestGlance() {
        EntryStore store = readable;
        return store == null ? Duration.ZERO : store.longestGlance();
    }

    @Override
    public CompletionStage<Found> find(Lookup lookup) {
        return read(store -> store.find(lookup));
    }

    @Override
    public CompletionStage<Filled> fill(Fill fill) {
        return ask(store -> store.fill(fill));
    }

    @Override
    public CompletionStage<Boolean> renew(Lookup lookup) {
        return ask(store -> store.renew(lookup));
    }

    @Override
    public CompletionStage<Void> release(Lookup lookup, Duration rest) {
        return ask(store -> store.release(lookup, rest));
    }

    @Override
    public CompletionStage<Void> drop(Lookup lookup) {
        return ask(store -> store.drop(lookup));
    }

    @Override
    public CompletionStage<Void> invalidate(Change change) {
        return askAll(store -> store.invalidate(change));
    }

    @Override
    public List<String> names(Lookup lookup) {
        EntryStore store = current;
        return store == null ? List.of() : store.names(lookup);
    }

    @Override
    public List<String> names(Change change) {
        EntryStore store = current;
        return store == null ? List.of() : store.names(change);
    }

    @Override
    public CompletionStage<Boolean> takeTurn(String name, String token, Duration length) {
        return read(store -> store.takeTurn(name, token, length));
    }

    @Override
    public CompletionStage<Boolean> renewTurn(String name, String token, Duration length) {
        return ask(store -> store.renewTurn(name, token, length));
    }

    @Override
    public CompletionStage<Void> leaveTurn(String name, String token) {
        return ask(store -> store.leaveTurn(name, token));
    }

    @Override
    public CompletionStage<Void> warmed(String statement) {
        return ask(store -> store.warmed(statement));
    }

    @Override
    public CompletionStage<Void> count(Map<String, Long> increments) {
        return ask(store -> store.count(increments));
    }

    @Override
    public CompletionStage<Map<String, Long>> counts() {
        return ask(EntryStore::counts);
    }

    @Override
    public boolean isOfEntry(Throwable error) {
        EntryStore store = current;
        return store != null && store.isOfEntry(error);
    }

    @Override
    public CompletionStage<Void> ping() {
        return askAll(EntryStore::ping);
    }

    @Override
    public void close() {
        EntryStore last;
        List<EntryStore> others;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
            readable = null;
            others = former;
            former = List.of();
        }
        if (last != null) {
            last.close();
        }
        others.forEach(EntryStore::close);
    }

    /** Done when all have answered; fails when one does not. */
    private CompletionStage<Void> askAll(Function<EntryStore, CompletionStage<Void>> question) {
        CompletionStage<Void> answer = ask(question);
        for (EntryStore store : former) {
            answer = answer.thenAcceptBoth(question.apply(store), (one, other) -> {});
        }
        return answer;
    }

    private <T> CompletionStage<T> read(Function<EntryStore, CompletionStage<T>> question) {
        EntryStore store = readable;
        if (store != null) {
            return question.apply(store);
        }
        return current == null
                ? ask(question)
                : CompletableFuture.failedFuture(
                        new StillConnectingException("the cache moves, and not all processes may know yet"));
    }

    private <T> CompletionStage<T> ask(Function<EntryStore, CompletionStage<T>> question) {
        EntryStore store = current;
        return store == null
                ? CompletableFuture.failedFuture(new IllegalStateException(
                        isClosed() ? "the cache is closed" : "there is no cache policy yet, or no more"))
                : question.apply(store);
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
