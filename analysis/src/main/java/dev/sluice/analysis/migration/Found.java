package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has found at one place. Immutable; each method gives a new one.
 *
 * @param span the clause that causes it
 * @param message one sentence that names the lock or the loss, and whose table
 * @param severity null for the rule's own
 * @param example the safe way as SQL for this very statement; empty when none can be written
 * @param why null for the rule's own
 * @param instead null for the rule's own
 * @param table the table that suffers; null when it is not about one
 * @param unless what makes it void when the last migration has run; null for nothing
 * @param oncePerFile whether only the worst in a file is reported, the first of them, with the number of the others
 * @param later what is to add to the message when the file has been read, with a space before it or empty; null for nothing
 */
public record Found(
        Span span,
        String message,
        @Nullable Severity severity,
        String example,
        @Nullable String why,
        @Nullable String instead,
        @Nullable Name table,
        @Nullable Predicate<Schema> unless,
        boolean oncePerFile,
        @Nullable Supplier<String> later) {

    /** Something at that place, with the rule's own severity and words. */
    public static Found at(Span span, String message) {
        return new Found(span, message, null, "", null, null, null, null, false, null);
    }

    /**
     * The same without SQL that would be none: a body may stand in quotes of which each is doubled, and so would those in the
     * example; what format fills is no SQL either.
     */
    Found readableIn(Transaction transaction) {
        boolean shifted = example.contains("''") || example.contains("||") || example.contains("%");
        return transaction.isInBody() && shifted ? example("") : this;
    }

    /** The same at the place that runs it, with the line on which it stands. */
    Found runAt(Span place, int line) {
        String where = message + " That stands on line " + line + ".";
        return new Found(place, where, severity, example, why, instead, table, unless, oncePerFile, later);
    }

    /** The same with another severity. */
    public Found severity(Severity other) {
        return new Found(span, message, other, example, why, instead, table, unless, oncePerFile, later);
    }

    /** The same with SQL that does it safely; lines end with a line feed. */
    public Found example(String sql) {
        return new Found(span, message, severity, sql.strip(), why, instead, table, unless, oncePerFile, later);
    }

    /** The same with other words than the rule's on what it does to a running application. */
    public Found why(String text) {
        return new Found(span, message, severity, example, text, instead, table, unless, oncePerFile, later);
    }

    /** The same with other words than the rule's on the safe way. */
    public Found instead(String text) {
        return new Found(span, message, severity, example, why, text, table, unless, oncePerFile, later);
    }

    /**
     * The same about that table. Nothing is reported of a table that nobody else uses yet, and less of a small one.
     */
    public Found about(Name other) {
        return new Found(span, message, severity, example, why, instead, other, unless, oncePerFile, later);
    }

    /** The same, but only if the schema behind the last migration does not pass the test. */
    public Found unless(Predicate<Schema> test) {
        return new Found(span, message, severity, example, why, instead, table, test, oncePerFile, later);
    }

    /** The same, but of all those in a file, or a migration of it, only the first of the worst, with the number of the others. */
    public Found onceInItsFile() {
        return new Found(span, message, severity, example, why, instead, table, unless, true, later);
    }

    /** The same with something behind its message that is known only when all of the file has been read. */
    public Found later(Supplier<String> more) {
        return new Found(span, message, severity, example, why, instead, table, unless, oncePerFile, more);
    }
}
