package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Presumed;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a condition belong to.
 *
 * @param table the table that is changed
 * @param called what the condition calls it
 * @param variables names that stand for one value each: variables of psql and of PL/pgSQL
 * @param common the common table expressions
 * @param sources what the table is joined with, by the names that it has in the condition
 */
record Scope(
        Name table, String called, Set<String> variables, Map<String, Source> common, Map<String, Source> sources) {

    /**
     * Where rows come from.
     *
     * @param rows how many it has at most
     * @param columns null when not all are known
     * @param presumed what has to be so for that
     */
    record Source(long rows, @Nullable Set<String> columns, Set<Presumed> presumed) {
        static final Source UNKNOWN = new Source(RowLimit.ENDLESS, null, Set.of());

        Source {
            presumed = Set.copyOf(presumed);
        }
    }

    Scope {
        common = Map.copyOf(common);
        sources = Map.copyOf(sources);
    }

    Scope withCommon(Map<String, Source> more) {
        Map<String, Source> all = new HashMap<>(common);
        all.putAll(more);
        return new Scope(table, called, variables, all, sources);
    }

    Scope joined(Map<String, Source> more) {
        Map<String, Source> all = new HashMap<>(sources);
        all.putAll(more);
        return new Scope(table, called, variables, common, all);
    }

    /** The common table expression of that name; null when it is another table. */
    @Nullable
    Source commonOf(Table named) {
        return named.getSchemaName() == null ? common.get(identifier(named.getName())) : null;
    }

    /** Whether a column is certainly one of the row that is changed. */
    boolean isOfRow(Column column) {
        String qualifier = qualifier(column);
        if (column.getArrayConstructor() != null) {
            return false;
        }
        if (qualifier != null) {
            return isTable(qualifier);
        }
        String name = identifier(column.getColumnName());
        return !variables.contains(name)
                && sources.values().stream()
                        .allMatch(source ->
                                source.columns() != null && !source.columns().contains(name));
    }

    private boolean isTable(String qualifier) {
        return qualifier.equals(called) || (called.equals(table.name()) && qualifier.equals(table.toString()));
    }

    /** The sources, of which one certainly has the column; null when it may be one of the row, or is of neither. */
    @Nullable
    String sourceOf(Column column) {
        String qualifier = qualifier(column);
        if (qualifier != null) {
            return sources.containsKey(qualifier) ? qualifier : null;
        }
        String name = identifier(column.getColumnName());
        for (Map.Entry<String, Source> source : sources.entrySet()) {
            Set<String> columns = source.getValue().columns();
            if (columns != null && columns.contains(name)) {
                return source.getKey();
            }
        }
        return null;
    }

    /** Whether it is a variable, or a field of one, provided that nothing nearer has the name. */
    boolean isVariable(Column column) {
        String qualifier = qualifier(column);
        return qualifier == null
                ? variables.contains(identifier(column.getColumnName()))
                : variables.contains(qualifier) && !isTable(qualifier) && !sources.containsKey(qualifier);
    }

    /** What stands before the name of the column, with its schema; null when nothing does. */
    static @Nullable String qualifier(Column column) {
        Table of = column.getTable();
        return of == null || of.getName() == null ? null : qualified(of);
    }

    /** The name of a table, with its schema where that is named. */
    static String qualified(Table table) {
        String name = identifier(table.getName());
        return table.getSchemaName() == null ? name : new Name(identifier(table.getSchemaName()), name).toString();
    }

    static String identifier(String written) {
        return written.startsWith("\"") && written.endsWith("\"") && written.length() > 1
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : Tokens.lower(written);
    }
}
