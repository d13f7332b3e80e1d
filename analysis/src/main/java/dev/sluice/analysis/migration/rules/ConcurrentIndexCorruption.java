package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Statement;

/** Indexes that early versions of PostgreSQL 14 build wrongly. */
public final class ConcurrentIndexCorruption implements MigrationRule {

    private static final PostgresVersion FIXED = new PostgresVersion(14, 4);

    private static final RuleInfo INFO = RuleInfo.of(ConcurrentIndexCorruption.class)
            .title("Concurrent index on PostgreSQL 14.0 to 14.3")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .versions(new VersionRange(14, 14))
            .why("These versions can leave rows out of an index that is built concurrently (release notes of 14.4),"
                    + " so queries miss them and unique indexes let duplicates in.")
            .instead("Update to 14.4 or later first, and build indexes anew that were built concurrently before.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Statement statement = step.statement();
        boolean concurrent = (statement instanceof CreateIndex create && create.concurrently())
                || (statement instanceof Maintenance.Reindex reindex && reindex.concurrently());
        if (concurrent && step.version().compareTo(FIXED) < 0) {
            findings.add(Found.at(
                    statement.span(),
                    "PostgreSQL " + step.version() + " can leave rows out of an index that is built concurrently."));
        }
    }
}
