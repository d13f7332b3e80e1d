package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.cache.statement.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where queries read from, asked once a minute for the names of a query and a kind of session. What others change in the
 * schema is seen that late; {@link #forget} is for what one changes oneself. Thread-safe.
 */
public final class Catalog {

    private static final Duration HOLDS = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 5_000;

    private final Map<Names, Sources> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    private record Names(
            String session,
            List<TableName> tables,
            List<TableName> perhapsQueries,
            List<String> called,
            List<String> types) {

        static Names of(SessionFacts session, ReadQuery query) {
            return new Names(
                    session.key(),
                    query.tables(),
                    query.tables().stream().filter(query::mayBeOfWith).toList(),
                    query.called(),
                    query.types());
        }
    }

    /** Forgets everything. */
    public void forget() {
        changes.incrementAndGet();
        known.clear();
    }

    /** Where a query reads from; null when that is not known and {@link #ask} must be used. */
    public @Nullable Sources known(SessionFacts session, ReadQuery query) {
        Sources kept = known.get(Names.of(session, query));
        return kept == null || System.nanoTime() - kept.askedAt() > HOLDS.toNanos() ? null : kept;
    }

    /**
     * Asks a session where a query reads from.
     *
     * @param questions to the session
     * @param effects what is known of partitions, which then need not be named one by one
     */
    public Sources ask(Questions questions, SessionFacts session, ReadQuery query, WriteEffects effects)
            throws SQLException {
        long change = changes.get();
        long now = System.nanoTime();
        SourcesReading reading = new SourcesReading(questions, effects);
        Sources sources = reading.read(query, now);
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        if (change == changes.get()) {
            known.put(Names.of(session, query), sources);
        }
        return sources;
    }
}
