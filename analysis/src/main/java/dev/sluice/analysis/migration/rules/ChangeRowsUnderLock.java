package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.SetColumns;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.ScarceRows;
import dev.sluice.analysis.statement.DataChange;
import java.util.stream.Stream;

/** Rows that are written while an earlier statement of the transaction keeps others out. */
public final class ChangeRowsUnderLock implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeRowsUnderLock.class)
            .title("Rows changed under the lock of a schema change")
            .harm(Category.BLOCKS, Severity.HIGH)
            .why("A transaction keeps its locks until it ends, so the short lock of a schema change lasts as long"
                    + " as the change of the rows.")
            .instead("Commit the schema change first, and change the rows in batches of their own.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof DataChange change)
                || !step.transaction().isBlock()) {
            return;
        }
        for (TableLock held : HeldLock.ofOthers(step)) {
            if (!isShort(step, change)) {
                String message = "Changes rows of " + change.table() + " while this transaction holds its "
                        + held.mode().name().replace('_', ' ') + " lock on " + held.table() + ", which blocks "
                        + (held.mode().blocksReads() ? "reads and writes." : "writes.");
                Found found = Found.at(change.span(), message).example(Batches.of(step, change));
                findings.add(HeldLock.about(step, found, held.table()));
                return;
            }
        }
    }

    // A loop may run through any number of rows.
    private static boolean isShort(Step step, DataChange change) {
        return (FewRows.are(step, change) || isOfScarceRows(step, change))
                && !step.transaction().isRepeated();
    }

    /** Whether the same file has made all that it changes and reads, and given it hardly any rows. */
    private static boolean isOfScarceRows(Step step, DataChange change) {
        DataChange.Target target = null;
        if (change instanceof DataChange.Update update) {
            target = update.target();
        } else if (change instanceof DataChange.Delete delete) {
            target = delete.target();
        }
        return target != null
                && !target.reads().made()
                && QueryTime.of(target.reads().functions()) == QueryTime.SHORT
                && isOfScarceReferrers(step, change)
                && Stream.concat(Stream.of(change.table()), target.reads().tables().stream())
                        .allMatch(table -> ScarceRows.isScarce(step.before(), table, step.origin()));
    }

    /** For each row that goes, or gets another key, those that refer to it are looked for, and may change with it. */
    private static boolean isOfScarceReferrers(Step step, DataChange change) {
        return new References(step.before(), change.table())
                .ownersOfChanged(SetColumns.of(step, change)).stream()
                        .allMatch(owner -> ScarceRows.isScarce(step.before(), owner, step.origin()));
    }
}
