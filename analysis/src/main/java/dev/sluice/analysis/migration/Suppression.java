package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.statement.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A comment that switches findings off: {@code -- sluice:ignore rule-id, other-id: the reason} for the statement that it
 * stands above, in, or behind on the same line; {@code -- sluice:ignore-file rule-id: the reason} for its file.
 */
final class Suppression {

    private static final String STATEMENT = "sluice:ignore";
    private static final String FILE = "sluice:ignore-file";

    private final Span comment;
    private final @Nullable Span scope;
    private final List<String> rules;
    private final String reason;
    private final Set<String> used = new HashSet<>();
    private Severity worst = Severity.LOW;

    private Suppression(Span comment, @Nullable Span scope, List<String> rules, String reason) {
        this.comment = comment;
        this.scope = scope;
        this.rules = rules;
        this.reason = reason;
    }

    /**
     * Reads a comment.
     *
     * @param statement the statement that it belongs to
     * @return null when the comment switches nothing off
     */
    static @Nullable Suppression read(String text, Span comment, Span statement) {
        String words = comment.in(text);
        words = words.startsWith("--") ? words.substring(2) : words.substring(2, Math.max(2, words.length() - 2));
        words = words.strip();
        boolean file = words.startsWith(FILE + " ") || words.equals(FILE);
        if (!file && !words.startsWith(STATEMENT + " ") && !words.equals(STATEMENT)) {
            return null;
        }
        String rest = words.substring(file ? FILE.length() : STATEMENT.length());
        int colon = rest.indexOf(':');
        String ids = colon < 0 ? rest : rest.substring(0, colon);
        String reason = colon < 0 ? "" : rest.substring(colon + 1).strip();
        List<String> rules = List.of(ids.strip().split("[\\s,]+"));
        return new Suppression(comment, file ? null : statement, rules, reason);
    }

    Span comment() {
        return comment;
    }

    List<String> rules() {
        return rules;
    }

    boolean hasReason() {
        return !reason.isEmpty();
    }

    /** Whether it switches that finding off; remembers that it did. */
    boolean covers(String rule, Span place, Severity severity) {
        boolean inside = scope == null || (scope.from() <= place.from() && place.from() <= scope.to());
        boolean covers = inside && rules.contains(rule);
        if (covers) {
            used.add(rule);
            worst = severity.compareTo(worst) > 0 ? severity : worst;
        }
        return covers;
    }

    /** The severity of the worst finding that it has switched off; low when it has none. */
    Severity worst() {
        return worst;
    }

    boolean isUsed(String rule) {
        return used.contains(rule);
    }
}
