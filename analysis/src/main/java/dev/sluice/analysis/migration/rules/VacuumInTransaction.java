package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Statement;

/** What PostgreSQL refuses inside a transaction, CONCURRENTLY aside. */
public final class VacuumInTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(VacuumInTransaction.class)
            .title("VACUUM or work on databases inside a transaction")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses the statement inside a transaction, so the migration fails.")
            .instead("Run the statement outside of migrations, or in a file of its own that the tool runs without a"
                    + " transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Statement statement = step.statement();
        String what = what(statement);
        if (step.transaction().isBlock() && !what.isEmpty()) {
            findings.add(Found.at(statement.span(), what + " cannot run inside a transaction, so the migration fails.")
                    .example("-- in a file of its own, without a transaction:\n" + step.sql(statement.span()) + ";"));
        }
    }

    private static String what(Statement statement) {
        if (statement instanceof Maintenance.Vacuum) {
            return "VACUUM";
        }
        if (statement instanceof CreateObject create && create.kind() == ObjectKind.DATABASE) {
            return "CREATE DATABASE";
        }
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.DATABASE) {
            return "DROP DATABASE";
        }
        boolean system = statement instanceof Other other && other.words().startsWith("alter system");
        return system ? "ALTER SYSTEM" : "";
    }
}
