package dev.sluice.analysis.finding;

import org.jspecify.annotations.Nullable;

/**
 * One thing that an analysis has to say about one place.
 *
 * @param rule the rule's id in kebab case, such as {@code create-index-without-concurrently}
 * @param severity how bad it is here, after the configuration and what is known of the tables
 * @param location the clause that causes it
 * @param message one sentence that names the lock or loss, whose table, and for how long
 * @param why what that does to a running application
 * @param instead what to do, in one or two sentences
 * @param example SQL that does it for this very statement; empty where none can be written
 * @param estimate how long it takes; null where that does not depend on the table's size, or where the size is not known
 * @param context what makes it another finding though the statement at its place is the same: the words of what that runs
 *     and the schema in which it takes effect without naming it; mostly empty
 */
public record Finding(
        String rule,
        Severity severity,
        Location location,
        String message,
        String why,
        String instead,
        String example,
        @Nullable Estimate estimate,
        String context) {

    /** One without an estimate. */
    public Finding(
            String rule,
            Severity severity,
            Location location,
            String message,
            String why,
            String instead,
            String example) {
        this(rule, severity, location, message, why, instead, example, null, "");
    }

    /** One that is told by its statement alone. */
    public Finding(
            String rule,
            Severity severity,
            Location location,
            String message,
            String why,
            String instead,
            String example,
            @Nullable Estimate estimate) {
        this(rule, severity, location, message, why, instead, example, estimate, "");
    }
}
