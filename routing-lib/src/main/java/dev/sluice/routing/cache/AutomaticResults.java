package dev.sluice.routing.cache;

import dev.sluice.routing.cache.automatic.Catalog;
import dev.sluice.routing.cache.automatic.LargeResults;
import dev.sluice.routing.cache.automatic.QueryCheck;
import dev.sluice.routing.cache.automatic.ReasonCounters;
import dev.sluice.routing.cache.automatic.RefusedException;
import dev.sluice.routing.cache.automatic.Rows;
import dev.sluice.routing.cache.automatic.SessionFacts;
import dev.sluice.routing.cache.automatic.Sources;
import dev.sluice.routing.cache.automatic.StatementKey;
import dev.sluice.routing.cache.automatic.StatementLoad;
import dev.sluice.routing.cache.automatic.StatementTexts;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.statement.CacheHint;
import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.ReadPosition;
import dev.sluice.routing.jdbc.CommitListener;
import dev.sluice.routing.jdbc.ResultSource;
import dev.sluice.routing.jdbc.RoutedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers queries from the cache that the policy's rules or their own comments mean, and of which it is known that their
 * results depend on nothing but their tables and what is in the key. In any doubt the query is sent, and the reason is
 * counted. Thread-safe.
 */
final class AutomaticResults implements ResultSource {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);

    /**
     * So long a query in a transaction waits for another one's load, which may wait for a lock that the transaction has: the server
     * does not see that. By itself it looks for a deadlock after the same time ({@code deadlock_timeout}).
     */
    private static final Duration IN_TRANSACTION = Duration.ofSeconds(1);

    /** Otherwise for as long as a read waits. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Reads reads;
    private final Engine engine;
    private final Supplier<@Nullable CachePolicy> policy;
    private final boolean needsPolicy;
    private final TransactionInvalidation commits;
    private final Catalog catalog = new Catalog();
    private final StatementTexts texts = new StatementTexts();
    private final StatementOptions options = new StatementOptions();
    private final LargeResults large = new LargeResults();
    private final ReasonCounters reasons = new ReasonCounters();

    /**
     * @param needsPolicy whether nothing is cached as long as there is no policy
     * @param invalidateLater does not wait until it is done
     */
    AutomaticResults(
            Reads reads,
            Engine engine,
            Supplier<@Nullable CachePolicy> policy,
            boolean needsPolicy,
            Consumer<Change> invalidate,
            Consumer<Change> invalidateLater) {
        this.reads = reads;
        this.engine = engine;
        this.policy = policy;
        this.needsPolicy = needsPolicy;
        this.commits = new TransactionInvalidation(
                () -> effects(policy.get()),
                invalidate,
                catalog::forget,
                engine.scheduler,
                invalidateLater,
                engine.doubts);
    }

    /** How often statements that were to be cached were not, by the reason. */
    Map<NotCached, Long> reasons() {
        return reasons.now();
    }

    /** How often a write has made everything old. */
    long whole() {
        return commits.whole();
    }

    @Override
    public CommitListener commits() {
        return commits;
    }

    @Override
    public Effect effect(String sql) {
        return texts.effect(sql);
    }

    @Override
    public boolean mayAnswer(String sql) {
        CachePolicy now = policy.get();
        if (now == null && needsPolicy) {
            return false;
        }
        ReadQuery query = texts.meant(sql, now);
        if (query == null) {
            return false;
        }
        NotCached refusal = query.refusal();
        if (refusal != null) {
            reasons.count(refusal);
        }
        return refusal == null;
    }

    @Override
    public @Nullable ResultSet answer(RoutedQuery query) throws SQLException {
        try {
            return answerOrRefuse(query);
        } catch (RefusedException e) {
            reasons.count(e.why());
            if (LOG.isDebugEnabled()) {
                // Without the text, in which there may be values.
                LOG.debug(
                        "The query {} is not cached, because {}",
                        texts.query(query.sql()).fingerprint(),
                        e.why().description());
            }
            return null;
        }
    }

    private @Nullable ResultSet answerOrRefuse(RoutedQuery query) throws SQLException, RefusedException {
        CachePolicy now = policy.get();
        WriteEffects effects = effects(now);
        ReadQuery text = texts.query(query.sql());
        QueryCheck check = new QueryCheck(query, text);
        String parameters = check.parameters();
        SessionFacts session = check.session();
        Sources sources = check.sources(catalog, session, effects);
        CacheRule rule = now == null ? null : rule(text, sources, now);
        if (text.hint() == null && rule == null) {
            // The rules mean tables of that name in another schema.
            return null;
        }
        ReadOptions<Rows> read = options.of(text.hint(), rule, sources.models(), now);
        String key = StatementKey.of(text, session, sources, parameters);
        if (large.contains(key)) {
            throw new RefusedException(NotCached.RESULT);
        }
        return read(
                new StatementLoad(
                        query, text, session, sources, engine.limits.get().maxBytes()),
                key,
                read,
                patience(query, session));
    }

    /** Half of each timeout, so that the query can still be sent. */
    private Patience patience(RoutedQuery query, SessionFacts session) throws SQLException {
        Duration longest = query.inTransaction() ? IN_TRANSACTION : LONGEST;
        for (Duration timeout : List.of(query.timeout(), session.timeout())) {
            Duration half = timeout.dividedBy(2);
            if (!timeout.isZero() && half.compareTo(longest) < 0) {
                longest = half;
            }
        }
        return new Patience(longest, query.cancelled().toCompletableFuture());
    }

    private @Nullable ResultSet read(StatementLoad load, String key, ReadOptions<Rows> read, Patience patience)
            throws SQLException, RefusedException {
        Rows rows = null;
        try {
            rows = reads.<Rows, Exception>await(key, read, new SessionLoad(load), patience);
        } catch (RefusedException e) {
            if (e.why() == NotCached.RESULT) {
                large.add(key);
            }
            if (!load.hasRun()) {
                throw e;
            }
            reasons.count(e.why());
        } catch (Exception e) {
            // The failure of another session's load, or its length, is not that of this query, which can still be sent.
            LOG.debug("A query could not be answered from the cache", e);
        }
        return load.result(rows);
    }

    private record SessionLoad(StatementLoad load) implements Load<Rows> {

        @Override
        public CompletionStage<@Nullable Rows> begin(Consumer<ReadPosition> position) throws Exception {
            return load.begin(position);
        }

        @Override
        public boolean isOfSession() {
            return true;
        }
    }

    private static WriteEffects effects(@Nullable CachePolicy policy) {
        return policy == null ? WriteEffects.NONE_KNOWN : policy.writes();
    }

    private static @Nullable CacheRule rule(ReadQuery text, Sources sources, CachePolicy policy)
            throws RefusedException {
        CacheHint hint = text.hint();
        if (hint != null && hint.rule() != null) {
            return policy.rule(hint.rule()).orElseThrow(() -> new RefusedException(NotCached.HINT_WRONG));
        }
        return policy.rules().stream()
                .filter(rule -> rule.match().statement(text.fingerprint(), sources.named()))
                .findFirst()
                .orElse(null);
    }
}
