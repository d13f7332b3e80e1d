package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.Transaction;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.Span;
import java.util.function.Predicate;

/** Tells whether what is renamed or moved has another one of its name in its place when the transaction ends. */
final class Successor {

    private final Transaction transaction;
    private final Predicate<Schema> taken;

    /** What takes the name is there if the schema at the transaction's end passes the test. */
    Successor(Transaction transaction, Predicate<Schema> taken) {
        this.transaction = transaction;
        this.taken = taken;
    }

    /** To be asked when the transaction has been read. */
    boolean isThere() {
        Schema end = transaction.end();
        return end != null && taken.test(end);
    }

    /** What is to be said where it is: the other one has to be as the application expects the first. */
    static Found found(Span span, String message) {
        return Found.at(span, message + ". The name is taken again in this transaction.")
                .severity(Severity.LOW)
                .why("What the running application finds under the name from then on is the other one.")
                .instead("See that the other one has all that the running application uses.");
    }
}
