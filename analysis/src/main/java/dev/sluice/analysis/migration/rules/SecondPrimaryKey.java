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
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.Optional;

/** A primary key for a table that has one. */
public final class SecondPrimaryKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(SecondPrimaryKey.class)
            .title("Second primary key")
            .harm(Category.FAILS, Severity.HIGH)
            .why("A table has one primary key at most, so PostgreSQL refuses the statement.")
            .instead("Drop the old key in the same statement, or make the new one UNIQUE.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.Unique unique && unique.primaryKey()) {
                check(step, add, findings);
            }
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            boolean key = add.action().column().constraints().stream()
                    .anyMatch(constraint -> constraint instanceof Constraint.Unique unique && unique.primaryKey());
            if (key) {
                check(step, add, findings);
            }
        }
    }

    private static void check(Step step, Step.Action<?> add, Findings findings) {
        known(step, add).map(Name::quoted).ifPresent(old -> {
            Found found = Found.at(add.span(), "Table " + add.table() + " has the primary key " + old + " already.");
            // A new column that is a key costs more than the key.
            findings.add(
                    add.action() instanceof TableAction.AddConstraint
                            ? found.example("ALTER TABLE " + add.table() + " DROP CONSTRAINT " + old + ", "
                                    + step.sql(add.span()) + Deferral.behind(step, add.span()) + ";")
                            : found);
        });
    }

    /** The name of the primary key that the table keeps beside what the statement adds; empty where none is certain. */
    static Optional<String> known(Step step, Step.Action<?> add) {
        // The key goes with each of its columns too.
        Table table = step.tableBehindDrops(add.table());
        return table.constraints().stream()
                .filter(known -> known.valid()
                        && known.constraint() instanceof Constraint.Unique key
                        && key.primaryKey()
                        && (table.origin() == null || table.origin().certain()))
                .map(TableConstraint::name)
                .findFirst();
    }
}
