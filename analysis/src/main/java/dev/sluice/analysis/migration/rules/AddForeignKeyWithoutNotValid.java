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

/** A foreign key on a table in use that is checked row by row while writers wait. */
public final class AddForeignKeyWithoutNotValid implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddForeignKeyWithoutNotValid.class)
            .title("Foreign key that is checked while writers wait")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.SHARE_ROW_EXCLUSIVE, Work.SCAN)
            .effect("the referenced table", LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE)
            .why("Writes on both tables wait until each row has been looked up in the referenced table.")
            .instead("Add it NOT VALID, which holds the locks for a moment, and validate it in another transaction,"
                    + " which blocks neither reads nor writes.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.ForeignKey key && !key.notValid() && key.enforced()) {
                String example = example(step, add, key);
                findings.add(found(step, add, key).example(example));
            }
        }
    }

    private static Found found(Step step, Step.Action<TableAction.AddConstraint> add, Constraint.ForeignKey key) {
        if (step.isNew(add.table()) && step.table(add.table()).filled()) {
            String message =
                    "Checks each row of " + add.table() + ", which these migrations have filled, under a SHARE ROW"
                            + " EXCLUSIVE lock on " + key.references() + ", which blocks writes there.";
            return Found.at(add.span(), message).severity(Severity.MEDIUM).about(key.references());
        }
        boolean own =
                step.before().resolve(key.references()).equals(step.before().resolve(add.table()));
        String message = "Checks each row of " + add.table() + " under a SHARE ROW EXCLUSIVE lock"
                + (own
                        ? ", which blocks writes."
                        : " on it and on " + key.references() + ", which blocks writes on both.");
        return Found.at(add.span(), message).about(add.table());
    }

    private static String example(Step step, Step.Action<TableAction.AddConstraint> add, Constraint.ForeignKey key) {
        String name = key.name() == null
                ? Name.made(add.table().name(), String.join("_", key.columns()), "fkey")
                : key.name();
        return NotValidFirst.foreignKey(
                step, add.table(), name, BareColumn.unnamed(step, key) + Deferral.behind(step, key.span()));
    }
}
