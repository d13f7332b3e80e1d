package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.jdbc.RoutedQuery;
import dev.sluice.routing.jdbc.RoutedQuery.Bound;
import dev.sluice.routing.jdbc.SqlFunction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks one query that is to be cached, step by step, from what costs nothing to what costs a round trip. */
public final class QueryCheck {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCheck.class);

    private final RoutedQuery query;
    private final ReadQuery text;
    private final long begun = System.nanoTime();

    /** Of this query, whose text nothing speaks against. */
    public QueryCheck(RoutedQuery query, ReadQuery text) {
        this.query = query;
        this.text = text;
    }

    /** The values of its parameters, as one text. */
    public String parameters() throws RefusedException {
        refuseIf(query.hasOptions(), NotCached.STATEMENT_OPTIONS);
        List<Bound> bound = query.parameters();
        String parameters = bound == null ? null : ParameterText.of(bound, text.parameters());
        if (bound == null || parameters == null) {
            throw new RefusedException(NotCached.PARAMETER);
        }
        refuseIf(ParameterText.anyText(bound, ReadQuery::mayMeanMoment), NotCached.TIME_OR_SESSION);
        return parameters;
    }

    /** What its session says of itself, asked for unless it is known. */
    public SessionFacts session() throws RefusedException, SQLException {
        refuseIf(query.notes().hides(), NotCached.SESSION);
        refuseIf(
                query.inFailedTransaction()
                        || (query.inTransaction() && query.notes().wrote()),
                NotCached.TRANSACTION);
        // A backslash ends no text for whoever reads the query here.
        refuseIf(!query.plainBackslashes(), NotCached.SESSION);
        SessionFacts facts = query.notes().knowledge() instanceof SessionFacts known && !known.isOld()
                ? known
                : ask(session -> SessionFacts.ask(session, query.cluster()));
        query.notes().knowledge(facts);
        refuseIf(facts.temporaryTables(), NotCached.TEMPORARY_TABLES);
        refuseIf(facts.snapshot() && inOneOfSeveral(), NotCached.SNAPSHOT);
        return facts.following(query.timeline());
    }

    /** Where its rows come from, asked for unless it is known. */
    public Sources sources(Catalog catalog, SessionFacts session, WriteEffects effects)
            throws RefusedException, SQLException {
        Sources known = catalog.known(session, text);
        Sources sources = known != null ? known : ask(questions -> catalog.ask(questions, session, text, effects));
        NotCached refusal = sources.refusal();
        if (refusal != null) {
            throw new RefusedException(refusal);
        }
        refuseIf(sources.models().stream().anyMatch(effects.rowSecurity()::contains), NotCached.ROW_SECURITY);
        return sources;
    }

    private <T> T ask(SqlFunction<Questions, T> questions) throws RefusedException, SQLException {
        boolean alone = !inOneOfSeveral();
        SqlFunction<Connection, T> work = connection -> questions.apply(new QuestionsOfQuery(query, begun, connection));
        try {
            return query.inSession(alone ? work : new Aside<>(work));
        } catch (SQLException e) {
            if (!alone && (query.inFailedTransaction() || !query.isSameSession())) {
                // What is sent next would only hear so.
                throw e;
            }
            LOG.debug("A query is not cached, because the session could not be asked", e);
            throw new RefusedException(NotCached.CATALOG);
        }
    }

    /** Whether it is one statement of a transaction. */
    private boolean inOneOfSeveral() {
        return !query.autoCommit() || query.inTransaction();
    }

    private static void refuseIf(boolean so, NotCached why) throws RefusedException {
        if (so) {
            throw new RefusedException(why);
        }
    }
}
