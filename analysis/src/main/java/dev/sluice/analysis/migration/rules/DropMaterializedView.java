package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** A materialized view that is dropped, with its rows. */
public final class DropMaterializedView implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropMaterializedView.class)
            .title("Materialized view that is dropped")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .effect("the view", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Its rows can be made again only by its query, which may take long, and an application that still"
                    + " reads it fails at once.")
            .instead("Make the new one beside it and swap the names, or release an application that no longer reads it"
                    + " first.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.MATERIALIZED_VIEW) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            String cascade = drop.cascade() ? ", and with CASCADE each view that depends on it" : "";
            String message = "Drops materialized view " + target.name() + " with its rows and indexes" + cascade + ".";
            findings.add(Found.at(target.span(), message)
                    .about(target.name())
                    .example("ALTER MATERIALIZED VIEW " + target.name() + " RENAME TO "
                            + Name.quoted(Name.made(target.name().name(), "unused")) + ";"));
        }
    }
}
