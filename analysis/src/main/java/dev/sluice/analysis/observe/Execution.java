package dev.sluice.analysis.observe;

import java.sql.SQLException;
import java.sql.Statement;

/** Sends what is watched to the server. */
@FunctionalInterface
public interface Execution {

    /** Runs it to its end. */
    void run(Statement statement) throws SQLException;
}
