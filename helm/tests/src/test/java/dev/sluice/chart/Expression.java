package dev.sluice.chart;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL expression as words. Good enough for those of this chart; whether they parse is promtool's to say.
 *
 * @param metrics the names of metrics
 * @param labels the names of labels that are matched or grouped by
 */
record Expression(Set<String> metrics, Set<String> labels) {

    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern METRIC = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of(
            "and", "or", "unless", "bool", "offset", "by", "on", "sum", "max", "min", "count", "without", "ignoring");

    static Expression parse(String text) {
        String plain = RANGE.matcher(STRING.matcher(text).replaceAll("")).replaceAll("");
        Set<String> labels = new TreeSet<>();
        plain = collect(GROUPING, plain, labels);
        plain = collect(MATCHERS, plain, labels);
        Set<String> metrics = new TreeSet<>();
        Matcher metric = METRIC.matcher(plain);
        while (metric.find()) {
            if (!WORDS.contains(metric.group())) {
                metrics.add(metric.group());
            }
        }
        return new Expression(metrics, labels);
    }

    private static String collect(Pattern pattern, String text, Set<String> labels) {
        Matcher part = pattern.matcher(text);
        while (part.find()) {
            Matcher label = LABEL.matcher(part.group(1));
            while (label.find()) {
                labels.add(label.group());
            }
        }
        return pattern.matcher(text).replaceAll("");
    }
}
