package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.ObjectKind;

/** A composite type that is changed together with the tables that are made of it. */
public final class ChangeTypeWithCascade implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeTypeWithCascade.class)
            .title("Composite type changed with the tables of it")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("each table of the type", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .effect("each table of the type, where no value changes", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("CASCADE does to each table that is made OF the type what ALTER TABLE would do to its column: another"
                    + " type of an attribute writes them anew, one that is dropped takes its data with it.")
            .instead("Take the tables out of the type with ALTER TABLE … NOT OF, and change each one by itself.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof AlterObject alter
                && alter.kind() == ObjectKind.TYPE
                && alter.change() instanceof AlterObject.ChangeAttributes change
                && change.cascade()
                && !Unused.isUnused(step, alter.kind(), alter.name(), alter.span())) {
            String what = change.retyped() ? "Writes each table of type " : "Changes each table of type ";
            String how = change.retyped()
                    ? " anew"
                    : !change.dropped().isEmpty() ? ", and drops a column with its data," : "";
            findings.add(Found.at(
                            alter.span(),
                            what + alter.name() + how
                                    + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.")
                    .severity(change.retyped() || !change.dropped().isEmpty() ? Severity.HIGH : Severity.MEDIUM)
                    .example("ALTER TABLE /* each table of it */ NOT OF;"));
        }
    }
}
