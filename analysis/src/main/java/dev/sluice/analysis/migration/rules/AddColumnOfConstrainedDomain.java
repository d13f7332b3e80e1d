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
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A new column of a domain with a constraint, to which each existing row is held. */
public final class AddColumnOfConstrainedDomain implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddColumnOfConstrainedDomain.class)
            .title("New column of a domain with a constraint")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("PostgreSQL holds each row to the domain's constraint, even when the column is null everywhere,"
                    + " and writes the table and all its indexes anew to do so. Reads and writes wait meanwhile.")
            .instead("Add the column with the domain's base type, and the constraint as a CHECK that is NOT VALID"
                    + " first.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            DataType type = add.action().column().type();
            Name name = type.asName();
            Domain domain = step.before().domain(name);
            if (domain != null && domain.constrained() && type.dimensions() == 0) {
                String message =
                        "Writes all of " + add.table() + " anew under an ACCESS EXCLUSIVE lock to hold each row to the"
                                + " constraint of domain " + name + ".";
                findings.add(Found.at(type.span(), message).about(add.table()).example(example(step, add, domain)));
            }
        }
    }

    /** Nobody may take a condition for the domain's that is none: where it is not known, the place is left open. */
    private static String example(Step step, Step.Action<TableAction.AddColumn> add, Domain domain) {
        ColumnDefinition column = add.action().column();
        Name table = add.table();
        String alter = "ALTER TABLE " + table + " ";
        String name = Name.quoted(column.name());
        Expression value = Domain.defaultOf(column, step.before());
        boolean same = DefaultValue.of(value, step.before()) == DefaultValue.SAME_FOR_ALL;
        String condition = domain.conditionOn(column.name());
        String filling = value == null || same
                ? ""
                : alter + "ALTER COLUMN " + name + " SET DEFAULT " + value.text() + ";\n"
                        + "-- again and again, each time in a transaction of its own, until no row is changed:\n"
                        + "UPDATE " + table + " SET " + name + " = " + value.text() + "\n"
                        + Batches.where(table, name + " IS NULL") + ";\n-- then:\n";
        return alter + "ADD COLUMN " + BareColumn.definition(step, column, domain)
                + (value == null || !same ? "" : " DEFAULT " + value.text()) + ";\n"
                + filling
                + NotValidFirst.sql(
                        table,
                        Name.made(table.name(), column.name(), "domain_check"),
                        "CHECK (" + (condition == null ? "/* the domain's condition */" : condition) + ")")
                + BareColumn.rest(step, table, column, add.span().to());
    }
}
