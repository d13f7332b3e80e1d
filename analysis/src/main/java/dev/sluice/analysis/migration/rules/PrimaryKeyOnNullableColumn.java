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
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A primary key that takes over an index, of which a column may still be null. */
public final class PrimaryKeyOnNullableColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(PrimaryKeyOnNullableColumn.class)
            .title("Primary key on a column that may be null")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why("The key makes its columns not null, for which PostgreSQL reads the whole table. Reads and writes"
                    + " wait meanwhile.")
            .instead("Make the columns not null first, by a CHECK that is validated in a step of its own.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.Unique key
                    && key.primaryKey()
                    && key.usingIndex() != null) {
                check(step, add, key.usingIndex(), findings);
            }
        }
    }

    private static void check(
            Step step, Step.Action<TableAction.AddConstraint> add, String indexName, Findings findings) {
        Table table = step.table(add.table());
        Table found = step.tableBehindDrops(add.table());
        Index index = table.indexesByName().get(indexName);
        List<String> columns = index == null ? List.of() : index.columns();
        List<String> open = columns.stream()
                .filter(column -> !NotNullProof.isProven(step.before(), found, column, step.version()))
                .toList();
        if (open.isEmpty() && !columns.isEmpty()) {
            return;
        }
        boolean known = open.stream().map(table::column).anyMatch(column -> column != null && column.type() != null);
        String which = open.isEmpty() ? "the columns of index " + Name.quoted(indexName) : String.join(", ", open);
        String message =
                "Reads all of " + add.table() + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes,"
                        + " unless " + which + " cannot be null already.";
        Found reading = Found.at(add.span(), message).about(add.table()).example(example(add.table(), open));
        findings.add(known ? reading.severity(Severity.HIGH) : reading);
    }

    private static String example(Name table, List<String> columns) {
        if (columns.isEmpty()) {
            return "";
        }
        return alter(table, columns, "ADD CONSTRAINT %1$s CHECK (%2$s IS NOT NULL) NOT VALID")
                + "-- in another transaction:\n"
                + alter(table, columns, "VALIDATE CONSTRAINT %1$s")
                + "-- in a third one, then the key:\n"
                + alter(table, columns, "ALTER COLUMN %2$s SET NOT NULL");
    }

    /** One statement with that action for each column. */
    private static String alter(Name table, List<String> columns, String action) {
        return "ALTER TABLE " + table + " "
                + columns.stream()
                        .map(column -> String.format(
                                Locale.ROOT,
                                action,
                                Name.quoted(Name.made(table.name(), column, "not_null")),
                                Name.quoted(column)))
                        .collect(Collectors.joining(", "))
                + ";\n";
    }
}
