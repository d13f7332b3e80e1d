package dev.sluice.routing.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseStatement;

/** A query that an application is about to send, with the session that it would be sent in. For one thread. */
public interface RoutedQuery {

    /**
     * A value that has been set for a parameter.
     *
     * @param setter the method that has set it
     * @param arguments what it was called with: the index or name, the value, and more
     */
    record Bound(Method setter, List<@Nullable Object> arguments) {}

    /** The text. */
    String sql();

    /** The parameters that are set; null when they hold what can be read only once, or half a batch. */
    @Nullable
    List<Bound> parameters();

    /** Whether something has been set on the statement by which the result differs from what the text says. */
    boolean hasOptions();

    /** After which the application wants the query to be cancelled; zero for never. */
    Duration timeout() throws SQLException;

    /** Is complete when the application cancels the statement, perhaps on another thread. */
    CompletionStage<Void> cancelled();

    /** What is known of the session. */
    SessionNotes notes();

    /** Whether each statement is a transaction of its own. */
    boolean autoCommit();

    /** Whether a transaction is open on the server, also one that has failed. */
    boolean inTransaction();

    /** Whether a transaction has failed and only a rollback is possible. */
    boolean inFailedTransaction();

    /** Whether a backslash in a text is only that, as {@code standard_conforming_strings} says. */
    boolean plainBackslashes();

    /** The cluster that the data source leads to. */
    String cluster();

    /** The newest timeline of the cluster's primary that is known of; 0 when none is. */
    int timeline();

    /** The driver's statement. */
    BaseStatement statement() throws SQLException;

    /**
     * Works with the session itself, such as to ask what is set in it.
     *
     * @throws SQLException what the work throws; a connection that is gone is let go of
     */
    <T> T inSession(SqlFunction<Connection, T> work) throws SQLException;

    /**
     * Works on the primary, on another connection, if one is at hand.
     *
     * @throws SQLException if none is, after a quarter of a second or, if that was so within the last 5 s, at once
     */
    <T> T onPrimary(SqlFunction<Connection, T> work) throws SQLException;

    /** Sends the query, as if there were no source; elsewhere too, when the server fails. */
    ResultSet send() throws SQLException;

    /** The query with its parameters as they are now, for a session of its own. */
    Copy copy();

    /** A query that outlives the call in which it was asked for. May be used by any thread. */
    interface Copy {

        /**
         * Works with the query in a session that is made for it: with the connection's settings, but without what was set
         * by statements, and outside of a transaction.
         */
        <T> T with(SqlFunction<RoutedQuery, T> work) throws SQLException;
    }

    /** Whether the session is still the one that it was when the query was made. */
    boolean isSameSession();
}
