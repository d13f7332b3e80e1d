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

/** A primary key whose index is built while everybody waits. */
public final class AddPrimaryKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddPrimaryKey.class)
            .title("Primary key that builds its index under an exclusive lock")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.INDEX_BUILD)
            .why("Reads and writes wait until the index is built; where a column may be null, the whole table is"
                    + " read first.")
            .instead("Make the columns not null by a validated CHECK, build a unique index CONCURRENTLY, and let the"
                    + " key take it over.")
            .build();

    private static final String NOT_NULL = "-- outside of a transaction, when the columns are not null:\n";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.Unique key
                    && key.primaryKey()
                    && key.usingIndex() == null
                    && !ParentAlone.is(step, add)) {
                String first = NewColumnFirst.all(step, add.table(), key.columns());
                String sql = UniqueByIndex.behind(
                        NOT_NULL,
                        step,
                        add.table(),
                        key,
                        key.columns(),
                        add.span().to());
                report(
                        add.table(),
                        key,
                        key.columns(),
                        sql.isEmpty() ? "" : first + sql,
                        found -> findings.add(ParentAlone.unlessShown(add, found)));
            }
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            for (Constraint constraint : add.action().column().constraints()) {
                // What is refused builds nothing.
                if (constraint instanceof Constraint.Unique key
                        && key.primaryKey()
                        && SecondPrimaryKey.known(step, add).isEmpty()) {
                    List<String> columns = List.of(add.action().column().name());
                    report(add.table(), key, columns, NewColumnFirst.sql(step, add, key), findings);
                }
            }
        }
    }

    private static void report(
            Name table, Constraint.Unique key, List<String> columns, String example, Findings findings) {
        String on = columns.stream().map(Name::quoted).collect(Collectors.joining(", "));
        String message = "Builds the index of the primary key of " + table + " (" + on
                + ") under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
        findings.add(Found.at(key.span(), message).about(table).example(example));
    }
}
