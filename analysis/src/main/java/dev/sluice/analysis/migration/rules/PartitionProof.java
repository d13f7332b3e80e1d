package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Constraint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a valid CHECK compares the key of a partitioned table with each bound of a partition. What follows from that only
 * the server can tell; what compares something else, or with other values, proves nothing.
 */
final class PartitionProof {

    private static final Pattern BOUNDS = Pattern.compile("(?is).*?\\bFOR\\s+VALUES\\b");
    private static final Pattern LITERAL = Pattern.compile("'[^']*+(?:''[^']*+)*+'|-?\\b\\d[\\d.]*\\b");
    private static final Pattern JUNCTION = Pattern.compile("(?i)\\b(?:AND|OR)\\b");

    /** A column alone, be it cast as the server prints it: {@code ((region)::text = …}. */
    private static final Pattern COMPARISON =
            Pattern.compile("(?is)^[\\s(]*(?:NOT[\\s(]+)?(?<column>\"[^\"]+\"|[\\w$]+)"
                    + "(?:\\s*\\)?\\s*::\\s*text)?\\s*(?<with>(?:<=|>=|<>|!=|<|>|=|IN\\b|NOT\\s+IN\\b|BETWEEN\\b).*)$");

    private PartitionProof() {}

    /**
     * Whether one of the table's CHECKs does.
     *
     * @param parent the partitioned table; when its key is not known, any one column may be it
     * @param sql the clause with the bounds
     */
    static boolean isGiven(Table table, Table parent, String sql) {
        Set<String> bounds = literals(BOUNDS.matcher(sql).replaceFirst(""));
        return !bounds.isEmpty()
                && table.constraints().stream()
                        .anyMatch(constraint -> constraint.valid()
                                && constraint.constraint() instanceof Constraint.Check check
                                && KeyConstants.suit(check.condition().text(), table, parent)
                                && compares(check.condition().text(), parent.partitionKey(), bounds));
    }

    private static boolean compares(String check, List<String> written, Set<String> bounds) {
        String condition = KeyExpression.named(check, written);
        List<String> key = KeyExpression.columns(written);
        if (key.stream().anyMatch(part -> part.contains("("))) {
            return false;
        }
        Map<String, Set<String>> compared = compared(condition);
        if (key.isEmpty()) {
            return compared.values().stream().anyMatch(values -> covers(values, bounds));
        }
        Set<String> values = new HashSet<>();
        key.forEach(column -> values.addAll(compared.getOrDefault(column, Set.of())));
        return covers(values, bounds);
    }

    /** The values that each column is compared with. */
    private static Map<String, Set<String>> compared(String condition) {
        Map<String, Set<String>> compared = new HashMap<>();
        String column = "";
        for (String part : JUNCTION.split(condition, -1)) {
            Matcher comparison = COMPARISON.matcher(part);
            boolean found = comparison.matches();
            String values = found ? comparison.group("with") : part;
            column = found ? column(comparison.group("column")) : column;
            if (found || LITERAL.matcher(part.strip()).lookingAt()) {
                // The second value of BETWEEN stands behind its AND.
                compared.computeIfAbsent(column, any -> new HashSet<>()).addAll(literals(values));
            }
        }
        return compared;
    }

    private static String column(String written) {
        return written.startsWith("\"") ? written.substring(1, written.length() - 1) : written.toLowerCase(Locale.ROOT);
    }

    private static Set<String> literals(String text) {
        Set<String> literals = new HashSet<>();
        LITERAL.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(literal -> literals.add(literal.replace("'", "")));
        return literals;
    }

    /** The server prints a day as a time where the column is one. */
    private static boolean covers(Set<String> values, Set<String> bounds) {
        return bounds.stream()
                .allMatch(bound -> values.stream()
                        .anyMatch(value -> value.equals(bound) || value.startsWith(bound + " 00:00:00")));
    }
}
