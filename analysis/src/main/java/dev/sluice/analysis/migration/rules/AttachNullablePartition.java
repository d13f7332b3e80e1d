package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction.AttachPartition;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A partition whose columns may be null where those of the partitioned table may not. */
public final class AttachNullablePartition implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AttachNullablePartition.class)
            .title("Partition attached whose columns may be null")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "PostgreSQL refuses a partition with a column that is not marked NOT NULL where that of the partitioned"
                            + " table is, whatever its rows and its CHECKs say. The migration fails.")
            .instead(
                    "Make the column NOT NULL first, by a constraint that is NOT VALID and validated in another transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<AttachPartition> attach : step.actions(AttachPartition.class)) {
            List<String> nullable = nullable(step, attach);
            if (!nullable.isEmpty()) {
                Name partition = attach.action().partition();
                String message = "Attaches " + partition + ", whose " + (nullable.size() == 1 ? "column " : "columns ")
                        + String.join(", ", nullable) + " may be null, to " + attach.table()
                        + ", where " + (nullable.size() == 1 ? "that is" : "those are")
                        + " NOT NULL: PostgreSQL refuses it.";
                String first = nullable.stream()
                        .map(column -> SetNotNull.example(step, partition, column))
                        .collect(Collectors.joining("\n"));
                findings.add(Found.at(attach.span(), message)
                        .example(first + "\n-- then, unless a CHECK proves them already, the bounds:\n"
                                + AttachPartitionWithoutCheck.example(step, attach)));
            }
        }
    }

    /** The columns for which PostgreSQL refuses it without a look at the rows, by their names. */
    static List<String> nullable(Step step, Step.Action<AttachPartition> attach) {
        Table child = step.table(attach.action().partition());
        return !child.complete()
                ? List.of()
                : step.table(attach.table()).columns().stream()
                        .filter(Column::notNull)
                        .map(Column::name)
                        .filter(name -> isNullable(child.column(name)))
                        .sorted()
                        .toList();
    }

    private static boolean isNullable(@Nullable Column column) {
        return column != null && column.type() != null && !column.notNull();
    }
}
