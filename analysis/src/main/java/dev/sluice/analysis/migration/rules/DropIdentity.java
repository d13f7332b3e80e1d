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
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** An identity column that gets no more numbers by itself. */
public final class DropIdentity implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropIdentity.class)
            .title("Identity dropped from a column")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why(
                    "The column stays NOT NULL, so each insert that leaves it out fails from then on. Its sequence is dropped,"
                            + " and with it how far the numbers are.")
            .instead("Give the column a default in the same transaction: a sequence of its own that goes on behind the"
                    + " largest number in use.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.SetColumnOption> drop :
                ConstraintRefusal.without(step, TableAction.SetColumnOption.class)) {
            Name table = drop.table();
            String name = drop.action().column();
            Column known = step.table(table).column(name);
            // With IF EXISTS, it leaves a column as it is that is no identity.
            boolean none = known != null && known.type() != null && known.generation() != Generation.IDENTITY;
            if (!drop.action().option().equals("drop identity") || none) {
                continue;
            }
            Name sequence = table.sibling(Name.made(table.name(), name, "numbers"));
            String column = Name.quoted(name);
            findings.add(Found.at(
                            drop.span(),
                            "Inserts into " + table + " that do not name " + name
                                    + " fail once its identity is dropped, which takes an ACCESS EXCLUSIVE lock.")
                    .about(table)
                    .unless(last -> isFilled(last, table, name))
                    .example("CREATE SEQUENCE " + sequence + ";\n" + "SELECT setval('"
                            + sequence.sql().replace("'", "''") + "', (SELECT max(" + column + ") FROM " + table
                            + "));\n" + "ALTER TABLE " + table + " ALTER COLUMN " + column + " DROP IDENTITY,\n"
                            + "    ALTER COLUMN " + column + " SET DEFAULT nextval('"
                            + sequence.sql().replace("'", "''") + "');"));
        }
    }

    private static boolean isFilled(Schema last, Name table, String name) {
        Column column = last.tableOrUnknown(table).column(name);
        return column != null && (column.hasDefault() || column.generation() == Generation.IDENTITY);
    }
}
