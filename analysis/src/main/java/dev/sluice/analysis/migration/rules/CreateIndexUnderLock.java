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
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.LockMode;

/** An index that is built while the transaction already holds its table exclusively. */
public final class CreateIndexUnderLock implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CreateIndexUnderLock.class)
            .title("Index built in the transaction that has changed its table")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.INDEX_BUILD)
            .effect("the table, where its partitions have the rows", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("The lock of the earlier change is kept to the end of the transaction, so even reads wait for the"
                    + " whole build.")
            .instead("Commit the change of the table first, and build the index with CONCURRENTLY outside of a"
                    + " transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateIndex create)
                || (create.only() && step.isPartitioned(create.table()))) {
            return;
        }
        TableLock held = step.transaction().held(step.before().resolve(create.table()));
        if (held != null && held.mode() == LockMode.ACCESS_EXCLUSIVE) {
            findings.add(Found.at(
                            create.clause(),
                            "Builds an index on " + create.table() + " while the transaction holds it under an ACCESS"
                                    + " EXCLUSIVE lock, which blocks reads and writes for as long as the build takes.")
                    .about(create.table())
                    .example("-- behind the COMMIT of the change:\n" + ConcurrentIndex.sql(step, create)));
        }
    }
}
