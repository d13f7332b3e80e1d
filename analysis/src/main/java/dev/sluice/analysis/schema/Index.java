package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index.
 *
 * @param keys what it is on; empty when that is not known
 * @param where null when it is not partial
 * @param constraint whether it belongs to a primary key, unique or exclusion constraint
 * @param valid false when its building was broken off, so that queries do not use it
 * @param origin the migration that has made it; null when it was there before
 */
public record Index(
        String name,
        boolean unique,
        String method,
        List<CreateIndex.Key> keys,
        @Nullable Expression where,
        boolean constraint,
        boolean valid,
        @Nullable Origin origin) {

    /** Copies the list. */
    public Index {
        keys = List.copyOf(keys);
    }

    /** The columns that it begins with, up to the first expression. */
    public List<String> columns() {
        return keys.stream()
                .takeWhile(CreateIndex.Key::column)
                .map(CreateIndex.Key::text)
                .toList();
    }

    /** Whether it finds rows by those columns, in whatever order they are its first ones. */
    public boolean leadsWith(List<String> columns) {
        List<String> own = columns();
        return own.size() >= columns.size() && own.subList(0, columns.size()).containsAll(columns);
    }

    Index renamed(String newName) {
        return new Index(newName, unique, method, keys, where, constraint, valid, origin);
    }
}
