package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.List;

/** A type or domain that is dropped without CASCADE while a column has it. */
public final class DropUsedType implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropUsedType.class)
            .title("Drop of a type that columns have")
            .harm(Category.FAILS, Severity.HIGH)
            .why("Without CASCADE PostgreSQL refuses, and the migration stops there.")
            .instead("Give the columns another type, or drop them, first.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop)
                || drop.cascade()
                || !(drop.kind() == ObjectKind.TYPE || drop.kind() == ObjectKind.DOMAIN)) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            List<String> users = TypeUsers.of(step, target.name());
            if (!users.isEmpty()) {
                String message = "Drops " + drop.kind().words() + " " + target.name() + ", which columns of "
                        + String.join(", ", users) + " have, so PostgreSQL refuses it.";
                findings.add(Found.at(target.span(), message));
            }
        }
    }
}
