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
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.LockMode;

/** An index on a table in use that is built while writers wait. */
public final class CreateIndexWithoutConcurrently implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CreateIndexWithoutConcurrently.class)
            .title("Index that is built while writers wait")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table, and each partition of a partitioned one", LockMode.SHARE, Work.INDEX_BUILD)
            .why("Each INSERT, UPDATE and DELETE on the table waits until the index is built, which takes as long"
                    + " as the table is large.")
            .instead("Build it with CONCURRENTLY, outside of a transaction. If that fails it leaves an invalid index"
                    + " behind, which has to be dropped before the next attempt.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateIndex create) || create.concurrently()) {
            return;
        }
        Table table = step.table(create.table());
        boolean partitioned = step.isPartitioned(create.table());
        if (create.only() && partitioned) {
            return;
        }
        // What the migrations have made, or the database has, is known to have no partitions.
        boolean perhaps =
                create.only() && (table.origin() == null || !table.origin().certain());
        View view = step.before().view(create.table());
        if (view != null && view.materialized()) {
            String message = "Builds an index on " + create.table()
                    + " under a SHARE lock, which blocks REFRESH, not what" + " reads the view.";
            findings.add(Found.at(create.clause(), message)
                    .severity(Severity.LOW)
                    .about(create.table())
                    .example(ConcurrentIndex.sql(step, create)));
            return;
        }
        String message = "Builds an index on " + create.table() + (partitioned ? " and all its partitions" : "")
                + " under a SHARE lock, which blocks writes for as long as the build takes"
                + (perhaps ? ", unless the table has partitions." : ".");
        Found found = Found.at(create.clause(), message).about(create.table());
        if (perhaps) {
            found = found.severity(Severity.MEDIUM)
                    .unless(last -> last.tableOrUnknown(create.table()).partitioned());
        }
        findings.add(found.example(ConcurrentIndex.sql(step, create)));
    }
}
