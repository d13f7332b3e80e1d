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
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Map;

/** A function, extension or the like that is dropped with whatever depends on it. */
public final class DropWithCascade implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropWithCascade.class)
            .title("Function, extension or the like dropped with CASCADE")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("each table with something that depends on it", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("What depends on it goes without a word: columns with their data, defaults, triggers, indexes, views."
                    + " Nobody reads in the migration what that is, and it may be more on one server than on another.")
            .instead(
                    "Drop by name what depends on it, and then the rest without CASCADE, which fails where something was"
                            + " forgotten.")
            .build();

    private static final Map<ObjectKind, String> DEPENDENT = Map.of(
            ObjectKind.EXTENSION,
            "each column of its types with the data, and each index, default, trigger and view",
            ObjectKind.ROUTINE,
            "each trigger, default, generated column, index, policy and view",
            ObjectKind.SEQUENCE,
            "each default",
            ObjectKind.VIEW,
            "each view");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || !drop.cascade()) {
            return;
        }
        String dependent = DEPENDENT.get(drop.kind());
        if (dependent == null) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            findings.add(Found.at(
                            target.span(),
                            "Drops " + drop.kind().words() + " " + target.name() + " and " + dependent
                                    + " that depends on it"
                                    + (drop.kind() == ObjectKind.VIEW
                                            ? "."
                                            : ", under an ACCESS EXCLUSIVE lock on each table."))
                    .severity(drop.kind() == ObjectKind.EXTENSION ? Severity.HIGH : Severity.MEDIUM)
                    .example(step.sql(drop.span()).replaceFirst("(?i)\\s+cascade\\s*$", "") + ";"));
        }
    }
}
