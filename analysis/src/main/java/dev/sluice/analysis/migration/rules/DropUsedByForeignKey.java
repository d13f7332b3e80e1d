package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table or key that is dropped, or a table that is emptied, while a foreign key of another table refers to it. */
public final class DropUsedByForeignKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropUsedByForeignKey.class)
            .title("Drop of what a foreign key refers to")
            .harm(Category.FAILS, Severity.HIGH)
            .why("Without CASCADE PostgreSQL refuses, be the other table empty or not, and the migration stops there.")
            .instead("Drop the foreign key first, which locks both tables for a moment.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof Drop drop && drop.kind() == ObjectKind.TABLE && !drop.cascade()) {
            Set<Name> targets = resolved(step, drop.targets().stream().map(Drop.Target::name));
            drop.targets()
                    .forEach(target -> report(
                            step,
                            target.span(),
                            target.name(),
                            "Drops table " + target.name(),
                            owners(step, target.name(), targets),
                            key -> true,
                            findings));
        }
        if (step.statement() instanceof Drop drop && drop.kind() == ObjectKind.INDEX && !drop.cascade()) {
            drop.targets().forEach(target -> checkIndex(step, target, findings));
        }
        if (step.statement() instanceof Maintenance.Truncate truncate && !truncate.cascade()) {
            Set<Name> tables = resolved(step, truncate.tables().stream());
            truncate.tables()
                    .forEach(table -> report(
                            step,
                            truncate.span(),
                            table,
                            "Empties " + table,
                            owners(step, table, tables),
                            key -> true,
                            findings));
        }
        for (Step.Action<TableAction.DropColumn> drop : step.actions(TableAction.DropColumn.class)) {
            if (!drop.action().cascade()) {
                String column = drop.action().column();
                References references = new References(step.before(), drop.table());
                report(
                        step,
                        drop.span(),
                        drop.table(),
                        "Drops column " + column + " of " + drop.table(),
                        references.ownersBy(column),
                        references.keysBy(column)::contains,
                        findings);
            }
        }
        for (Step.Action<TableAction.DropConstraint> drop : step.actions(TableAction.DropConstraint.class)) {
            TableConstraint known =
                    step.table(drop.table()).constraint(drop.action().constraint());
            if (!drop.action().cascade() && known != null && known.constraint() instanceof Constraint.Unique unique) {
                Set<Name> owners = new References(step.before(), drop.table()).ownersBy(unique);
                report(
                        step,
                        drop.span(),
                        drop.table(),
                        "Drops constraint " + Name.quoted(known.name()),
                        owners,
                        key -> key.referencedColumns().isEmpty()
                                || unique.columns().containsAll(key.referencedColumns()),
                        findings);
            }
        }
    }

    /** A unique index by which foreign keys find their rows; where another one has the same columns, they may go by that. */
    private static void checkIndex(Step step, Drop.Target target, Findings findings) {
        Index index = step.before().index(target.name());
        Table table = step.before().tableOfIndex(target.name());
        if (index == null
                || table == null
                || index.constraint()
                || !isForKeys(index)
                || table.indexes().stream()
                        .anyMatch(other -> !other.name().equals(index.name())
                                && isForKeys(other)
                                && Set.copyOf(other.columns()).equals(Set.copyOf(index.columns())))) {
            return;
        }
        Constraint.Unique columns =
                new Constraint.Unique(target.span(), null, false, index.columns(), List.of(), false, null);
        References references = new References(step.before(), table.name());
        report(
                step,
                target.span(),
                table.name(),
                "Drops index " + target.name(),
                references.ownersBy(columns),
                references.keysBy(columns)::contains,
                findings);
    }

    private static boolean isForKeys(Index index) {
        return index.unique()
                && index.valid()
                && index.where() == null
                && index.columns().size() == index.keys().size();
    }

    /** Those that are not named in the statement too. */
    private static Set<Name> owners(Step step, Name table, Set<Name> named) {
        Set<Name> owners = new LinkedHashSet<>(new References(step.before(), table).owners());
        owners.removeIf(named::contains);
        return owners;
    }

    private static Set<Name> resolved(Step step, Stream<Name> names) {
        return names.map(step.before()::resolve).collect(Collectors.toSet());
    }

    private static void report(
            Step step,
            Span span,
            Name table,
            String what,
            Set<Name> owners,
            Predicate<Constraint.ForeignKey> which,
            Findings findings) {
        if (owners.isEmpty()) {
            return;
        }
        boolean certain = owners.stream()
                .map(owner -> step.table(owner).origin())
                .anyMatch(origin -> origin == null || origin.certain() || Origin.CATALOG.equals(origin));
        List<Name> sorted =
                owners.stream().sorted(Comparator.comparing(Name::sql)).toList();
        String who = sorted.stream().map(Name::sql).collect(Collectors.joining(", "));
        findings.add(Found.at(span, what + ", to which a foreign key of " + who + " refers, so PostgreSQL refuses it.")
                .severity(certain ? Severity.HIGH : Severity.MEDIUM)
                .example(sorted.stream()
                        .flatMap(owner -> keys(step, owner, table, which).stream()
                                .map(key -> "ALTER TABLE " + owner + " DROP CONSTRAINT " + key + ";"))
                        .collect(Collectors.joining("\n"))));
    }

    /** The foreign keys by which one refers so to the other, or a place for their name. */
    private static List<String> keys(Step step, Name owner, Name table, Predicate<Constraint.ForeignKey> which) {
        List<String> keys = step.table(owner).constraints().stream()
                .filter(known -> known.constraint() instanceof Constraint.ForeignKey key
                        && which.test(key)
                        && step.before()
                                .resolve(key.references())
                                .equals(step.before().resolve(table)))
                .map(known -> Name.quoted(known.name()))
                .sorted()
                .toList();
        return keys.isEmpty() ? List.of("/* its foreign key */") : keys;
    }
}
