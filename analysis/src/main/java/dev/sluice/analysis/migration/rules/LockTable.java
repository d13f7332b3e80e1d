package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;

/** A lock that a migration takes by name. */
public final class LockTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(LockTable.class)
            .title("Table locked by name")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Others wait from then on until the transaction ends, whatever it does next.")
            .instead("Let each statement take the lock that it needs, or take the weakest that serves, last and with a"
                    + " short lock_timeout.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Maintenance.Lock lock) || !lock.mode().blocksWrites()) {
            return;
        }
        String mode = lock.mode().name().replace('_', ' ');
        boolean high = lock.mode().compareTo(LockMode.EXCLUSIVE) >= 0;
        for (Name table : lock.tables()) {
            String message = "Takes the " + mode + " lock on " + table + " until the transaction ends, which blocks "
                    + (lock.mode().blocksReads() ? "reads and writes." : "writes.");
            findings.add(Found.at(lock.span(), message)
                    .severity(high ? Severity.HIGH : Severity.MEDIUM)
                    .about(table)
                    .example("SET LOCAL lock_timeout = '2s';\nLOCK TABLE " + table
                            + " IN SHARE UPDATE EXCLUSIVE MODE;"));
        }
    }
}
