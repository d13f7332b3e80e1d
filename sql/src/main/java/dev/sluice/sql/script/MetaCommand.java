package dev.sluice.sql.script;

/**
 * A psql meta-command with its arguments, without the {@code \\} behind it.
 *
 * @param start where the backslash is
 * @param nameEnd behind the name, which is in the form in which psql knows it: upper and lower case differ
 */
public record MetaCommand(int start, int nameEnd, int end) implements ScriptPart {

    /** The name without backslash; empty for a backslash alone. */
    public String name(String text) {
        return text.substring(start + 1, nameEnd);
    }

    /** What stands behind the name, without white space before and behind it. */
    public String arguments(String text) {
        return text.substring(nameEnd, end).strip();
    }
}
