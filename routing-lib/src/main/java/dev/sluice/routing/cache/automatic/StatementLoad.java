package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.cache.store.ReadPosition;
import dev.sluice.routing.jdbc.RoutedQuery;
import dev.sluice.routing.jdbc.SqlFunction;
import dev.sluice.routing.replication.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the rows of a query by sending it in the session of the application that asks. Whatever the cache makes of it,
 * who has sent a query gets its answer or its error.
 */
public final class StatementLoad {

    private static final Logger LOG = LoggerFactory.getLogger(StatementLoad.class);
    private static final String PRIMARY = "SELECT pg_catalog.pg_current_wal_insert_lsn()";
    private static final String HERE =
            "SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() END";

    private final RoutedQuery query;
    private final RoutedQuery.Copy copy;
    private final ReadQuery text;
    private final SessionFacts session;
    private final Sources sources;
    private final int maxBytes;
    private final Thread owner = Thread.currentThread();
    private boolean hasRun;
    private @Nullable RowsReading reading;
    private @Nullable SQLException error;

    /** @param maxBytes larger results are not kept */
    public StatementLoad(RoutedQuery query, ReadQuery text, SessionFacts session, Sources sources, int maxBytes) {
        this.query = query;
        this.copy = query.copy();
        this.text = text;
        this.session = session;
        this.sources = sources;
        this.maxBytes = maxBytes;
    }

    /** Whether the query has been sent. */
    public boolean hasRun() {
        return hasRun;
    }

    /** Sends the query on this thread. */
    public CompletionStage<@Nullable Rows> begin(Consumer<ReadPosition> position)
            throws SQLException, RefusedException {
        if (!owner.equals(Thread.currentThread())) {
            // A connection is for one thread at a time, and what is renewed is nobody's answer.
            return CompletableFuture.completedFuture(elsewhere(position));
        }
        hasRun = true;
        RowsReading read;
        ReadPosition at;
        try {
            at = position();
            try (ResultSet rows = query.send()) {
                read = RowsReading.of(rows, maxBytes, sources::place);
            }
        } catch (SQLException e) {
            error = e;
            throw e;
        }
        reading = read;
        if (!query.isSameSession()) {
            // It went to another server, and nobody has asked that session what is set in it.
            throw new RefusedException(NotCached.SESSION);
        }
        if (!read.keepable()) {
            throw new RefusedException(NotCached.RESULT);
        }
        if (at != null) {
            position.accept(at);
        }
        return CompletableFuture.completedFuture(read.rows());
    }

    private Rows elsewhere(Consumer<ReadPosition> position) throws SQLException, RefusedException {
        Renewal renewal = copy.with(other -> renew(other, position));
        if (renewal.rows() == null) {
            throw new RefusedException(renewal.why());
        }
        return renewal.rows();
    }

    private record Renewal(@Nullable Rows rows, NotCached why) {}

    private Renewal renew(RoutedQuery other, Consumer<ReadPosition> position) throws SQLException {
        try {
            SessionFacts facts = new QueryCheck(other, text).session();
            if (!facts.key().equals(session.key()) || facts.timeline() != session.timeline()) {
                return new Renewal(null, NotCached.SESSION);
            }
            StatementLoad load = new StatementLoad(other, text, facts, sources, maxBytes);
            load.begin(position);
            RowsReading read = load.reading;
            return new Renewal(read == null ? null : read.rows(), NotCached.RESULT);
        } catch (RefusedException e) {
            return new Renewal(null, e.why());
        }
    }

    /**
     * The answer to the query.
     *
     * @param cached what the cache says it is; null when that is nothing
     * @return null when it has not been sent, and the cache has none
     * @throws SQLException the query's own error
     */
    public @Nullable ResultSet result(@Nullable Rows cached) throws SQLException {
        RowsReading own = reading;
        if (own != null) {
            return own.rows().resultSet(query.statement(), !own.keepable());
        }
        SQLException failure = error;
        // Whether a refusal is to be hidden, nobody has been asked.
        if (failure != null) {
            throw failure;
        }
        return cached == null ? null : cached.resultSet(query.statement(), false);
    }

    /** Where it is going to be read; null when that is not known, and nothing may be kept. */
    private @Nullable ReadPosition position() throws SQLException {
        if (!session.standby()) {
            return ReadPosition.CURRENT;
        }
        // Asked for before the replica's: whatever was invalidated before this load is behind it.
        Lsn primary = primaryPosition();
        String here = query.inSession(aside(connection -> text(connection, HERE)));
        if (here.isEmpty()) {
            // It has been promoted since it was asked, so the key has the timeline of before.
            query.notes().knowledge(null);
            return null;
        }
        return primary == null ? null : ReadPosition.replica(Lsn.parse(here), primary);
    }

    private <T> SqlFunction<Connection, T> aside(SqlFunction<Connection, T> work) {
        return query.autoCommit() && !query.inTransaction() ? work : new Aside<>(work);
    }

    private @Nullable Lsn primaryPosition() {
        try {
            String text = query.onPrimary(connection -> text(connection, PRIMARY));
            return text.isEmpty() ? null : Lsn.parse(text);
        } catch (SQLException e) {
            LOG.debug("The primary does not tell its position, so what is loaded is not stored", e);
            return null;
        }
    }

    /** The one value that a query gives; empty for NULL. */
    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String text = row.getString(1);
            return text == null ? "" : text;
        }
    }
}
