package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index.
 *
 * @param nullsNotDistinct whether, if it is unique, it takes one null for the same as another
 * @param keys what it is on; empty when that is not known
 * @param include the columns that it carries along
 * @param where null when it is not partial
 * @param constraint whether it belongs to a primary key, unique or exclusion constraint
 * @param valid false when its building was broken off, so that queries do not use it
 * @param origin the migration that has made it; null when it was there before
 */
public record Index(
        String name,
        boolean unique,
        boolean nullsNotDistinct,
        String method,
        List<CreateIndex.Key> keys,
        List<String> include,
        @Nullable Expression where,
        boolean constraint,
        boolean valid,
        @Nullable Origin origin) {

    /** Copies the lists. */
    public Index {
        keys = List.copyOf(keys);
        include = List.copyOf(include);
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
        return new Index(newName, unique, nullsNotDistinct, method, keys, include, where, constraint, valid, origin);
    }

    /** Whether it goes with that column: be it a key, carried along, or in an expression. */
    public boolean isOn(String column) {
        return include.contains(column)
                || keys.stream()
                        .anyMatch(key -> key.column() ? key.text().equals(column) : ColumnUse.in(key.text(), column))
                || (where != null && ColumnUse.in(where.text(), column));
    }

    /** The same where a column is called otherwise. */
    Index renamed(String from, String to) {
        List<CreateIndex.Key> named = keys.stream()
                .map(key -> new CreateIndex.Key(
                        key.column()
                                ? ColumnUse.renamed(List.of(key.text()), from, to)
                                        .get(0)
                                : ColumnUse.renamed(key.text(), from, to),
                        key.column(),
                        key.operators(),
                        key.reordered()))
                .toList();
        return new Index(
                name,
                unique,
                nullsNotDistinct,
                method,
                named,
                ColumnUse.renamed(include, from, to),
                where == null ? null : ColumnUse.renamed(where, from, to),
                constraint,
                valid,
                origin);
    }
}
