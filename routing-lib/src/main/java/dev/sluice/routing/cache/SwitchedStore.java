package dev.sluice.routing.cache;

import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.EntryStore;
import dev.sluice.routing.cache.store.Fill;
import dev.sluice.routing.cache.store.Filled;
import dev.sluice.routing.cache.store.Found;
import dev.sluice.routing.cache.store.Lookup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store that the policy names, which may become another one. Until there is one, each call fails. For a while after a
 * change, what is invalidated is so in the one before too, which processes that do not know yet still read. Thread-safe.
 */
final class SwitchedStore implements EntryStore {

    private volatile @Nullable EntryStore current;
    private volatile List<EntryStore> former = List.of();
    private boolean closed;

    /**
     * Uses another store from now on.
     *
     * @return ends the use of the one before, when others do not read it any more; idempotent
     */
    Runnable use(EntryStore next) {
        synchronized (this) {
            EntryStore before = current;
            if (!closed) {
                if (before != null) {
                    former = Stream.concat(former.stream(), Stream.of(before)).toList();
                }
                current = next;
                return before == null ? () -> {} : () -> leave(before);
            }
        }
        next.close();
        return () -> {};
    }

    /** Whether there is one to ask. */
    boolean isThere() {
        return current != null;
    }

    private void leave(EntryStore left) {
        synchronized (this) {
            former = former.stream().filter(store -> !store.equals(left)).toList();
        }
        left.close();
    }

    @Override
    public @Nullable Found glance(Lookup lookup) {
        EntryStore store = current;
        return store == null ? null : store.glance(lookup);
    }

    @Override
    public CompletionStage<Found> find(Lookup lookup) {
        return ask(store -> store.find(lookup));
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
        return ask(store -> store.takeTurn(name, token, length));
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

    private <T> CompletionStage<T> ask(Function<EntryStore, CompletionStage<T>> question) {
        EntryStore store = current;
        return store == null
                ? CompletableFuture.failedFuture(new IllegalStateException("there is no cache policy yet, or no more"))
                : question.apply(store);
    }
}
