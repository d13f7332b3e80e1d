package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;

/** A table under a name that the running application does not know. */
public final class RenameTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RenameTable.class)
            .title("Table that is renamed or moved")
            .harm(Category.COMPATIBILITY, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Every instance of the application that still runs uses the old name and fails at once.")
            .instead("Put a view of the old name in its place in the same transaction, and drop it in a later"
                    + " migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.RenameTable> rename : step.actions(TableAction.RenameTable.class)) {
            Name old = rename.table();
            add(step, old, old.sibling(rename.action().newName()), rename.span(), findings);
        }
        for (Step.Action<TableAction.SetSchema> move : step.actions(TableAction.SetSchema.class)) {
            add(
                    step,
                    move.table(),
                    new Name(move.action().schema(), move.table().name()),
                    move.span(),
                    findings);
        }
    }

    private static void add(Step step, Name old, Name fresh, Span span, Findings findings) {
        if (step.transaction().hasGiven(ObjectKind.TABLE, old, step.before())) {
            return;
        }
        Name before = step.before().resolve(old);
        Successor other = new Successor(step.transaction(), end -> end.table(before) != null);
        String message = "Table " + old + " becomes " + fresh;
        findings.add(Found.at(span, message + ", so statements with the old name fail.")
                .about(old)
                .example(Apart.together(
                        step,
                        step.sql(step.statement().span()) + ";\nCREATE VIEW " + old + " AS SELECT * FROM " + fresh
                                + ";"))
                .unless(last -> last.view(before) != null || other.isThere()));
        findings.add(Successor.found(span, message)
                .about(old)
                .unless(last -> last.view(before) != null || !other.isThere()));
    }
}
