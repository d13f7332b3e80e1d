package dev.sluice.sql.script;

import org.jspecify.annotations.Nullable;

/**
 * One statement. Its text has no comment before or behind it and not what ends it; when a meta-command that leaves the
 * statement open stands inside it, as psql allows, the text has that too.
 *
 * @param precededFrom where the part before ends: from there to {@code start} are the comments above the statement
 * @param end behind the last token
 * @param ending what ends the statement
 * @param flaw the first thing in it that cannot be read; null when everything can
 */
public record Statement(
        int precededFrom,
        int start,
        int end,
        Ending ending,
        @Nullable Flaw flaw) implements ScriptPart {

    /** What ends a statement. */
    public enum Ending {
        /** A semicolon outside of parentheses and function bodies. */
        SEMICOLON,
        /** psql's {@code \;}: the next statement is sent together with this one, as one implicit transaction. */
        JOINED,
        /** A meta-command that sends what has been written so far, such as {@code \gexec}. */
        META_COMMAND,
        /** The end of the script. psql and most tools run the statement nevertheless. */
        END_OF_SCRIPT
    }
}
