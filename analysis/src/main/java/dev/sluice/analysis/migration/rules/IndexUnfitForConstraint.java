package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An index that cannot become a primary key or a unique constraint. */
public final class IndexUnfitForConstraint implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(IndexUnfitForConstraint.class)
            .title("Constraint by an index that cannot be one")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "PostgreSQL makes a constraint only of a unique index on whole columns and all rows, in the order of"
                            + " the columns' types and collations, that belongs to no other one. It refuses the statement. The migration fails.")
            .instead("Build such an index with CONCURRENTLY first, outside of a transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add : step.actions(TableAction.AddConstraint.class)) {
            if (!(add.action().constraint() instanceof Constraint.Unique unique) || unique.usingIndex() == null) {
                continue;
            }
            String used = unique.usingIndex();
            Table table = step.tableBehindDrops(add.table());
            Index index = table.indexesByName().get(used);
            if (index == null) {
                renamed(table, used)
                        .ifPresent(constraint -> findings.add(Found.at(
                                add.span(),
                                "Makes a constraint of index " + Name.quoted(used) + ", which belongs to constraint "
                                        + Name.quoted(constraint) + " and is called so: PostgreSQL refuses that.")));
            }
            if (index == null || (index.origin() != null && !index.origin().certain())) {
                continue;
            }
            String flaw = IndexFlaw.of(index, table, unique.primaryKey(), step.version());
            if (!flaw.isEmpty()) {
                String message = "Makes a constraint of index " + Name.quoted(index.name()) + ", which " + flaw
                        + ": PostgreSQL refuses that.";
                findings.add(Found.at(add.span(), message).example(example(step, add, index)));
            }
        }
    }

    /** The constraint that an index has become, with another name than the index had. */
    private static Optional<String> renamed(Table table, String index) {
        return table.constraints().stream()
                .filter(known -> known.constraint() instanceof Constraint.Unique unique
                        && index.equals(unique.usingIndex())
                        && table.indexesByName().containsKey(known.name()))
                .map(TableConstraint::name)
                .findFirst();
    }

    private static String example(Step step, Step.Action<TableAction.AddConstraint> add, Index index) {
        List<String> keys = IndexFlaw.columns(index);
        if (keys.isEmpty() || index.constraint() || step.isPartitioned(add.table())) {
            return "";
        }
        String columns = keys.stream().map(Name::quoted).collect(Collectors.joining(", "));
        String name = Name.quoted(Name.made(index.name(), "unique"));
        Constraint constraint = add.action().constraint();
        String named = constraint.name() == null ? "" : "CONSTRAINT " + Name.quoted(constraint.name()) + " ";
        boolean primary = constraint instanceof Constraint.Unique key && key.primaryKey();
        return "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + add.table() + " (" + columns + ");\n"
                + "ALTER TABLE " + add.table() + " ADD " + named + (primary ? "PRIMARY KEY" : "UNIQUE")
                + " USING INDEX " + name + ";";
    }
}
