package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterTable;

/** A table that is read or written as a whole twice in one transaction. */
public final class RepeatedTableWork implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RepeatedTableWork.class)
            .title("Table worked through twice in one transaction")
            .harm(Category.BLOCKS, Severity.LOW)
            .why("Each of the statements goes through the whole table while the lock of the first one is held.")
            .instead("Put the actions into one ALTER TABLE, which goes through the table once.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!step.transaction().isBlock() || !(step.statement() instanceof AlterTable alter)) {
            return;
        }
        TableLock held = step.transaction().held(step.before().resolve(alter.table()));
        boolean again = step.locks().stream()
                .anyMatch(lock -> held != null && lock.table().equals(held.table()) && isWhole(lock.work()));
        if (held != null && isWhole(held.work()) && again) {
            findings.add(
                    Found.at(alter.span(), "Goes through all of " + alter.table() + " once more in this transaction.")
                            .about(alter.table()));
        }
    }

    private static boolean isWhole(Work work) {
        return work == Work.SCAN || work == Work.REWRITE;
    }
}
