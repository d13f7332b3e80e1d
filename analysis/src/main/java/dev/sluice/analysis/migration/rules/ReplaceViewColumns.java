package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.schema.ViewTypes;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.ViewColumn;
import java.util.List;

/** CREATE OR REPLACE VIEW that drops, renames or reorders columns. */
public final class ReplaceViewColumns implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ReplaceViewColumns.class)
            .title("View replaced by one with other columns")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "CREATE OR REPLACE VIEW may only add columns at the end. PostgreSQL refuses it where one of the old columns"
                            + " is missing or has another name, place or type.")
            .instead("Drop the view and make it anew in one transaction, or add columns at the end only.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateObject create)
                || create.kind() != ObjectKind.VIEW
                || !create.replace()
                || create.columns() == null) {
            return;
        }
        View view = step.before().view(step.before().place(create.name()));
        if (view != null && view.columns() != null && !view.materialized()) {
            String wrong = wrong(view.columns(), ViewTypes.found(step.before(), create.columns()));
            if (!wrong.isEmpty()) {
                String message = "Replaces view " + create.name() + " by one " + wrong + ", which PostgreSQL refuses.";
                findings.add(Found.at(create.span(), message)
                        .example(Apart.together(
                                step, "DROP VIEW " + create.name() + ";\n" + step.sql(create.span()) + ";")));
            }
        }
    }

    private static String wrong(List<ViewColumn> old, List<ViewColumn> now) {
        if (now.size() < old.size()) {
            return "with fewer columns";
        }
        for (int i = 0; i < old.size(); i++) {
            String before = old.get(i).name();
            String after = now.get(i).name();
            if (!before.isEmpty() && !after.isEmpty() && !before.equals(after)) {
                return "with " + Name.quoted(after) + " in the place of " + Name.quoted(before);
            }
            DataType type = old.get(i).type();
            DataType other = now.get(i).type();
            if (type != null && other != null && ViewTypes.differ(type, other)) {
                return "with " + Name.quoted(after) + " as " + other.sql() + " instead of " + type.sql();
            }
        }
        return "";
    }
}
