package dev.sluice.analysis.migration.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bounds of a partition, and whether a condition that each row satisfies keeps the key within them, as far as words tell. */
final class PartBounds {

    /** In characters; of what is longer nothing is known. */
    private static final int LONGEST = 10_000;

    private static final Pattern LITERAL = Pattern.compile("'[^']*+(?:''[^']*+)*+'|-?\\b\\d[\\d.]*\\b");
    private static final Pattern RANGE =
            Pattern.compile("(?is).*?\\bFOR\\s+VALUES\\s+FROM\\s*\\((?<from>.*?)\\)\\s*TO\\s*\\((?<to>.*)\\)[^)]*");
    private static final Pattern LIST = Pattern.compile("(?is).*?\\bFOR\\s+VALUES\\s+IN\\s*\\((?<list>.*)\\)[^)]*");
    private static final Pattern NULL = Pattern.compile("(?i)\\bnull\\b");
    private static final Pattern OPEN = Pattern.compile("(?i)\\s*(?:MINVALUE|MAXVALUE)\\s*");
    private static final Pattern NOT = Pattern.compile("(?i)\\bNOT\\b");
    private static final Pattern NOT_NULL = Pattern.compile("(?i)\\bIS\\s+NOT\\s+NULL\\b");
    private static final Pattern COMMA = Pattern.compile(",(?=(?:[^']*+'[^']*+')*+[^']*+$)");
    private static final Pattern OR = Pattern.compile("(?i)\\bOR\\b");
    private static final Pattern JUNCTION = Pattern.compile("(?i)\\b(?:AND|OR)\\b");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");
    private static final Pattern MIDNIGHT = Pattern.compile("[ T]00:00:00.*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(?:\\.\\d{1,40})?");

    /** What says of which type a constant is, or that there are several. */
    private static final Pattern TYPE =
            Pattern.compile("(?i)::\\s*[a-z_][\\w ]*+(?:\\(\\d+(?:\\s*,\\s*\\d+)?\\))?(?:\\[\\])?"
                    + "|\\b(?:date|timestamp|timestamptz|time|with|without|zone|any|array)\\b");

    private static final Pattern NOTHING = Pattern.compile("[\\s(),\\[\\]]*");

    /** A column alone, be it cast as the server prints it: {@code ((region)::text = …}. */
    private static final Pattern COMPARISON = Pattern.compile("(?is)^[\\s(]*(?<column>\"[^\"]+\"|[\\w$]+)"
            + "(?:\\s*\\)?\\s*::\\s*text)?\\s*(?<operator><=|>=|<(?!>)|>|=|IN\\b|BETWEEN\\b)(?<values>.*)$");

    /** What a condition says of a column. */
    private record Comparison(String column, String operator, List<String> values) {}

    private final List<String> from;
    private final List<String> to;
    private final Set<String> list;
    private final boolean takesNull;

    private PartBounds(List<String> from, List<String> to, Set<String> list, boolean takesNull) {
        this.from = from;
        this.to = to;
        this.list = list;
        this.takesNull = takesNull;
    }

    /** Those of {@code FOR VALUES …}. What a hash says of rows no comparison does. */
    static PartBounds of(String clause) {
        String read = clause.length() > LONGEST ? "" : clause;
        Matcher range = RANGE.matcher(read);
        if (range.matches()) {
            return new PartBounds(ends(range.group("from")), ends(range.group("to")), Set.of(), false);
        }
        Matcher values = LIST.matcher(read);
        if (!values.matches()) {
            return new PartBounds(List.of(), List.of(), Set.of(), false);
        }
        String all = values.group("list");
        boolean takesNull = NULL.matcher(LITERAL.matcher(all).replaceAll("")).find();
        return new PartBounds(List.of(), List.of(), new HashSet<>(literals(all)), takesNull);
    }

    /** Whether rows with null as their key belong there. */
    boolean takesNull() {
        return takesNull;
    }

    /**
     * The key that the condition keeps within the bounds; empty where it does not.
     *
     * @param written its columns, or one expression; empty where they are not known. Of an expression among others no
     *     comparison of a column says anything
     */
    List<String> keyWithin(String check, List<String> written) {
        String condition = KeyExpression.named(check, written);
        List<String> key = KeyExpression.columns(written);
        if (key.stream().anyMatch(part -> part.contains("("))) {
            return List.of();
        }
        List<Comparison> comparisons = comparisons(condition);
        boolean alternatives =
                OR.matcher(LITERAL.matcher(condition).replaceAll("")).find();
        if (key.size() > 1) {
            return !alternatives && coversAll(comparisons, key) ? key : List.of();
        }
        Set<String> candidates = new LinkedHashSet<>(key);
        if (key.isEmpty()) {
            comparisons.forEach(comparison -> candidates.add(comparison.column()));
        }
        for (String column : candidates) {
            List<Comparison> own = comparisons.stream()
                    .filter(comparison -> comparison.column().equals(column))
                    .toList();
            boolean alone = own.size() == comparisons.size();
            boolean within = list.isEmpty() ? !alternatives && isInRange(own) : isInList(own, alternatives, alone);
            if (within) {
                return List.of(column);
            }
        }
        return List.of();
    }

    private boolean isInList(List<Comparison> own, boolean alternatives, boolean alone) {
        List<Comparison> equal = own.stream()
                .filter(comparison -> comparison.operator().equals("=")
                        || comparison.operator().equals("IN"))
                .filter(comparison -> !comparison.values().isEmpty() && list.containsAll(comparison.values()))
                .toList();
        return alternatives ? alone && !equal.isEmpty() && equal.size() == own.size() : !equal.isEmpty();
    }

    private boolean isInRange(List<Comparison> own) {
        return from.size() == 1
                && to.size() == 1
                && (isOpen(from) || own.stream().anyMatch(comparison -> isFrom(comparison, from.get(0))))
                && (isOpen(to) || own.stream().anyMatch(comparison -> isTo(comparison, to.get(0))));
    }

    /** Of several columns, as it looks: each bound is named. */
    private boolean coversAll(List<Comparison> comparisons, List<String> key) {
        Set<String> values = new HashSet<>();
        comparisons.stream()
                .filter(comparison -> key.contains(comparison.column()))
                .forEach(comparison -> values.addAll(comparison.values()));
        List<String> bounds = new ArrayList<>(from);
        bounds.addAll(to);
        return !bounds.isEmpty() && bounds.stream().allMatch(bound -> bound.isEmpty() || values.contains(bound));
    }

    private static boolean isOpen(List<String> ends) {
        return ends.get(0).isEmpty();
    }

    private static boolean isFrom(Comparison comparison, String bound) {
        boolean lower = List.of(">=", ">", "BETWEEN", "=").contains(comparison.operator());
        OptionalInt order = lower ? order(comparison, bound) : OptionalInt.empty();
        return order.isPresent() && order.getAsInt() >= 0;
    }

    private static boolean isTo(Comparison comparison, String bound) {
        boolean included = List.of("<=", "AND", "=").contains(comparison.operator());
        boolean upper = included || comparison.operator().equals("<");
        OptionalInt order = upper ? order(comparison, bound) : OptionalInt.empty();
        return order.isPresent() && (included ? order.getAsInt() < 0 : order.getAsInt() <= 0);
    }

    /** How the value of a comparison stands to a bound; empty where that is not known. */
    private static OptionalInt order(Comparison comparison, String bound) {
        if (comparison.values().size() != 1) {
            return OptionalInt.empty();
        }
        String value = comparison.values().get(0);
        if (NUMBER.matcher(value).matches() && NUMBER.matcher(bound).matches()) {
            return OptionalInt.of(new BigDecimal(value).compareTo(new BigDecimal(bound)));
        }
        boolean days = DAY.matcher(value).matches() && DAY.matcher(bound).matches();
        return days || value.equals(bound) ? OptionalInt.of(value.compareTo(bound)) : OptionalInt.empty();
    }

    private static List<Comparison> comparisons(String condition) {
        List<Comparison> comparisons = new ArrayList<>();
        if (NOT.matcher(NOT_NULL.matcher(LITERAL.matcher(condition).replaceAll(""))
                        .replaceAll(""))
                .find()) {
            return comparisons;
        }
        String between = "";
        for (String part : JUNCTION.split(condition, -1)) {
            Matcher comparison = COMPARISON.matcher(part);
            if (!between.isEmpty()) {
                // Its second value stands behind its AND.
                comparisons.add(new Comparison(between, "AND", constants(part)));
                between = "";
            } else if (comparison.matches()) {
                String operator = comparison.group("operator").toUpperCase(Locale.ROOT);
                String column = column(comparison.group("column"));
                comparisons.add(new Comparison(column, operator, constants(comparison.group("values"))));
                between = operator.equals("BETWEEN") ? column : "";
            }
        }
        return comparisons;
    }

    private static String column(String written) {
        return written.startsWith("\"") ? written.substring(1, written.length() - 1) : written.toLowerCase(Locale.ROOT);
    }

    /** The values, with an empty one for an open end; none where one is not a constant. */
    private static List<String> ends(String row) {
        List<String> ends = new ArrayList<>();
        for (String end : COMMA.split(row, -1)) {
            List<String> values = constants(end);
            if (values.size() != 1 && !OPEN.matcher(end).matches()) {
                return List.of();
            }
            ends.add(values.size() == 1 ? values.get(0) : "");
        }
        return ends;
    }

    /** The constants that stand there; none where there is anything else. */
    private static List<String> constants(String text) {
        String rest = TYPE.matcher(LITERAL.matcher(text).replaceAll("")).replaceAll("");
        return NOTHING.matcher(rest).matches() ? literals(text) : List.of();
    }

    /** The server prints a day as a time where the column is one. */
    private static List<String> literals(String text) {
        return LITERAL.matcher(TYPE.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .map(literal -> literal.replace("'", ""))
                .map(value ->
                        DAY.matcher(value).matches() ? MIDNIGHT.matcher(value).replaceFirst("") : value)
                .toList();
    }
}
