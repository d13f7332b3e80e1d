package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;

/** A column that is dropped, with its data and whatever was built on it. */
public final class DropColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropColumn.class)
            .title("Column that is dropped")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("The data are gone, and so are the indexes and constraints on the column, without a word. An"
                    + " application that still reads or writes the column fails at once.")
            .instead("Release an application that no longer uses the column first, and drop it in a later migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.DropColumn> drop : step.actions(TableAction.DropColumn.class)) {
            String column = drop.action().column();
            if (ColumnRefusal.of(step, drop.alter(), drop.action()) != null) {
                continue;
            }
            List<String> indexes = step.table(drop.table()).indexes().stream()
                    .filter(index -> index.columns().contains(column))
                    .map(Index::name)
                    .sorted()
                    .toList();
            String also = indexes.isEmpty()
                    ? ""
                    : (indexes.size() == 1 ? " and its index " : " and its indexes ") + String.join(", ", indexes);
            Cascade cascade = cascade(step, drop);
            String others = cascade.locked(step.othersLockedBy(drop.span(), drop.table()));
            String locks = others.isEmpty() ? "" : ", under an ACCESS EXCLUSIVE lock on " + others + " too";
            String message = "Drops column " + column + " of " + drop.table() + " with its data" + also
                    + (hasForeignKey(step, drop) ? ", and its foreign keys" : "") + cascade.words() + locks + ".";
            Found found = Found.at(drop.span(), message)
                    .about(drop.table())
                    .example("-- in the migration after the release that no longer uses the column:\n"
                            + "SET lock_timeout = '2s';\n"
                            + cascade.first()
                            + "ALTER TABLE " + (drop.alter().only() ? "ONLY " : "") + drop.table() + " "
                            + Cascade.without(step.sql(drop.span())) + ";");
            findings.add(cascade.isEmpty() ? found : found.instead(INFO.instead() + Cascade.INSTEAD));
        }
    }

    private static Cascade cascade(Step step, Step.Action<TableAction.DropColumn> drop) {
        return drop.action().cascade()
                ? Cascade.ofColumn(step.before(), drop.table(), drop.action().column())
                : Cascade.NONE;
    }

    private static boolean hasForeignKey(Step step, Step.Action<TableAction.DropColumn> drop) {
        return References.of(step.table(drop.table())).stream()
                .anyMatch(key -> key.columns().contains(drop.action().column()));
    }
}
