package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import java.util.Set;

/** Tells which queries give hardly any rows, so that a table which they fill is as good as empty. */
public final class ScarceRows {

    private ScarceRows() {}

    /**
     * Whether a query is one of them: by its words, by a key that it compares with one value, or since the same file has made
     * all that it reads and put hardly any rows into it.
     *
     * @param now where the query stands
     */
    public static boolean of(Schema schema, Query query, Origin now) {
        return switch (query.rows()) {
            case NONE, FEW -> true;
            case AS_READ ->
                isOneRow(schema, query) || query.reads().stream().allMatch(name -> isScarce(schema, name, now));
            case MANY -> false;
        };
    }

    private static boolean isOneRow(Schema schema, Query query) {
        Query.Lookup lookup = query.lookup();
        if (lookup == null || query.reads().size() != 1) {
            return false;
        }
        Name name = query.reads().iterator().next();
        Set<String> equal = lookup.equal();
        return schema.view(name) == null
                && Keys.of(schema.tableOrUnknown(name)).stream().anyMatch(equal::containsAll);
    }

    /** Whether the same file has made a table and put hardly any rows into it. */
    public static boolean isScarce(Schema schema, Name name, Origin now) {
        Table table = schema.view(name) == null ? schema.table(name) : null;
        Origin made = table == null ? null : table.origin();
        return table != null
                && made != null
                && made.certain()
                && made.isWith(now)
                && !table.large()
                && !table.partitioned()
                && table.heirs().isEmpty();
    }
}
