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

/** A CLUSTER, which writes the table anew while everybody waits. */
public final class ClusterTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ClusterTable.class)
            .title("CLUSTER of a table in use")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("Reads and writes wait until the table and all its indexes have been written anew in the order of"
                    + " the index.")
            .instead("Use pg_repack, which sorts a copy and swaps it.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof Maintenance.Cluster cluster) {
            Name table = cluster.table();
            String message = "Writes " + (table == null ? "each clustered table" : table.sql())
                    + " anew under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
            Found found = Found.at(cluster.span(), message);
            findings.add(table == null ? found : found.about(table));
        }
    }
}
