package dev.sluice.analysis.statement;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A value expression. Rules ask what it calls; nothing evaluates it.
 *
 * @param text as it stands in the file
 * @param functions the names that are called, in lower case, with a schema where one is given; {@code now} for
 *     {@code CURRENT_TIMESTAMP} and what means the same
 * @param span where it stands
 */
public record Expression(String text, Set<String> functions, Span span) {

    private static final Pattern NULL = Pattern.compile("(?i)\\s*null(?:\\s*::\\s*[\\w.\"]++"
            + "(?:\\s+(?:precision|varying|with(?:out)?\\s+time\\s+zone))?(?:\\s*\\([\\d,\\s]++\\))?(?:\\[])*)?\\s*");

    /** A name, a number, a literal or a call, be it cast: what an operator on either side leaves whole. */
    private static final Pattern WHOLE = Pattern.compile("(?is)(?!not\\b)"
            + "(?:'[^']*'|(?:\\w++|\"[^\"]++\")(?:\\.(?:\\w++|\"[^\"]++\"))*(?:\\([^()']*\\))?)"
            + "(?:\\s*::\\s*(?:[\\w.]++|\"[^\"]++\")(?:\\s+(?:precision|varying|with(?:out)?\\s+time\\s+zone))?"
            + "(?:\\s*\\([\\d,\\s]++\\))?(?:\\[])*)*");

    /** Copies the set. */
    public Expression {
        functions = Set.copyOf(functions);
    }

    /** Whether it is the constant NULL, be it cast to a type. */
    public boolean isNull() {
        return NULL.matcher(text).matches();
    }

    /** The text as a part of a larger expression: in parentheses, where it might come apart. */
    public String enclosed() {
        return WHOLE.matcher(text.strip()).matches() ? text.strip() : "(" + text + ")";
    }
}
