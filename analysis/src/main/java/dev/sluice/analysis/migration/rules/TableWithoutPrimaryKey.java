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
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import org.jspecify.annotations.Nullable;

/** A table whose rows nobody can name. */
public final class TableWithoutPrimaryKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(TableWithoutPrimaryKey.class)
            .title("Table without a primary key")
            .harm(Category.PRACTICE, Severity.LOW)
            .why("Logical replication refuses its updates and deletes, and single rows cannot be changed or batched"
                    + " safely.")
            .instead("Give the table a primary key.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateTable create)
                || create.incomplete()
                || create.persistence() == CreateTable.Persistence.TEMPORARY
                || hasKey(step.after().table(step.before().place(create.name())))) {
            return;
        }
        Name name = step.before().place(create.name());
        findings.add(Found.at(create.span(), "Table " + create.name() + " has no primary key.")
                .unless(last -> last.table(name) == null || hasKey(last.table(name))));
    }

    private static boolean hasKey(@Nullable Table table) {
        return table != null
                && table.constraints().stream()
                        .anyMatch(constraint ->
                                constraint.constraint() instanceof Constraint.Unique unique && unique.primaryKey());
    }
}
