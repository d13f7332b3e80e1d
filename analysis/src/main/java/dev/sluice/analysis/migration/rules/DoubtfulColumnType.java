package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.Map;

/** A column of a type that PostgreSQL's users have come to regret. */
public final class DoubtfulColumnType implements MigrationRule {

    private static final Map<String, String> BETTER = Map.of(
            "json", "jsonb, which has equality and indexes and is read without parsing",
            "money", "numeric, since money depends on the server's locale",
            "character", "text, since character pads each value with spaces",
            "timestamp without time zone", "timestamptz, since without a zone two clients read two times",
            "time with time zone", "timestamptz or time, since a time without its date has no zone");

    private static final RuleInfo INFO = RuleInfo.of(DoubtfulColumnType.class)
            .title("Column type with a better one beside it")
            .harm(Category.PRACTICE, Severity.LOW)
            .why("A type is chosen once: changing it later writes the whole table anew.")
            .instead("Take the type that is named now, while the column is empty.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateTable create) {
            create.columns().forEach(column -> check(create.name(), column, findings));
        }
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            check(add.table(), add.action().column(), findings);
        }
    }

    private static void check(Name table, ColumnDefinition column, Findings findings) {
        String better = BETTER.get(column.type().name());
        if (better != null) {
            String message = "Column " + column.name() + " of " + table + " is of type "
                    + column.type().sql() + ".";
            findings.add(Found.at(column.type().span(), message).instead("Use " + better + "."));
        }
    }
}
