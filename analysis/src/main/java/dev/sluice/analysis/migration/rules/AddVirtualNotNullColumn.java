package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A new column that PostgreSQL computes when it is read, and that may not be null in any row that exists. */
public final class AddVirtualNotNullColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddVirtualNotNullColumn.class)
            .title("New virtual generated column that is NOT NULL")
            .harm(Category.BLOCKS, Severity.HIGH)
            .versions(VersionRange.since(18))
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN, VersionRange.since(18))
            .why(
                    "PostgreSQL reads the whole table and computes the value of each row to see that none is null. Reads and"
                            + " writes wait meanwhile.")
            .instead(
                    "Add the column without NOT NULL, which reads nothing, then NOT NULL as a constraint that is NOT VALID,"
                            + " and validate it in another transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            ColumnDefinition column = add.action().column();
            if (column.generation() == ColumnDefinition.Generation.VIRTUAL && column.notNull()) {
                String message = "Reads all of " + add.table() + " to see that " + column.name()
                        + " is never null under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
                findings.add(Found.at(add.span(), message).about(add.table()).example(example(step, add)));
            }
        }
    }

    private static String example(Step step, Step.Action<TableAction.AddColumn> add) {
        String alter = "ALTER TABLE " + add.table() + " ";
        String column = add.action().column().name();
        String name = Name.quoted(Name.made(add.table().name(), column, "not_null"));
        String nullable = step.sql(add.span()).replaceFirst("(?is)\\s+not\\s+null\\b", "");
        return alter + nullable + ";\n" + alter + "ADD CONSTRAINT " + name + " NOT NULL " + Name.quoted(column)
                + " NOT VALID;\n" + "-- in another transaction:\n" + alter + "VALIDATE CONSTRAINT " + name + ";";
    }
}
