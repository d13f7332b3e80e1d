package dev.sluice.routing.cache;

import dev.sluice.routing.cache.near.NearCache;
import dev.sluice.routing.cache.policy.CachePolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads, each on the shortest way: from this process, without a cache where nothing says how, else by a {@link Reading}. */
final class Reads {

    private static final int LONGEST_KEY = 64 * 1024;

    private final Engine engine;
    private final Supplier<@Nullable CachePolicy> policy;
    private final boolean needsPolicy;
    private final Map<String, RuleCounters> counters = new ConcurrentHashMap<>();

    /** @param needsPolicy whether nothing is cached as long as there is no policy */
    Reads(Engine engine, Supplier<@Nullable CachePolicy> policy, boolean needsPolicy) {
        this.engine = engine;
        this.policy = policy;
        this.needsPolicy = needsPolicy;
    }

    /** What has been counted, by rule. */
    List<RuleStatistics> rules() {
        return counters.entrySet().stream()
                .map(entry -> entry.getValue().now(entry.getKey()))
                .toList();
    }

    /** The value of a key; the load runs on this thread if its value is needed. */
    <T, E extends Exception> @Nullable T await(String key, ReadOptions<T> options, Load<T> load) throws E {
        return await(key, options, load, null);
    }

    /** The same, as long as there is {@linkplain CallerThread#await patience}. */
    <T, E extends Exception> @Nullable T await(
            String key, ReadOptions<T> options, Load<T> load, @Nullable Patience patience) throws E {
        Terms terms = terms(key, options);
        if (terms != null) {
            NearCache.Value near = near(key, terms);
            if (near != null) {
                return cast(near);
            }
        }
        CallerThread caller = new CallerThread();
        if (terms == null) {
            return caller.<T, E>await(uncached(load, caller), patience);
        }
        Reading<T> reading = reading(key, terms, options, load, caller);
        // While it waits at a glance it waits for nothing else.
        boolean glances = patience == null || patience.longest().compareTo(engine.store.longestGlance()) > 0;
        return caller.<T, E>await(glances ? reading.beginAwaited() : reading.begin(), patience);
    }

    /** The value of a key in this process, counted; null when there is none. */
    private NearCache.@Nullable Value near(String key, Terms terms) {
        NearCache near = engine.near;
        if (near == null || engine.outbox.concerns(key, terms.dependencies())) {
            return null;
        }
        NearCache.Value value = near.get(terms.shape(), key);
        if (value != null) {
            counters(terms).nearHits.increment();
        }
        return value;
    }

    // The key in this process has the shape in it.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> @Nullable T cast(NearCache.Value near) {
        return (T) near.content();
    }

    /** What is counted for a rule. */
    RuleCounters counters(Terms terms) {
        RuleCounters known = counters.get(terms.rule());
        return known != null ? known : counters.computeIfAbsent(terms.rule(), rule -> new RuleCounters());
    }

    /** The value of a key, without blocking. */
    <T> CompletableFuture<@Nullable T> read(String key, ReadOptions<T> options, Load<T> load, Executor executor) {
        Terms terms = terms(key, options);
        NearCache.Value near = terms == null ? null : near(key, terms);
        if (near != null) {
            return CompletableFuture.completedFuture(cast(near));
        }
        return terms == null
                ? uncached(load, executor)
                : reading(key, terms, options, load, executor).begin();
    }

    private <T> Reading<T> reading(String key, Terms terms, ReadOptions<T> options, Load<T> load, Executor executor) {
        if (!isWhole(key)) {
            // Redis would get another key, which may be somebody else's.
            throw new IllegalArgumentException("the key has half of a surrogate pair, expected whole characters");
        }
        return new Reading<>(engine, key, terms, options, load, executor, counters(terms));
    }

    private @Nullable Terms terms(String key, ReadOptions<?> options) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "the key has " + key.length() + " characters, expected from 1 to " + LONGEST_KEY);
        }
        CachePolicy now = policy.get();
        return now == null && needsPolicy ? null : TermsOf.read(key, options, now);
    }

    private static boolean isWhole(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (Character.isSurrogate(key.charAt(i))) {
                // There are few of those.
                return StandardCharsets.UTF_8.newEncoder().canEncode(key);
            }
        }
        return true;
    }

    private static <T> CompletableFuture<@Nullable T> uncached(Load<T> load, Executor executor) {
        CompletableFuture<@Nullable T> result = new CompletableFuture<>();
        Runnable step = () -> {
            try {
                load.begin(position -> {}).whenComplete((value, error) -> {
                    if (error == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(error);
                    }
                });
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        };
        new NextStep(executor, result).run(step, () -> {});
        return result;
    }
}
