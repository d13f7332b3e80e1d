package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** DROP INDEX of an index that belongs to a constraint. */
public final class DropIndexOfConstraint implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropIndexOfConstraint.class)
            .title("DROP of an index that a constraint needs")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses to drop the index of a primary key, unique or exclusion constraint by itself, with"
                    + " CASCADE too.")
            .instead("Drop the constraint; the index goes with it.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.INDEX) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            Index index = step.before().index(target.name());
            Table table = step.before().tableOfIndex(target.name());
            if (index != null && table != null && index.constraint()) {
                String message = "Index " + target.name() + " belongs to a constraint of " + table.name()
                        + ", so PostgreSQL refuses to drop it.";
                findings.add(Found.at(target.span(), message)
                        .example(
                                "ALTER TABLE " + table.name() + " DROP CONSTRAINT " + Name.quoted(index.name()) + ";"));
            }
        }
    }
}
