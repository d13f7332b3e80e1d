package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Statement;
import java.util.stream.Collectors;

/** CONCURRENTLY where PostgreSQL cannot do it: on partitioned tables, and on what it keeps of all tables itself. */
public final class ConcurrentlyOnPartitionedTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ConcurrentlyOnPartitionedTable.class)
            .title("CONCURRENTLY where PostgreSQL refuses it, as on a partitioned table")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses to build or drop an index concurrently on a partitioned table, to drop several at"
                    + " once, to rebuild those of the system's tables and of exclusion constraints so, and to refresh a"
                    + " materialized view so that has no unique index. The migration fails.")
            .instead("Make the index ON ONLY the partitioned table, build it CONCURRENTLY on each partition, and attach"
                    + " these. Drop one without CONCURRENTLY and with a lock_timeout.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Statement statement = step.statement();
        if (statement instanceof CreateIndex create && create.concurrently() && step.isPartitioned(create.table())) {
            if (ConcurrentlyInTransaction.isRefused(step)) {
                // How it is done by partitions is said there.
                return;
            }
            String message = "Builds an index concurrently on " + create.table()
                    + ", which is partitioned: PostgreSQL refuses that.";
            findings.add(Found.at(create.clause(), message).example(ConcurrentIndex.sql(step, create)));
        } else if (statement instanceof Drop drop && drop.concurrently()) {
            drop.targets().forEach(target -> drop(step, target, findings));
            together(drop, findings);
        } else if (statement instanceof Maintenance.Refresh refresh && refresh.concurrently()) {
            refresh(step, refresh, findings);
        } else if (statement instanceof Maintenance.Reindex reindex && reindex.concurrently()) {
            reindex(step, reindex, findings);
        }
    }

    private static void drop(Step step, Drop.Target target, Findings findings) {
        Table table = step.before().tableOfIndex(target.name());
        if (table != null && table.partitioned()) {
            String message = "Drops an index of " + table.name()
                    + " concurrently, which is partitioned: PostgreSQL refuses that.";
            findings.add(Found.at(target.span(), message)
                    .example("SET lock_timeout = '2s';\nDROP INDEX " + target.name() + ";"));
        }
    }

    private static void together(Drop drop, Findings findings) {
        if (drop.targets().size() > 1 || drop.cascade()) {
            String what = drop.cascade() ? "what depends on an index" : "several indexes";
            String each = drop.targets().stream()
                    .map(target -> "DROP INDEX CONCURRENTLY " + target.name() + ";")
                    .collect(Collectors.joining("\n"));
            findings.add(Found.at(drop.span(), "Drops " + what + " concurrently: PostgreSQL refuses that.")
                    .instead("Drop each index by itself, and first what depends on it.")
                    .example(each));
        }
    }

    private static void refresh(Step step, Maintenance.Refresh refresh, Findings findings) {
        String concurrently = "Refreshes " + refresh.view() + " concurrently";
        if (!refresh.withData()) {
            findings.add(Found.at(refresh.span(), concurrently + " and without data: PostgreSQL refuses that.")
                    .instead("Leave its rows where they are until it is filled anew, and name CONCURRENTLY alone."));
        } else if (lacksKey(step, refresh.view())) {
            findings.add(Found.at(
                            refresh.span(),
                            concurrently + ", and no unique index of it is on whole columns and all rows: PostgreSQL"
                                    + " refuses that.")
                    .instead("Make a unique index on what tells its rows apart first.")
                    .example("CREATE UNIQUE INDEX ON " + refresh.view() + " (/* what tells its rows apart */);\n"
                            + "REFRESH MATERIALIZED VIEW CONCURRENTLY " + refresh.view() + ";"));
        }
    }

    /** Only where all that is made on the view is known. */
    private static boolean lacksKey(Step step, Name view) {
        Table table = step.before().table(view);
        if (table == null || table.origin() == null || step.before().view(view) == null) {
            return false;
        }
        return table.origin().certain()
                && table.indexes().stream()
                        .noneMatch(index -> index.unique()
                                && index.where() == null
                                && index.keys().stream().allMatch(CreateIndex.Key::column));
    }

    private static boolean isOfExclusion(Step step, Name index) {
        Table table = step.before().tableOfIndex(index);
        TableConstraint known = table == null ? null : table.constraint(index.name());
        return known != null && known.constraint() instanceof Constraint.Exclusion;
    }

    private static void reindex(Step step, Maintenance.Reindex reindex, Findings findings) {
        if (reindex.target().equals("system")) {
            String message = "Rebuilds the indexes of the system's own tables concurrently: PostgreSQL refuses that.";
            findings.add(Found.at(reindex.span(), message)
                    .instead("Rebuild without CONCURRENTLY, one table at a time, when nothing else runs."));
            return;
        }
        Name name = reindex.name();
        boolean one = reindex.target().equals("table") || reindex.target().equals("index");
        if (one && name != null && QueryTime.isCatalog(name)) {
            String message = "Rebuilds " + name + ", which is the system's own, concurrently: PostgreSQL refuses that.";
            findings.add(Found.at(reindex.span(), message)
                    .instead("Rebuild without CONCURRENTLY, one table at a time, when nothing else runs."));
            return;
        }
        if (reindex.target().equals("index") && name != null && isOfExclusion(step, name)) {
            String message = "Rebuilds " + name + " concurrently, the index of an exclusion constraint: PostgreSQL"
                    + " refuses that.";
            findings.add(Found.at(reindex.span(), message)
                    .instead("Rebuild it without CONCURRENTLY and with a lock_timeout, when few write to the table."));
            return;
        }
        // From 14 on it rebuilds those of the partitions, one by one.
        boolean refused = reindex.target().equals("index") && !step.version().isAtLeast(14);
        Table table = refused && reindex.name() != null ? step.before().tableOfIndex(reindex.name()) : null;
        if (table != null && table.partitioned()) {
            String message = "Rebuilds an index of " + table.name()
                    + " concurrently, which is partitioned: PostgreSQL refuses that up to version 13.";
            findings.add(Found.at(reindex.span(), message).instead("Rebuild the index of each partition by itself."));
        }
    }
}
