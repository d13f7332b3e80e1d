package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** A view that is dropped and not made again. */
public final class DropView implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropView.class)
            .title("View that is dropped")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .why("Every instance of the application that still reads the view fails at once.")
            .instead("Release an application that no longer reads the view first, and drop it in a later migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.VIEW) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            Name view = step.before().resolve(target.name());
            View known = step.before().view(view);
            Origin made = known == null ? null : known.origin();
            boolean temporary = target.name().schema().equals("pg_temp");
            if (!temporary
                    && (made == null
                            || !made.certain()
                            || made.file() != step.origin().file())) {
                String message = "Drops view " + target.name() + ", so statements that read it fail.";
                findings.add(Found.at(target.span(), message).unless(last -> last.view(view) != null));
            }
        }
    }
}
