package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.CreateTable;

/** A table that a crash empties. */
public final class UnloggedTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(UnloggedTable.class)
            .title("Unlogged table or sequence")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .why("A crash of the server empties the table, and replicas do not have its rows, so reads on them fail.")
            .instead(
                    "Leave UNLOGGED out unless the rows can be made anew at any time and are read on the primary only.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateTable create
                && create.persistence() == CreateTable.Persistence.UNLOGGED) {
            String message =
                    "Table " + create.name() + " is unlogged: a crash empties it, and replicas never have its rows.";
            findings.add(Found.at(create.span(), message));
        }
        if (step.statement() instanceof AlterObject alter
                && alter.change() instanceof AlterObject.SetLogged set
                && !set.logged()) {
            String message = "Sequence " + alter.name()
                    + " becomes unlogged: a crash sets it back to its first number, so that numbers come twice.";
            findings.add(Found.at(alter.span(), message));
        }
    }
}
