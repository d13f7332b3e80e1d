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
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Indexes that are built anew while writers wait. */
public final class ReindexWithoutConcurrently implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ReindexWithoutConcurrently.class)
            .title("REINDEX while writers wait")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.SHARE, Work.INDEX_BUILD)
            .why("Writes on the table wait until the indexes are built, and so do queries that would use the index.")
            .instead("Use CONCURRENTLY from PostgreSQL 12 on. Before that, build a second index with CREATE INDEX"
                    + " CONCURRENTLY and drop the old one.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Maintenance.Reindex reindex) || reindex.concurrently()) {
            return;
        }
        Name name = reindex.name();
        String what = reindex.target() + (name == null ? "" : " " + name);
        Found found = Found.at(
                reindex.span(),
                "Builds the indexes of " + what
                        + " anew under a SHARE lock, which blocks writes for as long as that takes.");
        if (step.version().isAtLeast(12) && !reindex.target().equals("system")) {
            found = found.example("REINDEX " + reindex.target().toUpperCase(Locale.ROOT) + " CONCURRENTLY"
                    + (name == null ? "" : " " + name) + ";");
        }
        Name table = table(step, reindex);
        findings.add(table == null ? found : found.about(table));
    }

    private static @Nullable Name table(Step step, Maintenance.Reindex reindex) {
        if (reindex.name() == null) {
            return null;
        }
        if (reindex.target().equals("table")) {
            return reindex.name();
        }
        Table table = reindex.target().equals("index") ? step.before().tableOfIndex(reindex.name()) : null;
        return table == null ? null : table.name();
    }
}
