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

/** A materialized view that is filled anew while its readers wait. */
public final class RefreshMaterializedViewWithoutConcurrently implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RefreshMaterializedViewWithoutConcurrently.class)
            .title("Materialized view refreshed while readers wait")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .effect("the view", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("Readers of the view wait until its query has run to the end.")
            .instead("Refresh it CONCURRENTLY, which needs a unique index on all its rows and blocks other refreshes"
                    + " only.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof Maintenance.Refresh refresh && !refresh.withData()) {
            String message = "Empties " + refresh.view()
                    + " under an ACCESS EXCLUSIVE lock, and queries on it fail until it is filled again.";
            findings.add(Found.at(refresh.span(), message)
                    .severity(Severity.HIGH)
                    .about(refresh.view())
                    .instead(
                            "Leave its rows where they are until it is filled anew, CONCURRENTLY, or drop the view once"
                                    + " nobody reads it any more."));
        }
        if (step.statement() instanceof Maintenance.Refresh refresh && !refresh.concurrently() && refresh.withData()) {
            String message =
                    "Fills " + refresh.view() + " anew under an ACCESS EXCLUSIVE lock, which blocks its readers.";
            findings.add(
                    Found.at(refresh.span(), message).about(refresh.view()).example(example(step, refresh.view())));
        }
    }

    /** A view of which all is known may lack the index that CONCURRENTLY needs. */
    private static String example(Step step, Name view) {
        boolean lacks = step.before().view(view) != null
                && step.table(view).indexes().stream().noneMatch(index -> index.unique() && index.where() == null);
        return (lacks ? "CREATE UNIQUE INDEX ON " + view + " (/* what tells its rows apart */);\n" : "")
                + "REFRESH MATERIALIZED VIEW CONCURRENTLY " + view + ";";
    }
}
