package dev.sluice.cli.fingerprint;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.sql.fingerprint.Fingerprint;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.Problem;
import dev.sluice.sql.script.Flaw;
import dev.sluice.sql.script.MetaCommand;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.source.Positions;
import org.jspecify.annotations.Nullable;

/**
 * The text of one statement, as an application gives it to the driver.
 *
 * @param text without a byte order mark
 */
record OneStatement(String text) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Takes a text for a statement.
     *
     * @param source what has the text, as the begin of a sentence
     * @throws CommandFailure if it holds none or several, or one that does not end
     */
    static OneStatement of(String source, String text) {
        String sql = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        ScriptReader reader = new ScriptReader(sql);
        int statements = 0;
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof MetaCommand) {
                throw new CommandFailure(source + " has a command of psql in line "
                        + new Positions(sql).at(part.start()).line() + ", which no driver understands.");
            }
            if (part instanceof Statement statement) {
                refuse(source, sql, statement.flaw());
                statements++;
            }
        }
        if (statements == 0) {
            throw new CommandFailure(source + " has no statement.");
        }
        if (statements > 1) {
            throw new CommandFailure(source + " has " + statements
                    + " statements, and each has a fingerprint of its own:" + " give one at a time.");
        }
        return new OneStatement(sql);
    }

    /** A character that begins nothing, such as a brace of JDBC's escapes, leaves the end of a statement where it is. */
    private static void refuse(String source, String sql, @Nullable Flaw flaw) {
        if (flaw != null && flaw.problem() != Problem.UNEXPECTED_CHARACTER) {
            throw new CommandFailure(source + " has, at " + new Positions(sql).at(flaw.offset()) + ", "
                    + flaw.problem().description() + ".");
        }
    }

    /** The fingerprint, with parameters as JDBC and the server have them. */
    String fingerprint() {
        return Fingerprint.of(text, ParameterStyle.JDBC).hex();
    }

    /** Whether it has names for parameters, which a framework replaces before the driver gets it. */
    boolean hasNames() {
        return !Fingerprint.of(text, ParameterStyle.NAMED).hex().equals(fingerprint());
    }
}
