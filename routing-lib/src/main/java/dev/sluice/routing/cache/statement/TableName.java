package dev.sluice.routing.cache.statement;

import org.jspecify.annotations.Nullable;

/**
 * A table as a query names it.
 *
 * @param schema null when none is named
 * @param name as the server keeps it
 */
public record TableName(@Nullable String schema, String name) {

    /** The name in quotes, as the server reads it. */
    public String quoted() {
        return schema == null ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String part) {
        return '"' + part.replace("\"", "\"\"") + '"';
    }
}
