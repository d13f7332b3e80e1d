package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.CascadedViews;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A table or view that is dropped while a view still uses it. */
public final class DropUsedByView implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropUsedByView.class)
            .title("Drop of what a view uses")
            .harm(Category.FAILS, Severity.HIGH)
            .why("Without CASCADE PostgreSQL refuses, and the migration stops there; with it the view is gone"
                    + " without a word.")
            .instead("Change or drop the view first, in the same transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop)) {
            return;
        }
        boolean relation = drop.kind() == ObjectKind.TABLE
                || drop.kind() == ObjectKind.VIEW
                || drop.kind() == ObjectKind.MATERIALIZED_VIEW;
        for (Drop.Target target : relation ? drop.targets() : List.<Drop.Target>of()) {
            List<View> views = step.before().viewsOn(target.name()).stream()
                    .sorted(Comparator.comparing(view -> view.name().sql()))
                    .toList();
            if (!views.isEmpty()) {
                String end = drop.cascade() ? ", which is dropped with it." : ", so PostgreSQL refuses it.";
                String message = "Drops " + drop.kind().words() + " " + target.name() + ", which is used by "
                        + views.stream().map(view -> view.name().sql()).collect(Collectors.joining(", ")) + end;
                findings.add(Found.at(target.span(), message)
                        .severity(drop.cascade() ? Severity.MEDIUM : Severity.HIGH)
                        .example(String.join("\n", Cascade.drops(CascadedViews.of(step.before(), target.name())))));
            }
        }
    }
}
