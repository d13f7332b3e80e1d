package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.TableAction;

/** A new column with a CHECK, for which PostgreSQL reads all rows though none has a value yet. */
public final class AddColumnWithCheck implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddColumnWithCheck.class)
            .title("New column with a CHECK")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why("PostgreSQL reads the whole table to check the rows, though the column is new. Reads and writes wait"
                    + " meanwhile.")
            .instead("Add the column alone, then the CHECK as NOT VALID, and validate it in another transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            for (Constraint constraint : add.action().column().constraints()) {
                if (constraint instanceof Constraint.Check check && check.enforced()) {
                    findings.add(found(step, add, check));
                }
            }
        }
    }

    private static Found found(Step step, Step.Action<TableAction.AddColumn> add, Constraint.Check check) {
        ColumnDefinition column = add.action().column();
        String alter = "ALTER TABLE " + add.table() + " ";
        String message = "Reads all of " + add.table() + " to check " + column.name()
                + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
        if (NewColumnFirst.isNeeded(step, add)) {
            return Found.at(check.span(), message).about(add.table()).example(NewColumnFirst.sql(step, add));
        }
        String alone = step.sql(add.span());
        StringBuilder behind = new StringBuilder();
        for (Constraint other : column.constraints()) {
            if (other instanceof Constraint.Check one && one.enforced()) {
                alone = alone.replace(step.sql(one.span()), "");
                behind.append('\n').append(BareColumn.check(add.table(), column, one));
            }
        }
        return Found.at(check.span(), message)
                .about(add.table())
                .example(alter + ended(alone.strip() + Deferral.behind(step, add.span())) + behind);
    }

    /** A comment at the end must not take the semicolon with it. */
    private static String ended(String sql) {
        boolean comment = sql.substring(sql.lastIndexOf('\n') + 1).contains("--");
        return sql + (comment ? "\n;" : ";");
    }
}
