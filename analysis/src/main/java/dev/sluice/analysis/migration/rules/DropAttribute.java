package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.ObjectKind;

/** An attribute that is dropped from a composite type, and with it from each value of the type. */
public final class DropAttribute implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropAttribute.class)
            .title("Attribute of a composite type that is dropped")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .why(
                    "PostgreSQL does not ask whether columns have the type: what their values hold for the attribute is gone"
                            + " in every table, at once and without a lock on any of them. One added later under the same name is"
                            + " null.")
            .instead(
                    "Copy what is still needed into columns of their own, release an application that no longer uses the"
                            + " attribute, and drop it in a later migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof AlterObject alter)
                || alter.kind() != ObjectKind.TYPE
                || !(alter.change() instanceof AlterObject.ChangeAttributes change)
                || Unused.isUnused(step, alter.kind(), alter.name(), alter.span())) {
            return;
        }
        for (String attribute : change.dropped()) {
            findings.add(Found.at(
                    alter.span(),
                    "Drops attribute " + attribute + " of type " + alter.name()
                            + ", and what every column of the type holds for it."));
        }
    }
}
