package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A new column for which existing rows have no value. */
public final class AddNotNullColumnWithoutDefault implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddNotNullColumnWithoutDefault.class)
            .title("New NOT NULL column without a default")
            .harm(Category.FAILS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why("The migration fails as soon as the table has a row. If it has none, an application that does not"
                    + " know the column can no longer insert.")
            .instead("Give the column a constant default, which costs nothing, or add it nullable, fill it, and let a"
                    + " CHECK prove NOT NULL.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            ColumnDefinition column = add.action().column();
            boolean filled = isFilled(step, add);
            boolean generated = column.generation() != ColumnDefinition.Generation.NONE
                    || column.type().isSerial();
            boolean foreign = step.table(add.table()).foreign();
            if (column.notNull() && !filled && !generated && !foreign) {
                findings.add(Found.at(
                                add.span(),
                                "Column " + column.name() + lack(step, column)
                                        + " and may not be null, so the migration fails if " + add.table()
                                        + " has a row.")
                        .about(add.table())
                        .example(example(step, add)));
            }
        }
    }

    private static String example(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = BareColumn.beside(step, add);
        return "ALTER TABLE " + add.table() + " ADD COLUMN " + BareColumn.definition(step, column)
                + ";\n-- fill it in batches"
                + BareColumn.rest(step, add.table(), column, add.span().to());
    }

    /** Whether the rows that are there get a value that is not null. */
    static boolean isFilled(Step step, Step.Action<TableAction.AddColumn> add) {
        ColumnDefinition column = add.action().column();
        Expression later = Domain.defaultOf(column, step.before());
        // What writes each row anew for another reason gives it the default of the domain on all versions.
        Name table = step.before().resolve(add.table());
        boolean rewritten =
                step.locks().stream().anyMatch(lock -> lock.table().equals(table) && lock.work() == Work.REWRITE);
        Expression value = rewritten ? later : Domain.valueOfOldRows(column, step.before(), step.version());
        return value != null && !value.isNull();
    }

    private static String lack(Step step, ColumnDefinition column) {
        return column.defaultValue() == null && Domain.defaultOf(column, step.before()) != null
                ? " gets the default of domain " + column.type().asName() + " in new rows only with PostgreSQL "
                        + step.version()
                : " has no default";
    }
}
