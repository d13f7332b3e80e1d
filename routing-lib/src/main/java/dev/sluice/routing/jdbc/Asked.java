package dev.sluice.routing.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * A statement's result source while it is asked: nothing has been sent that the driver could cancel. Any thread may cancel.
 */
final class Asked {

    private volatile @Nullable CompletableFuture<Void> underWay;

    /** Answers, or gives null when the statement is to be sent. */
    @FunctionalInterface
    interface Source {

        @Nullable
        ResultSet answer(CompletionStage<Void> cancelled) throws SQLException;
    }

    /**
     * What a source answers.
     *
     * @param source is told when the application cancels
     * @throws SQLException what the source throws, or the server's words for a statement that is cancelled, if it has then no answer
     */
    @Nullable
    ResultSet answer(Source source) throws SQLException {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        underWay = cancelled;
        try {
            ResultSet answer = source.answer(cancelled);
            if (answer == null && cancelled.isDone()) {
                throw new PSQLException("canceling statement due to user request", PSQLState.QUERY_CANCELED);
            }
            return answer;
        } finally {
            underWay = null;
        }
    }

    /** Cancels when the driver has; gives back what that has given. */
    @Nullable
    Object cancelledBehind(@Nullable Object driver) {
        cancel();
        return driver;
    }

    /** Cancels what is asked for now, if anything is. */
    void cancel() {
        CompletableFuture<Void> now = underWay;
        if (now != null) {
            now.complete(null);
        }
    }
}
