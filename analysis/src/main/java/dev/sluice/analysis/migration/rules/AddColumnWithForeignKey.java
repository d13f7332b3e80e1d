package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.TableAction;
import java.util.regex.Pattern;

/** A new column that refers to another table. */
public final class AddColumnWithForeignKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddColumnWithForeignKey.class)
            .title("New column with a foreign key")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .effect("the table, with a default", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .effect("the referenced table", LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE)
            .why("The column's exclusive lock and the lock on the referenced table are taken together. With a"
                    + " default each row is also looked up, while reads and writes wait.")
            .instead("Add the column alone, then the foreign key as NOT VALID, and validate it in another transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            for (Constraint constraint : add.action().column().constraints()) {
                if (constraint instanceof Constraint.ForeignKey key && key.enforced()) {
                    findings.add(found(step, add, key));
                }
            }
        }
    }

    private static Found found(Step step, Step.Action<TableAction.AddColumn> add, Constraint.ForeignKey key) {
        ColumnDefinition column = add.action().column();
        boolean looksUp =
                column.defaultValue() != null && !column.defaultValue().isNull();
        boolean ofItself =
                step.before().resolve(key.references()).equals(step.before().resolve(add.table()));
        // That lock is the column's already, and nothing is done under it.
        Severity brief = ofItself ? Severity.LOW : Severity.MEDIUM;
        return Found.at(key.span(), message(add, key, ofItself, looksUp))
                .severity(looksUp ? Severity.HIGH : brief)
                .about(add.table())
                .example(NewColumnFirst.isNeeded(step, add) ? NewColumnFirst.sql(step, add) : example(step, add, key));
    }

    private static String message(
            Step.Action<TableAction.AddColumn> add, Constraint.ForeignKey key, boolean ofItself, boolean looksUp) {
        String adds = "Adds " + add.action().column().name() + " under an ACCESS EXCLUSIVE lock on " + add.table();
        if (ofItself) {
            return adds + ", to which it refers itself"
                    + (looksUp ? ", and looks each row up there meanwhile." : ", so no other table is locked.");
        }
        return adds + " and a SHARE ROW EXCLUSIVE lock on " + key.references()
                + (looksUp ? ", and looks each row up there meanwhile." : ", which blocks writes there too.");
    }

    private static String example(Step step, Step.Action<TableAction.AddColumn> add, Constraint.ForeignKey key) {
        String deferral = Deferral.behind(step, key.span());
        String alone = step.sql(add.span())
                .replace(step.sql(key.span()), "")
                .replaceFirst(Pattern.quote(deferral.strip()), "")
                .strip();
        return "ALTER TABLE " + add.table() + " " + alone + ";\n"
                + BareColumn.foreignKey(step, add.table(), add.action().column(), key);
    }
}
