package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.statement.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A comment that switches findings off: {@code -- sluice:ignore rule-id, other-id: the reason} for the statement that it
 * stands above, in, or behind on the same line; {@code -- sluice:ignore-file rule-id: the reason} for its file.
 * Case and white space make no difference.
 */
final class Suppression {

    private static final String STATEMENT = "ignore";
    private static final String FILE = "ignore-file";
    /** What is written for it by mistake, or by who knows another tool, is told of. */
    private static final String COMMANDS = "(?:i[gn]|disable|skip|suppress|allow|nolint|off\\b)";

    private static final Pattern ANY = Pattern.compile("sluice\\s*+:\\s*+" + COMMANDS, Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMAND = Pattern.compile(
            "[\\s*]*+sluice\\s*+:\\s*+(?<command>" + COMMANDS + "[^\\s:]*+)(?<rest>.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Span comment;
    private final @Nullable Span scope;
    private final List<String> rules;
    private final String reason;
    private final String unknown;
    private final Set<String> used = new HashSet<>();
    private Severity worst = Severity.LOW;

    private Suppression(Span comment, @Nullable Span scope, List<String> rules, String reason, String unknown) {
        this.comment = comment;
        this.scope = scope;
        this.rules = rules;
        this.reason = reason;
        this.unknown = unknown;
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
        Matcher matcher = COMMAND.matcher(words.strip());
        if (!matcher.matches()) {
            return null;
        }
        String command = matcher.group("command").toLowerCase(Locale.ROOT);
        String rest = matcher.group("rest").strip();
        rest = rest.startsWith(":") ? rest.substring(1).strip() : rest;
        int colon = rest.indexOf(':');
        String ids = (colon < 0 ? rest : rest.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String reason = colon < 0 ? "" : rest.substring(colon + 1).strip();
        List<String> rules = List.of(ids.split("[\\s,]+"));
        boolean known = command.equals(STATEMENT) || command.equals(FILE);
        return known
                ? new Suppression(comment, command.equals(FILE) ? null : statement, rules, reason, "")
                : new Suppression(comment, statement, List.of(), "", command);
    }

    /** Whether a text may have such comments. */
    static boolean mayBeIn(String text) {
        return ANY.matcher(text).find();
    }

    /** What stands there in the place of a command that is known; empty where it is one. */
    String unknown() {
        return unknown;
    }

    Span comment() {
        return comment;
    }

    List<String> rules() {
        return rules;
    }

    boolean hasReason() {
        return reason.codePoints().anyMatch(Character::isLetterOrDigit);
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
