package dev.sluice.routing.jdbc;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link ResultSource} has answered to a statement, as long as the statement is not executed again. */
final class Answer {

    private static final Set<String> ABOUT_RESULTS =
            Set.of("getResultSet", "getMoreResults", "getUpdateCount", "getLargeUpdateCount");

    private final ResultSet rows;
    private boolean passed;

    Answer(ResultSet rows) {
        this.rows = rows;
    }

    /** Whether a method asks for the results of a statement. */
    static boolean isAbout(Method method) {
        return ABOUT_RESULTS.contains(method.getName());
    }

    /** What such a method returns: there is one result, and it is of rows. */
    @Nullable
    Object tell(Method method, @Nullable Object[] arguments) throws SQLException {
        return switch (method.getName()) {
            case "getResultSet" -> passed ? null : rows;
            case "getUpdateCount" -> -1;
            case "getLargeUpdateCount" -> -1L;
            default -> pass(arguments);
        };
    }

    boolean isOpen() throws SQLException {
        return !rows.isClosed();
    }

    void close() throws SQLException {
        rows.close();
    }

    private boolean pass(@Nullable Object[] arguments) throws SQLException {
        passed = true;
        if (arguments.length == 0 || !arguments[0].equals(Statement.KEEP_CURRENT_RESULT)) {
            rows.close();
        }
        return false;
    }
}
