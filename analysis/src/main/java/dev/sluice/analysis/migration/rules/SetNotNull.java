package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.NotNullProof;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import org.jspecify.annotations.Nullable;

/** A column that is made not null while everybody waits for the check of its rows. */
public final class SetNotNull implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(SetNotNull.class)
            .title("NOT NULL that is checked under an exclusive lock")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why("PostgreSQL reads the whole table to see that no row holds a null. Reads and writes wait meanwhile.")
            .instead("Let a CHECK that is validated in a step of its own prove it: from PostgreSQL 12 on SET NOT NULL"
                    + " then reads nothing. From 18 on a NOT NULL constraint itself can be NOT VALID first.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.SetNotNull> set : ConstraintRefusal.without(step, TableAction.SetNotNull.class)) {
            find(step, set.table(), set.action().column(), set.span(), findings);
        }
        for (Step.Action<TableAction.AddConstraint> add :
                ConstraintRefusal.without(step, TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.NotNull notNull && !notNull.notValid()) {
                find(step, add.table(), notNull.column(), add.span(), findings);
            }
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            ColumnDefinition column = add.action().column();
            if (step.version().isAtLeast(18) && column.generation() == Generation.VIRTUAL && column.notNull()) {
                Found found = found(step, add.table(), column.name(), add.span());
                String nullable = step.sql(add.span()).replaceFirst("(?is)\\s+not\\s+null\\b", "");
                findings.add(found.example("ALTER TABLE " + add.table() + " " + nullable + ";\n" + found.example()));
            }
        }
    }

    private static void find(Step step, Name table, String column, Span span, Findings findings) {
        if (!NotNullProof.isProven(step.before(), step.tableBehindDrops(table), column, step.version())) {
            findings.add(found(step, table, column, span));
        }
    }

    private static Found found(Step step, Name table, String column, Span span) {
        String message = "Reads all of " + table + " for nulls in " + column
                + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
        return Found.at(span, message).about(table).example(example(step, table, column));
    }

    /** The constraint that says the same and only has to be validated; null where there is none. */
    private static @Nullable String unvalidated(Table table, String column) {
        return table.constraints().stream()
                .filter(known -> !known.valid())
                .filter(known -> (known.constraint() instanceof Constraint.NotNull notNull
                                && notNull.notValid()
                                && notNull.column().equals(column))
                        || (known.constraint() instanceof Constraint.Check check
                                && check.notValid()
                                && check.notNullColumns().contains(column)))
                .map(TableConstraint::name)
                .findFirst()
                .orElse(null);
    }

    /** From which version on the server knows that way, as part of a comment; empty where all do. */
    static String since(Step step) {
        return step.version().isAtLeast(18) ? ", on PostgreSQL 18 and newer" : "";
    }

    /** How a column becomes not null without a scan under an exclusive lock. */
    static String example(Step step, Name table, String column) {
        String name = Name.quoted(Name.made(table.name(), column, "not_null"));
        String alter = "ALTER TABLE " + table + " ";
        String quoted = Name.quoted(column);
        String begun = unvalidated(step.tableBehindDrops(table), column);
        if (begun != null) {
            return "-- in a transaction before:\n" + alter + "VALIDATE CONSTRAINT " + Name.quoted(begun) + ";";
        }
        if (step.version().isAtLeast(18)) {
            return alter + "ADD CONSTRAINT " + name + " NOT NULL " + quoted + " NOT VALID;\n"
                    + "-- in another transaction:\n"
                    + alter + "VALIDATE CONSTRAINT " + name + ";";
        }
        String proof = alter + "ADD CONSTRAINT " + name + " CHECK (" + quoted + " IS NOT NULL) NOT VALID;\n"
                + "-- in another transaction:\n"
                + alter + "VALIDATE CONSTRAINT " + name + ";";
        // Before 12 the CHECK has to stay, since SET NOT NULL would read the table nevertheless.
        return step.version().isAtLeast(12)
                ? proof + "\n-- in a third one:\n" + alter + "ALTER COLUMN " + quoted + " SET NOT NULL;\n" + alter
                        + "DROP CONSTRAINT " + name + ";"
                : proof;
    }
}
