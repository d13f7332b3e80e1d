package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the CHECK from which the server concludes that rows lie within the bounds of a partition, or outside of them. All
 * constants are quoted, so that they take the key's own type: the server concludes nothing from others.
 */
final class BoundsCheck {

    private static final String LITERAL = "'(?:[^']|'')*+'";

    /** With what may stand in it, one parenthesis deep. */
    private static final String PARENTHESIS = "\\((?:[^()']|" + LITERAL + "|\\((?:[^()']|" + LITERAL + ")*+\\))*+\\)";

    private static final Pattern BOUNDS =
            Pattern.compile("(?is)\\bFOR\\s+VALUES\\s+(?:IN\\s*(?<list>" + PARENTHESIS + ")|FROM\\s*(?<from>"
                    + PARENTHESIS + ")\\s*TO\\s*(?<to>" + PARENTHESIS + ")|WITH\\s*" + PARENTHESIS + ")");
    private static final Pattern VALUE =
            Pattern.compile("(?is)\\s*(?:(?<text>" + LITERAL + ")|(?<number>-?\\d+(?:\\.\\d+)?)|(?<word>[a-z]+))\\s*");
    private static final Pattern COMMA = Pattern.compile(",(?=(?:[^']*+'[^']*+')*+[^']*+$)");
    private static final Pattern OPEN = Pattern.compile("(?i)MINVALUE|MAXVALUE");

    private BoundsCheck() {}

    /** The clause with the bounds as it is written in a statement; null where it has none that is read. */
    static @Nullable String clause(String sql) {
        Matcher bounds = BOUNDS.matcher(sql);
        return bounds.find() ? bounds.group() : null;
    }

    /** Whether the rows are told apart by a hash. */
    static boolean isHash(String sql) {
        Matcher bounds = BOUNDS.matcher(sql);
        return bounds.find() && bounds.group("list") == null && bounds.group("from") == null;
    }

    /** The condition that rows of the partition satisfy; null where it is not written here. */
    static @Nullable String within(Table parent, String sql) {
        return condition(parent, sql, true);
    }

    /** The condition that rows of other partitions satisfy; null where it is not written here. */
    static @Nullable String outside(Table parent, String sql) {
        return condition(parent, sql, false);
    }

    private static @Nullable String condition(Table parent, String sql, boolean within) {
        Matcher bounds = BOUNDS.matcher(sql);
        if (parent.partitionKey().size() != 1 || !bounds.find()) {
            return null;
        }
        String written = parent.partitionKey().get(0);
        String key = written.contains("(") ? written : Name.quoted(written);
        if (bounds.group("list") != null) {
            return list(key, bounds.group("list"), within);
        }
        return bounds.group("from") == null ? null : range(key, bounds.group("from"), bounds.group("to"), within);
    }

    private static @Nullable String list(String key, String written, boolean within) {
        List<String> values = values(written);
        if (values == null
                || values.stream().anyMatch(value -> OPEN.matcher(value).matches())) {
            return null;
        }
        boolean takesNull = values.removeIf("NULL"::equalsIgnoreCase);
        if (values.isEmpty()) {
            return null;
        }
        String all = "(" + String.join(", ", values) + ")";
        // The other way round, nulls belong elsewhere.
        String nulls = key + (takesNull == within ? " IS NULL OR " : " IS NOT NULL AND ");
        return nulls + key + (within ? " IN " : " NOT IN ") + all;
    }

    private static @Nullable String range(String key, String from, String to, boolean within) {
        List<String> first = values(from);
        List<String> behind = values(to);
        if (first == null || behind == null || first.size() != 1 || behind.size() != 1) {
            return null;
        }
        List<String> parts = new ArrayList<>(List.of(key + (within ? " IS NOT NULL" : " IS NULL")));
        if (!OPEN.matcher(first.get(0)).matches()) {
            parts.add(key + (within ? " >= " : " < ") + first.get(0));
        }
        if (!OPEN.matcher(behind.get(0)).matches()) {
            parts.add(key + (within ? " < " : " >= ") + behind.get(0));
        }
        return String.join(within ? " AND " : " OR ", parts);
    }

    /** The constants in a parenthesis, quoted; null where anything else is among them. */
    private static @Nullable List<String> values(String parenthesis) {
        List<String> values = new ArrayList<>();
        for (String written : COMMA.split(parenthesis.substring(1, parenthesis.length() - 1), -1)) {
            Matcher value = VALUE.matcher(written);
            if (!value.matches()) {
                return null;
            }
            String word = value.group("word");
            if (word != null
                    && !word.equalsIgnoreCase("null")
                    && !OPEN.matcher(word).matches()) {
                return null;
            }
            values.add(value.group("number") == null ? written.strip() : "'" + value.group("number") + "'");
        }
        return values;
    }
}
