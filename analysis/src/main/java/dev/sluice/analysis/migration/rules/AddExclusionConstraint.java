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

/** An exclusion constraint, whose index can only be built while everybody waits. */
public final class AddExclusionConstraint implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddExclusionConstraint.class)
            .title("Exclusion constraint on a table in use")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.INDEX_BUILD)
            .why("Reads and writes wait until the index is built and each row is compared with the others. There"
                    + " is no NOT VALID and no way to build it concurrently.")
            .instead("Give a new table the constraint, copy the rows over in batches and swap the names, or use a"
                    + " window without traffic.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.Exclusion && !ParentAlone.is(step, add)) {
                String message = "Builds the index of an exclusion constraint on " + add.table()
                        + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
                Name copy = add.table().sibling(Name.made(add.table().name(), "new"));
                findings.add(Found.at(add.span(), message)
                        .about(add.table())
                        .example("CREATE TABLE " + copy + " (LIKE " + add.table() + " INCLUDING ALL);\n"
                                + "ALTER TABLE " + copy + " " + step.sql(add.span())
                                + Deferral.behind(step, add.span()) + ";\n"
                                + "-- LIKE leaves out foreign keys, triggers, privileges, policies and what refers to the"
                                + " table: make them anew\n"
                                + "-- then copy the rows in batches and swap the names"));
            }
        }
    }
}
