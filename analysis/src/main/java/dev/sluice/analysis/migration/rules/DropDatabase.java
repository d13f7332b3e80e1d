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

/** A database that is dropped. */
public final class DropDatabase implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropDatabase.class)
            .title("Database that is dropped")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .why("Everything in it is gone at once, and only a backup brings it back.")
            .instead("Drop databases by hand, never in a migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.DATABASE) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            findings.add(Found.at(target.span(), "Drops database " + target.name() + " with all its data."));
        }
    }
}
