package dev.sluice.routing.cache;

import dev.sluice.routing.cache.automatic.RefusedException;
import dev.sluice.routing.cache.automatic.Rows;
import dev.sluice.routing.cache.automatic.RowsCodec;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.statement.CacheHint;
import dev.sluice.routing.cache.statement.NotCached;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How results of queries are read from the cache. Made once, since making options takes time. Thread-safe. */
final class StatementOptions {

    private static final int MOST_KEPT = 5_000;

    /** Stands for no rule, so that none is taken because of what the key looks like. */
    private static final String NO_RULE = "";

    private final Map<Asked, ReadOptions<Rows>> kept = new ConcurrentHashMap<>();

    private record Asked(@Nullable CacheHint hint, String rule, List<String> models) {}

    ReadOptions<Rows> of(
            @Nullable CacheHint hint, @Nullable CacheRule rule, List<String> models, @Nullable CachePolicy policy)
            throws RefusedException {
        String ttlClass = hint == null ? null : hint.ttlClass();
        Map<String, ?> classes = policy == null ? CachePolicy.DEFAULT_TTL_CLASSES : policy.ttlClasses();
        if (ttlClass != null && !classes.containsKey(ttlClass)) {
            throw new RefusedException(NotCached.HINT_WRONG);
        }
        if (rule == null && ttlClass == null && (hint == null || hint.ttl() == null)) {
            throw new RefusedException(NotCached.NO_TTL);
        }
        Asked asked = new Asked(hint, rule == null ? NO_RULE : rule.name(), models);
        ReadOptions<Rows> known = kept.get(asked);
        if (known == null) {
            known = make(asked);
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(asked, known);
        }
        return known;
    }

    private static ReadOptions<Rows> make(Asked asked) {
        // An error may say that somebody has no right any more, also to those who do not ask themselves.
        ReadOptions<Rows> options = ReadOptions.of(RowsCodec.INSTANCE)
                .rule(asked.rule())
                .staleIfError(Duration.ZERO)
                .models(asked.models().toArray(String[]::new));
        CacheHint hint = asked.hint();
        if (hint == null) {
            return options;
        }
        options = options.tags(hint.tags().toArray(String[]::new));
        if (hint.ttl() != null) {
            options = options.ttl(hint.ttl());
        }
        return hint.ttlClass() == null ? options : options.ttlClass(hint.ttlClass());
    }
}
