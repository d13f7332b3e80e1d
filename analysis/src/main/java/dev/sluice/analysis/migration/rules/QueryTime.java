package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import dev.sluice.sql.classify.Volatility;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How long a query may take, as far as its words tell. */
enum QueryTime {
    /** It reads single rows, catalogs, small tables or none. */
    SHORT,
    /** It calls a function of which nothing is known. */
    UNKNOWN,
    /** It reads tables, waits, or runs what does not stand here. */
    LONG;

    /** Functions that wait, or work on tables. */
    private static final Pattern SLOW = Pattern.compile(
            "pg_sleep.*|pg_advisory_(?:xact_)?lock.*|brin_.*|gin_clean_.*|.*_to_xml.*|ts_stat|dblink.*");

    private static final Set<String> OF_LARGEST =
            Set.of("setval", "max", "coalesce", "greatest", "pg_get_serial_sequence");

    private static final Pattern LARGEST = Pattern.compile("(?i)\\bmax\\s*\\(\\s*\"?(?<column>[\\w$]+)\"?\\s*\\)");
    private static final Pattern NARROWED = Pattern.compile("(?i)\\b(?:where|group|join|having|over|filter)\\b");

    static QueryTime of(Step step, Query query) {
        if (query.hidden() || query.functions().stream().anyMatch(QueryTime::isSlow)) {
            return LONG;
        }
        if (!reads(step, query.reads()).isEmpty() && !isLookup(step, query) && !isLargest(step, query)) {
            return LONG;
        }
        return query.functions().stream().allMatch(QueryTime::isBuiltin) ? SHORT : UNKNOWN;
    }

    /** Those of the tables that may be large. */
    static Set<Name> reads(Step step, Set<Name> tables) {
        return tables.stream()
                .filter(table -> !isCatalog(table) && !isEmptyOrSmall(step, table))
                .collect(Collectors.toSet());
    }

    private static boolean isCatalog(Name table) {
        return table.schema().equals("pg_catalog")
                || table.schema().equals("information_schema")
                || (table.schema().isEmpty() && table.name().startsWith("pg_"));
    }

    private static boolean isEmptyOrSmall(Step step, Name table) {
        return (step.isNew(table) && !step.table(table).filled()) || step.isSmall(table);
    }

    private static boolean isLookup(Step step, Query query) {
        Query.Lookup lookup = query.lookup();
        if (lookup == null || query.reads().size() != 1) {
            return false;
        }
        Name name = query.reads().iterator().next();
        if (step.before().view(name) != null) {
            return false;
        }
        Table table = step.table(name);
        boolean first = lookup.limited() && (lookup.order().isEmpty() || table.isIndexed(lookup.order()));
        return first || KeyLookup.isOneRow(table, lookup.equal());
    }

    /** Whether an index has the number to which a sequence is set. */
    private static boolean isLargest(Step step, Query query) {
        if (query.reads().size() != 1 || !OF_LARGEST.containsAll(query.functions())) {
            return false;
        }
        String sql = step.sql(query.span());
        Matcher largest = LARGEST.matcher(sql);
        Table table = step.table(query.reads().iterator().next());
        return largest.find()
                && table.isIndexed(List.of(largest.group("column")))
                && !largest.find()
                && !NARROWED.matcher(sql).find();
    }

    private static boolean isSlow(String function) {
        return SLOW.matcher(name(function)).matches();
    }

    private static boolean isBuiltin(String function) {
        return !function.contains(".") && Volatility.ofBuiltin(function) != null;
    }

    private static String name(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }
}
