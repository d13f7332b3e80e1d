package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.stream.Collectors;

/** A unique constraint whose index is built while everybody waits. */
public final class AddUniqueConstraint implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddUniqueConstraint.class)
            .title("Unique constraint that builds its index under an exclusive lock")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.INDEX_BUILD)
            .why("Reads and writes wait until the index is built, and the migration fails when it meets a"
                    + " duplicate.")
            .instead("Build a unique index CONCURRENTLY first, and let the constraint take it over.")
            .build();

    private static final String OUTSIDE = "-- outside of a transaction:\n";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.Unique unique && !ParentAlone.is(step, add)) {
                String first = NewColumnFirst.all(step, add.table(), unique.columns());
                String sql = UniqueByIndex.behind(
                        OUTSIDE,
                        step,
                        add.table(),
                        unique,
                        unique.columns(),
                        add.span().to());
                report(
                        add.table(),
                        unique,
                        unique.columns(),
                        sql.isEmpty() ? "" : first + sql,
                        found -> findings.add(ParentAlone.unlessShown(add, found)));
            }
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            for (Constraint constraint : add.action().column().constraints()) {
                if (constraint instanceof Constraint.Unique unique) {
                    List<String> columns = List.of(add.action().column().name());
                    report(add.table(), unique, columns, NewColumnFirst.sql(step, add, unique), findings);
                }
            }
        }
    }

    private static void report(
            Name table, Constraint.Unique unique, List<String> columns, String example, Findings findings) {
        if (unique.primaryKey() || unique.usingIndex() != null) {
            return;
        }
        String on = columns.stream().map(Name::quoted).collect(Collectors.joining(", "));
        String message = "Builds the index of a unique constraint on " + table + " (" + on
                + ") under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
        findings.add(Found.at(unique.span(), message).about(table).example(example));
    }
}
