package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.DefaultValue;
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

/** A new column whose default is another one for each row. */
public final class AddColumnWithVolatileDefault implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddColumnWithVolatileDefault.class)
            .title("New column with a volatile default")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("A default that differs from row to row cannot be kept in the catalog, so PostgreSQL writes the"
                    + " table and all its indexes anew. Reads and writes wait meanwhile.")
            .instead(
                    "Add the column without a default, set the default for new rows, and fill the old rows in batches.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            ColumnDefinition column = add.action().column();
            Expression value = Domain.valueOfOldRows(column, step.before(), step.version());
            DefaultValue cost = DefaultValue.of(value, step.before());
            if (value == null || cost == DefaultValue.SAME_FOR_ALL) {
                continue;
            }
            boolean known = cost == DefaultValue.FOR_EACH_ROW;
            boolean own = column.defaultValue() != null;
            String message = (known ? "Writes all of " : "May write all of ") + add.table()
                    + " anew under an ACCESS EXCLUSIVE lock, since the default of "
                    + (own ? column.name() : "domain " + column.type().asName())
                    + (known ? " differs from row to row." : " calls a function that may be volatile.");
            Found found = Found.at(own ? value.span() : column.type().span(), message)
                    .about(add.table())
                    .example(example(step, add, value));
            findings.add(known ? found : found.severity(Severity.MEDIUM));
        }
    }

    private static String example(Step step, Step.Action<TableAction.AddColumn> add, Expression value) {
        ColumnDefinition column = BareColumn.beside(step, add);
        Name table = add.table();
        String alter = "ALTER TABLE " + table + " ";
        String name = Name.quoted(column.name());
        return alter + "ADD COLUMN " + BareColumn.definition(step, column)
                + (column.defaultValue() == null ? " DEFAULT NULL" : "") + ";\n"
                + alter + "ALTER COLUMN " + name + " SET DEFAULT " + value.text() + ";\n"
                + "-- again and again, each time in a transaction of its own, until no row is changed:\n"
                + "UPDATE " + table + " SET " + name + " = " + value.text() + "\n"
                + Batches.where(table, name + " IS NULL") + ";"
                + BareColumn.rest(step, table, column, add.span().to());
    }
}
