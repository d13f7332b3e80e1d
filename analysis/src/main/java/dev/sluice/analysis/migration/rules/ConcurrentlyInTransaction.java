package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.migration.Transaction;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;

/** What works CONCURRENTLY, and so in several transactions, inside of one. */
public final class ConcurrentlyInTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ConcurrentlyInTransaction.class)
            .title("CONCURRENTLY inside a transaction")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses the statement: it works in several transactions of its own. The migration fails.")
            .instead("Give the statement a file of its own that the tool runs without a transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (isRefused(step)) {
            String message = what(step.statement()) + " cannot run inside " + whose(step.transaction())
                    + ", so the migration fails.";
            findings.add(Found.at(step.statement().span(), message).example(example(step)));
        }
    }

    /** Whether PostgreSQL refuses the statement for this at once, so that it does nothing else. */
    static boolean isRefused(Step step) {
        return step.transaction().isBlock() && !what(step.statement()).isEmpty();
    }

    private static String example(Step step) {
        boolean isDropOfPartitioned = step.statement() instanceof Drop drop
                && drop.targets().stream()
                        .map(target -> step.before().tableOfIndex(target.name()))
                        .anyMatch(table -> table != null && table.partitioned());
        if (isDropOfPartitioned) {
            // How it is done is said where that is.
            return "";
        }
        String sql = step.statement() instanceof CreateIndex create
                ? ConcurrentIndex.sql(step, create)
                : step.sql(step.statement().span()) + ";";
        return "-- in a file of its own, without a transaction:\n" + sql;
    }

    private static String whose(Transaction transaction) {
        if (transaction.isImplicit()) {
            return "the transaction that the server makes of statements which are sent together";
        }
        return transaction.isByTool() ? "the transaction in which the tool runs the file" : "a transaction";
    }

    private static String what(Statement statement) {
        if (statement instanceof CreateIndex create && create.concurrently()) {
            return "CREATE INDEX CONCURRENTLY";
        }
        if (statement instanceof Drop drop && drop.concurrently()) {
            return "DROP INDEX CONCURRENTLY";
        }
        if (statement instanceof Maintenance.Reindex reindex && reindex.concurrently()) {
            return "REINDEX CONCURRENTLY";
        }
        boolean detach = statement instanceof AlterTable alter
                && alter.actions().stream()
                        .anyMatch(action ->
                                action instanceof TableAction.DetachPartition partition && partition.concurrently());
        return detach ? "DETACH PARTITION CONCURRENTLY" : "";
    }
}
