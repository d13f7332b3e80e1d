package dev.sluice.analysis.statement;

import org.jspecify.annotations.Nullable;

/**
 * A column of a view, as far as its query tells.
 *
 * @param name empty where it is not known
 * @param type the one to which it is cast, or that has been found out since; null where it is not known
 * @param table the only one that the query reads, where the column is one of that table; null for all others
 * @param column what it is called there; empty for all others
 */
public record ViewColumn(
        String name, @Nullable DataType type, @Nullable Name table, String column) {

    /** One of which only the name is known. */
    public static ViewColumn named(String name) {
        return new ViewColumn(name, null, null, "");
    }

    /** The same where its type is known. */
    public ViewColumn typed(DataType found) {
        return new ViewColumn(name, found, table, column);
    }
}
