package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.ObjectKind;

/** An index that is dropped under a lock that stops all use of its table. */
public final class DropIndexWithoutConcurrently implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropIndexWithoutConcurrently.class)
            .title("Index that is dropped under an exclusive lock")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .effect("the index's table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("The lock is short, but it waits for every query that is under way, and every later query waits"
                    + " behind it.")
            .instead("Drop it with CONCURRENTLY, outside of a transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.INDEX || drop.concurrently()) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            Table table = step.before().tableOfIndex(target.name());
            String whose = table == null ? "the index's table" : table.name().name();
            Found found = Found.at(
                            target.span(),
                            "Drops index " + target.name() + " under an ACCESS EXCLUSIVE lock on " + whose
                                    + ", which blocks reads and writes while it waits for running queries.")
                    .example(
                            table != null && table.partitioned()
                                    ? "-- that of a partitioned table is not dropped concurrently; do not wait for the lock for long:\n"
                                            + "SET lock_timeout = '2s';\nDROP INDEX IF EXISTS " + target.name() + ";"
                                    : "DROP INDEX CONCURRENTLY IF EXISTS " + target.name() + ";");
            findings.add(table == null ? found : found.about(table.name()));
        }
    }
}
