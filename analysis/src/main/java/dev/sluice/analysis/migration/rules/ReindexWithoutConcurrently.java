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

/** Indexes that are built anew while writers wait, and queries that could use them. */
public final class ReindexWithoutConcurrently implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ReindexWithoutConcurrently.class)
            .title("REINDEX while writers and queries wait")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.SHARE, Work.INDEX_BUILD)
            .why(
                    "Writes on the table wait until the indexes are built. Each index is locked in ACCESS EXCLUSIVE mode meanwhile,"
                            + " and whoever plans a query looks at all indexes of its tables, so queries wait too, whichever index they use;"
                            + " only those of which the plan is kept, and without that index, go on.")
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
        // It is refused, or does nothing but to warn.
        if (!step.version().isAtLeast(14) && isPartitioned(step, reindex)) {
            return;
        }
        Name name = reindex.name();
        String what = reindex.target() + (name == null ? "" : " " + name);
        boolean one = reindex.target().equals("index");
        Found found = Found.at(
                reindex.span(),
                "Builds " + (one ? what : "the indexes of " + what) + " anew under a SHARE lock"
                        + (one ? " on its table" : "")
                        + ", which blocks writes for as long as that takes, and ACCESS EXCLUSIVE on "
                        + (one ? "the index" : "each index")
                        + ", for which queries of the table wait that are planned meanwhile.");
        if (step.version().isAtLeast(12) && !reindex.target().equals("system")) {
            found = found.example("REINDEX " + reindex.target().toUpperCase(Locale.ROOT) + " CONCURRENTLY"
                    + (name == null ? "" : " " + name) + ";");
        }
        Name table = table(step, reindex);
        findings.add(table == null ? found : found.about(table));
    }

    /** Whether what is built anew is the index, or the indexes, of a table that is known to have partitions. */
    static boolean isPartitioned(Step step, Maintenance.Reindex reindex) {
        Name name = table(step, reindex);
        return name != null && step.isPartitioned(name);
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
