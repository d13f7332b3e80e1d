package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.Objects;
import java.util.stream.Collectors;

/** A foreign key whose own columns have no index, now or when the last migration has run. */
public final class ForeignKeyWithoutIndex implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ForeignKeyWithoutIndex.class)
            .title("Foreign key without an index on its columns")
            .harm(Category.PRACTICE, Severity.MEDIUM)
            .why("Each DELETE in the referenced table, and each UPDATE of its key, reads all of the referencing"
                    + " table while it holds its row locks.")
            .instead("Build an index that begins with the columns of the foreign key.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateTable create) {
            create.constraints().forEach(constraint -> check(step, create.name(), constraint, findings));
            create.columns().stream()
                    .flatMap(column -> column.constraints().stream())
                    .forEach(constraint -> check(step, create.name(), constraint, findings));
        }
        if (step.statement() instanceof Drop drop && drop.kind() == ObjectKind.INDEX) {
            drop.targets().forEach(target -> drop(step, target, findings));
        }
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            check(step, add.table(), add.action().constraint(), findings);
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            add.action().column().constraints().forEach(constraint -> check(step, add.table(), constraint, findings));
        }
    }

    /** One of the last index that begins with the columns. */
    private static void drop(Step step, Drop.Target target, Findings findings) {
        Table table = step.before().tableOfIndex(target.name());
        if (table == null) {
            return;
        }
        Schema behind = step.after();
        Table after = behind.tableOrUnknown(table.name());
        for (TableConstraint known : table.constraints()) {
            if (known.constraint() instanceof Constraint.ForeignKey key
                    && isIndexed(step.before(), table, key)
                    && !isIndexed(behind, after, key)) {
                findings.add(found(
                        step,
                        target.span(),
                        "Without index " + target.name() + ", no index of ",
                        table.name(),
                        table.name(),
                        key));
            }
        }
    }

    private static void check(Step step, Name table, Constraint constraint, Findings findings) {
        if (!(constraint instanceof Constraint.ForeignKey key)) {
            return;
        }
        Table known = step.after().tableOrUnknown(table);
        // Of a table that no migration has made, the indexes are not known.
        if (known.foreign()
                || isIndexed(step.after(), known, key)
                || (known.origin() == null && known.size() == null && !hasNewColumn(known, key))) {
            return;
        }
        findings.add(found(step, key.span(), "No index of ", table, step.after().resolve(table), key));
    }

    private static Found found(
            Step step, Span span, String none, Name table, Name resolved, Constraint.ForeignKey key) {
        String columns = key.columns().stream().map(Name::quoted).collect(Collectors.joining(", "));
        String index = Name.made(table.name(), String.join("_", key.columns()), "idx");
        return Found.at(
                        span,
                        none + table + " begins with " + columns + ", so each DELETE in " + key.references()
                                + " reads all of " + table + ".")
                .example(
                        step.after().tableOrUnknown(table).partitioned()
                                ? ConcurrentIndex.byPartition(step, table, "", index, "(" + columns + ")")
                                : "CREATE INDEX CONCURRENTLY " + Name.quoted(index) + " ON " + table + " (" + columns
                                        + ");")
                .unless(last -> isIndexedLater(last, resolved, key));
    }

    /** Its columns and its table may be called otherwise by then. */
    private static boolean isIndexedLater(Schema last, Name table, Constraint.ForeignKey key) {
        for (Table known : last.tables()) {
            for (TableConstraint constraint : known.constraints()) {
                if (constraint.constraint() instanceof Constraint.ForeignKey later
                        && later.span().equals(key.span())
                        && (known.name().equals(table) || last.table(table) == null)) {
                    return isIndexed(last, known, later);
                }
            }
        }
        return last.table(table) == null || isIndexed(last, last.tableOrUnknown(table), key);
    }

    private static boolean hasNewColumn(Table table, Constraint.ForeignKey key) {
        return key.columns().stream().anyMatch(name -> {
            Column column = table.column(name);
            return column != null && column.origin() != null;
        });
    }

    private static boolean isIndexed(Schema schema, Table table, Constraint.ForeignKey key) {
        return Parts.withParents(schema, table).indexes().stream()
                .anyMatch(index -> index.valid()
                        && index.leadsWith(key.columns())
                        && (index.where() == null || holdsForKeys(index, key)));
    }

    /** Whether a partial index leaves out only rows whose key is null, which refer to nothing. */
    private static boolean holdsForKeys(Index index, Constraint.ForeignKey key) {
        String where = Objects.requireNonNull(index.where())
                .text()
                .replaceAll("[\\s()\"]+", " ")
                .strip();
        return key.columns().size() == 1 && where.equalsIgnoreCase(key.columns().get(0) + " is not null");
    }
}
