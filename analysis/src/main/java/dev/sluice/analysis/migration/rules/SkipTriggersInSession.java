package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.SessionCommand;

/** A session in which no trigger fires and no foreign key is checked. */
public final class SkipTriggersInSession implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(SkipTriggersInSession.class)
            .title("Triggers and foreign keys switched off for the session")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .why(
                    "With session_replication_role replica neither triggers fire nor foreign keys are checked. Rows that refer to"
                            + " nothing stay, and PostgreSQL never looks again.")
            .instead(
                    "Leave it as it is. Where one trigger is in the way, let it pass over the rows of the migration by a"
                            + " setting that its function asks for.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof SessionCommand.SetParameter set
                && set.parameter().equals("session_replication_role")
                && "replica".equalsIgnoreCase(set.value())) {
            findings.add(Found.at(
                    set.span(),
                    "From here on no trigger fires in this " + (set.local() ? "transaction" : "session")
                            + ", and no foreign key is checked."));
        }
    }
}
