package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Query;
import dev.sluice.sql.classify.Volatility;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
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

    private static final Set<String> OF_ENDS =
            Set.of("setval", "max", "min", "coalesce", "greatest", "least", "nullif", "abs", "pg_get_serial_sequence");

    /** Functions of extensions that come with PostgreSQL, which compute a value and read nothing. */
    private static final Set<String> QUICK = Set.of(
            "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "digest", "gen_random_bytes", "unaccent");

    private static final Pattern END = Pattern.compile(
            "(?i)\\b(?:max|min)\\s*\\(\\s*(?:(?:\"[^\"]+\"|[\\w$]+)\\s*\\.\\s*)*(?:\"([^\"]+)\"|([\\w$]+))\\s*\\)");
    private static final Pattern CALL = Pattern.compile("(?i)\\b(?:max|min)\\s*\\(");
    private static final Pattern NARROWED = Pattern.compile("(?i)\\b(?:where|group|join|having|over|filter)\\b");

    static QueryTime of(Step step, Query query) {
        if (query.rows() == Query.Rows.NONE) {
            return SHORT;
        }
        QueryTime calls = of(query.functions());
        if (query.hidden() || calls == LONG) {
            return LONG;
        }
        if (!reads(step, query.reads()).isEmpty() && !isLookup(step, query) && !isOfEnds(step, query)) {
            return LONG;
        }
        return calls;
    }

    /** How long the calls of those functions take, which are given single values. */
    static QueryTime of(Set<String> functions) {
        if (functions.stream().anyMatch(QueryTime::isSlow)) {
            return LONG;
        }
        return functions.stream().allMatch(QueryTime::isBuiltin) ? SHORT : UNKNOWN;
    }

    /** Those of the tables that may be large. */
    static Set<Name> reads(Step step, Set<Name> tables) {
        return tables.stream()
                .filter(table -> !isCatalog(table) && !isEmptyOrSmall(step, table))
                .collect(Collectors.toSet());
    }

    static boolean isCatalog(Name table) {
        return table.schema().equals("pg_catalog")
                || table.schema().equals("information_schema")
                || (table.schema().isEmpty() && table.name().startsWith("pg_"));
    }

    private static boolean isEmptyOrSmall(Step step, Name table) {
        return (step.isNew(table) && !step.table(table).large()) || step.isSmall(table);
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
        Table table = KeyLookup.table(step, name);
        boolean first = lookup.limited() && (lookup.order().isEmpty() || table.isIndexed(lookup.order()));
        return first || KeyLookup.isOneRow(table, lookup.equal());
    }

    /** Whether it asks for nothing but largest and smallest values, each of which an index has at one of its ends. */
    private static boolean isOfEnds(Step step, Query query) {
        Set<String> functions = query.functions().stream()
                .map(function -> function.startsWith("pg_catalog.") ? name(function) : function)
                .collect(Collectors.toSet());
        if (query.reads().size() != 1 || !OF_ENDS.containsAll(functions)) {
            return false;
        }
        String sql = step.sql(query.span());
        Table table = KeyLookup.table(step, query.reads().iterator().next());
        List<String> columns = END.matcher(sql).results().map(QueryTime::column).toList();
        return !columns.isEmpty()
                && columns.size() == CALL.matcher(sql).results().count()
                && columns.stream().allMatch(column -> KeyLookup.isAtAnEnd(table, column))
                && !NARROWED.matcher(sql).find();
    }

    private static String column(MatchResult end) {
        String quoted = end.group(1);
        return quoted != null ? quoted : end.group(2).toLowerCase(Locale.ROOT);
    }

    private static boolean isSlow(String function) {
        return SLOW.matcher(name(function)).matches();
    }

    private static boolean isBuiltin(String function) {
        return !function.contains(".") && (Volatility.ofBuiltin(function) != null || QUICK.contains(function));
    }

    private static String name(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }
}
