package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.CascadedViews;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A table that is dropped, with its rows. */
public final class DropTable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropTable.class)
            .title("Table that is dropped")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("the table, and each table that it refers to", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("The rows are gone, and an application that still uses the table fails at once.")
            .instead("Release an application that no longer uses it, rename the table and wait for complaints, then"
                    + " drop it in a later migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop)
                || !(drop.kind() == ObjectKind.TABLE || drop.kind() == ObjectKind.FOREIGN_TABLE)) {
            return;
        }
        // One statement may name thousands.
        Map<Span, List<TableLock>> locks = step.locks().stream().collect(Collectors.groupingBy(TableLock::span));
        for (Drop.Target target : drop.targets()) {
            report(step, drop, target, locks.getOrDefault(target.span(), List.of()), findings);
        }
    }

    private static void report(Step step, Drop drop, Drop.Target target, List<TableLock> locks, Findings findings) {
        Set<Name> children = new References(step.before(), target.name()).owners();
        List<String> parents = locks.stream()
                .map(TableLock::table)
                .filter(table -> !table.equals(step.before().resolve(target.name())) && !children.contains(table))
                .filter(table -> step.before().view(table) == null)
                .map(Name::sql)
                .distinct()
                .toList();
        String also = parents.isEmpty()
                ? ""
                : ", locks " + String.join(", ", parents) + " too, to which it refers or belongs";
        String cascade = drop.cascade() ? ", and with CASCADE each view and foreign key that depends on it" : "";
        Set<Name> others = new TreeSet<>(Comparator.comparing(Name::sql));
        others.addAll(children);
        CascadedViews.of(step.before(), target.name()).forEach(view -> others.add(view.name()));
        if (drop.cascade() && !others.isEmpty()) {
            cascade += ", under an ACCESS EXCLUSIVE lock on "
                    + others.stream().map(Name::sql).collect(Collectors.joining(", ")) + " too";
        }
        Found found = Found.at(target.span(), "Drops table " + target.name() + " with its rows" + also + cascade + ".")
                .about(target.name());
        findings.add(found.example(
                drop.kind() == ObjectKind.TABLE
                        ? "ALTER TABLE " + (drop.ifExists() ? "IF EXISTS " : "") + target.name() + " RENAME TO "
                                + Name.quoted(Name.made(target.name().name(), "unused")) + ";"
                        : ""));
    }
}
