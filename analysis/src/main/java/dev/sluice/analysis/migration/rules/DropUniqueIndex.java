package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.HashSet;
import java.util.Objects;
import java.util.stream.Collectors;

/** A unique index that is dropped, with what it guarantees. One of a constraint PostgreSQL does not drop. */
public final class DropUniqueIndex implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropUniqueIndex.class)
            .title("Unique index that is dropped")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .why("Duplicates can be written from then on, and an INSERT with ON CONFLICT on its columns fails.")
            .instead("See that nothing relies on it. Where another one takes its place, build that one first.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.INDEX) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            Index index = step.before().index(target.name());
            Table table = step.before().tableOfIndex(target.name());
            if (index != null && table != null && !step.isNew(table.name())) {
                check(step, target, table.name(), index, findings);
            }
        }
    }

    private static void check(Step step, Drop.Target target, Name table, Index index, Findings findings) {
        boolean unique = index.unique() && index.valid() && !index.constraint();
        if (!unique || isLeft(step.after(), table, index)) {
            return;
        }
        String keys = index.keys().stream()
                .map(key -> key.column() ? Name.quoted(key.text()) : key.text())
                .collect(Collectors.joining(", "));
        findings.add(Found.at(
                        target.span(),
                        "Without unique index " + target.name() + ", rows of " + table + " may have the same " + keys
                                + ", and ON CONFLICT (" + keys + ") fails.")
                .about(table)
                .unless(last -> last.table(table) == null || isLeft(last, table, index)));
    }

    /** Whether another unique index has the same keys, in whatever order. */
    private static boolean isLeft(Schema schema, Name table, Index dropped) {
        return schema.tableOrUnknown(table).indexes().stream()
                .anyMatch(index -> index.unique()
                        && index.valid()
                        && index.nullsNotDistinct() == dropped.nullsNotDistinct()
                        && Objects.equals(where(index), where(dropped))
                        && new HashSet<CreateIndex.Key>(index.keys()).equals(new HashSet<>(dropped.keys())));
    }

    private static String where(Index index) {
        return index.where() == null ? "" : index.where().text();
    }
}
