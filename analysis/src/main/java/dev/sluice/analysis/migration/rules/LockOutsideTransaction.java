package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.script.TransactionCommand;

/** What PostgreSQL refuses outside of a transaction, since it would be over at once. */
public final class LockOutsideTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(LockOutsideTransaction.class)
            .title("LOCK TABLE, cursor or savepoint outside of a transaction")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "A lock, a cursor without WITH HOLD and a savepoint end with their transaction, so PostgreSQL refuses them"
                            + " where the statement is one of its own.")
            .instead("Put BEGIN and COMMIT around it and what needs it.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        Statement statement = step.statement();
        String what = step.transaction().isBlock() ? "" : what(step, statement);
        if (!what.isEmpty()) {
            findings.add(
                    Found.at(statement.span(), what + " outside of a transaction is refused, so the migration fails.")
                            .example("BEGIN;\n" + step.sql(statement.span()) + ";\n-- what needs it, then:\nCOMMIT;"));
        }
    }

    private static String what(Step step, Statement statement) {
        if (statement instanceof Maintenance.Lock) {
            return "LOCK TABLE";
        }
        if (statement instanceof SessionCommand.Transaction control) {
            return control.command() == TransactionCommand.SAVEPOINT ? "SAVEPOINT" : "";
        }
        boolean cursor = statement instanceof Other other && other.words().startsWith("declare");
        boolean held = cursor && Words.of(step.sql(statement.span())).find("with", "hold") != null;
        return cursor && !held ? "DECLARE without WITH HOLD" : "";
    }
}
