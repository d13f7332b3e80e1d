package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.script.TransactionCommand;
import dev.sluice.sql.source.Placeholders;

/** Whether a file begins and ends transactions itself. */
final class OwnTransaction {

    private OwnTransaction() {}

    /** Whether it begins one somewhere. */
    static boolean isBegun(String text) {
        String readable = Placeholders.masked(text);
        ScriptReader reader = new ScriptReader(readable);
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof Statement statement && command(readable, statement) == TransactionCommand.BEGIN) {
                return true;
            }
        }
        return false;
    }

    /** What a text that is sent at once has around its statements. */
    static Wrapping message(String text) {
        return isAll(text) ? Wrapping.NONE : Wrapping.ONE_MESSAGE;
    }

    /** Whether one that it begins with its first statement ends with its last one. */
    private static boolean isAll(String text) {
        String readable = Placeholders.masked(text);
        ScriptReader reader = new ScriptReader(readable);
        int statements = 0;
        TransactionCommand last = TransactionCommand.NONE;
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof Statement statement) {
                boolean ended = last == TransactionCommand.COMMIT;
                last = command(readable, statement);
                if (ended || (statements == 0 && last != TransactionCommand.BEGIN)) {
                    return false;
                }
                statements++;
            }
        }
        return last == TransactionCommand.COMMIT;
    }

    private static TransactionCommand command(String readable, Statement statement) {
        return TransactionCommand.of(readable, statement.start(), statement.end());
    }
}
