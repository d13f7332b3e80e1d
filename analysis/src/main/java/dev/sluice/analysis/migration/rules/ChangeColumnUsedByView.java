package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A column that is dropped or gets another type while a view names it. */
public final class ChangeColumnUsedByView implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeColumnUsedByView.class)
            .title("Column of a view that is dropped or gets another type")
            .harm(Category.FAILS, Severity.MEDIUM)
            .why(
                    "PostgreSQL refuses it while a view or materialized view uses the column, and the migration stops there.")
            .instead("Drop the view first and make it again behind the change, in the same transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AlterType> alter : step.actions(TableAction.AlterType.class)) {
            report(step, alter.table(), alter.action().column(), alter.span(), "Changes the type of", findings);
        }
        for (Step.Action<TableAction.DropColumn> drop : step.actions(TableAction.DropColumn.class)) {
            if (!drop.action().cascade()) {
                report(step, drop.table(), drop.action().column(), drop.span(), "Drops", findings);
            }
        }
    }

    private static void report(Step step, Name table, String column, Span span, String what, Findings findings) {
        Name relation = step.before().resolve(table);
        List<View> views = step.before().viewsOn(table).stream()
                .filter(view -> view.mayRead(relation, column))
                .sorted(Comparator.comparing((View view) -> !view.reads(relation, column))
                        .thenComparing(view -> view.name().sql()))
                .toList();
        if (!views.isEmpty()) {
            boolean sure = views.get(0).reads(relation, column);
            String message = what + " column " + column + " of " + table
                    + (sure
                            ? ", which PostgreSQL refuses, since it is used by "
                            : ", which PostgreSQL refuses if a view that reads " + table + " uses it: ")
                    + views.stream()
                            .map(view -> (sure && !view.reads(relation, column) ? "perhaps " : "")
                                    + view.name().sql())
                            .collect(Collectors.joining(", "))
                    + ".";
            findings.add(Found.at(span, message)
                    .example("DROP " + (views.get(0).materialized() ? "MATERIALIZED VIEW " : "VIEW ")
                            + views.get(0).name() + ";"));
        }
    }
}
