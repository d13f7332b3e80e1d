package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** ADD GENERATED AS IDENTITY on a column that may hold null, or has a default. */
public final class IdentityOnNullableColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(IdentityOnNullableColumn.class)
            .title("Identity for a column that may be null or has a default")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses to make a column an identity that is not NOT NULL before, or has a default.")
            .instead(
                    "Make the column not null first, by a CHECK that is validated in a step of its own, and drop its default.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddIdentity> add :
                ConstraintRefusal.without(step, TableAction.AddIdentity.class)) {
            Column column = step.table(add.table()).column(add.action().column());
            boolean made = add.alter().actions().stream()
                    .anyMatch(action -> action instanceof TableAction.SetNotNull set
                            && set.column().equals(add.action().column()));
            if (column != null && column.type() != null && !column.notNull() && !made) {
                String name = Name.quoted(column.name());
                findings.add(Found.at(
                                add.span(),
                                "Column " + name + " of " + add.table()
                                        + " may be null, so PostgreSQL refuses to make it an identity.")
                        .example(SetNotNull.example(step, add.table(), column.name()) + "\n-- then:\n"
                                + step.sql(add.alter().span()) + ";"));
            }
            Column left = step.tableBehindDrops(add.table()).column(add.action().column());
            if (left != null && left.hasDefault()) {
                String name = Name.quoted(left.name());
                String message = "Column " + name + " of " + add.table()
                        + " has a default, so PostgreSQL refuses to make it an identity.";
                findings.add(Found.at(add.span(), message)
                        .example("ALTER TABLE " + add.table() + " ALTER COLUMN " + name + " DROP DEFAULT, "
                                + step.sql(add.span()) + ";"));
            }
        }
    }
}
