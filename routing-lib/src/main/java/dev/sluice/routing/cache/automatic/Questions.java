package dev.sluice.routing.cache.automatic;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a session is asked by, beside what its application sends. */
@FunctionalInterface
public interface Questions {

    /** Prepares a question, which whoever asks it closes. */
    PreparedStatement prepare(String sql) throws SQLException;
}
