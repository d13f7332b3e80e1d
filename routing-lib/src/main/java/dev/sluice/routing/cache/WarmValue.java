package dev.sluice.routing.cache;

import dev.sluice.routing.jdbc.SqlFunction;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the result of a statement that the policy wants warmed: the value of a key, which readers find there.
 *
 * @param statement its name in the policy
 * @param key under which the value is read
 * @param options with which it is read; others would not find it
 * @param read makes the value of the rows, as the loader of those who read it does; null for none. It may be called
 *     again, with the rows of another server
 * @param <T> the value
 */
public record WarmValue<T>(
        String statement, String key, ReadOptions<T> options, SqlFunction<ResultSet, @Nullable T> read) {}
