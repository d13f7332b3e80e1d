package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A unique index or key of a partitioned table that leaves a column of its partition key out. */
public final class UniqueWithoutPartitionKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(UniqueWithoutPartitionKey.class)
            .title("Unique key of a partitioned table without its partition key")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "Each partition has an index of its own, which cannot see the rows of the others, so PostgreSQL takes only"
                            + " unique keys that hold all columns of the partition key.")
            .instead("Add the columns of the partition key, or make the key unique in each partition.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateIndex create && create.unique()) {
            List<String> columns = create.keys().stream()
                    .filter(CreateIndex.Key::column)
                    .map(CreateIndex.Key::text)
                    .toList();
            Table table = step.table(create.table());
            boolean read = !create.keys().isEmpty();
            check(create.clause(), table.name(), read ? table.partitionKey() : List.of(), columns, findings);
        } else if (step.statement() instanceof CreateTable create && create.partitioned()) {
            create.constraints()
                    .forEach(constraint -> check(constraint, create.name(), create.partitionKey(), findings));
            create.columns().stream()
                    .flatMap(column -> column.constraints().stream())
                    .forEach(constraint -> check(constraint, create.name(), create.partitionKey(), findings));
        }
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            Table table = step.table(add.table());
            check(add.action().constraint(), table.name(), table.partitionKey(), findings);
        }
    }

    private static void check(Constraint constraint, Name table, List<String> partitionKey, Findings findings) {
        if (constraint instanceof Constraint.Unique unique && !unique.columns().isEmpty()) {
            check(unique.span(), table, partitionKey, unique.columns(), findings);
        }
    }

    private static void check(
            Span span, Name table, List<String> partitionKey, List<String> columns, Findings findings) {
        Set<String> missing = new HashSet<>(partitionKey);
        columns.forEach(missing::remove);
        if (!missing.isEmpty()) {
            findings.add(Found.at(
                    span,
                    "Is to be unique on " + table + " without "
                            + missing.stream()
                                    .sorted()
                                    .map(UniqueWithoutPartitionKey::shown)
                                    .collect(Collectors.joining(", "))
                            + ", by which the table is partitioned: PostgreSQL refuses that."));
        }
    }

    private static String shown(String key) {
        return key.contains("(") ? key : Name.quoted(key);
    }
}
