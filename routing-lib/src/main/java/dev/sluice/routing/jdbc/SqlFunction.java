package dev.sluice.routing.jdbc;

import java.sql.SQLException;

/** Works with a database and gives a result. */
@FunctionalInterface
public interface SqlFunction<T, R> {

    /** Does the work. */
    R apply(T argument) throws SQLException;
}
