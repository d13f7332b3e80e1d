package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.ObjectKind;

/** A sequence that is dropped, with the number that it has come to. */
public final class DropSequence implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropSequence.class)
            .title("Sequence that is dropped")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .why(
                    "An application that takes numbers from it fails at once, and a sequence that is made anew under its name"
                            + " begins with numbers that have been given out.")
            .instead(
                    "Release an application that no longer uses the sequence first. Where it is to be replaced, let the new one"
                            + " start behind the last number of the old one.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.SEQUENCE) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            Origin made = step.before().origin(ObjectKind.SEQUENCE, target.name());
            if (made == null || !made.certain() || made.file() != step.origin().file()) {
                String message = "Drops sequence " + target.name() + " and the number that it has come to.";
                findings.add(Found.at(target.span(), message).example("SELECT last_value FROM " + target.name() + ";"));
            }
        }
    }
}
