package dev.sluice.routing.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries of an application in place of the database, such as a query cache. Asked for each query on a
 * connection that the application holds, so the quick methods must be quick. Thread-safe.
 */
public interface ResultSource {

    /** Answers nothing. */
    ResultSource NONE = new ResultSource() {

        @Override
        public CommitListener commits() {
            return CommitListener.NONE;
        }

        @Override
        public Effect effect(String sql) {
            return Effect.CHANGES;
        }

        @Override
        public boolean mayAnswer(String sql) {
            return false;
        }

        @Override
        public @Nullable ResultSet answer(RoutedQuery query) {
            return null;
        }
    };

    /** What a text leaves behind in the session, or in the transaction, that it is sent in. */
    enum Effect {
        /** Nothing: it only reads. */
        READS,
        /** It may write, lock, or set something that the server tells when it is asked. */
        CHANGES,
        /** It may set something that the server does not tell. */
        HIDES,
        /** It takes everything back that was set. */
        RESETS
    }

    /** Must hear of every commit, or what is answered gets old. */
    CommitListener commits();

    /** What a text leaves behind; {@link Effect#CHANGES} when that is not known. */
    Effect effect(String sql);

    /** Whether {@link #answer} is worth being asked about a text. */
    boolean mayAnswer(String sql);

    /**
     * The answer to a query; null when it is to be sent as if there were no source.
     *
     * @throws SQLException that of the query, or of another statement on its connection which broke the transaction
     */
    @Nullable
    ResultSet answer(RoutedQuery query) throws SQLException;
}
