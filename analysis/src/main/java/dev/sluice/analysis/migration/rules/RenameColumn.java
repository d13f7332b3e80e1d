package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import org.jspecify.annotations.Nullable;

/** A column under a name that the running application does not know. */
public final class RenameColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RenameColumn.class)
            .title("Column that is renamed")
            .harm(Category.COMPATIBILITY, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Every instance of the application that still runs uses the old name and fails at once; one that"
                    + " starts too early fails with the new one.")
            .instead("Add a column of the new name, keep both in step with a trigger, fill it in batches, and drop the"
                    + " old one in a later migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.RenameColumn> rename : step.actions(TableAction.RenameColumn.class)) {
            String old = rename.action().column();
            String fresh = rename.action().newName();
            Column column = step.table(rename.table()).column(old);
            if (isNew(step, column) || ColumnRefusal.of(step, rename.alter(), rename.action()) != null) {
                continue;
            }
            Name table = step.before().resolve(rename.table());
            Successor other = new Successor(
                    step.transaction(), end -> end.tableOrUnknown(table).column(old) != null);
            String message = "Renames column " + old + " of " + rename.table() + " to " + fresh;
            findings.add(Found.at(rename.span(), message + ", so statements with the old name fail.")
                    .about(rename.table())
                    .example(example(step, rename, column))
                    .unless(last -> other.isThere()));
            findings.add(Successor.found(rename.span(), message)
                    .about(rename.table())
                    .unless(last -> !other.isThere()));
        }
    }

    /** None where the new name is taken: what has it would be overwritten; nor where the old column cannot be dropped. */
    private static String example(Step step, Step.Action<TableAction.RenameColumn> rename, @Nullable Column column) {
        String fresh = rename.action().newName();
        Table table = step.table(rename.table());
        return table.column(fresh) != null
                        || ColumnRefusal.isKey(step, table, rename.action().column())
                ? ""
                : new ColumnBeside(
                                rename.table(),
                                rename.action().column(),
                                fresh,
                                column == null ? null : column.type(),
                                ColumnBeside.collate(column == null ? null : column.collation()),
                                null)
                        .example(step);
    }

    /** Whether the same file has added it, so that nobody has used it yet. */
    private static boolean isNew(Step step, @Nullable Column column) {
        Origin made = column == null ? null : column.origin();
        return made != null && made.certain() && made.isWith(step.origin());
    }
}
