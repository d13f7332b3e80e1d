package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.ObjectKind;

/** A type or domain that is dropped. */
public final class DropType implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropType.class)
            .title("Type that is dropped")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .effect("with CASCADE each table with a column of it", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("With CASCADE each column of the type is dropped with its data; without it the migration fails"
                    + " when one is left.")
            .instead("Change the columns first, and drop the type without CASCADE in a later migration.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop)
                || !(drop.kind() == ObjectKind.TYPE || drop.kind() == ObjectKind.DOMAIN)) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            Origin made = step.before().origin(drop.kind(), target.name());
            if (!drop.cascade() && TypeUsers.any(step, target.name())) {
                // DropUsedType says more.
                continue;
            }
            boolean unused = drop.cascade()
                    ? Unused.isUnused(step, drop.kind(), target.name(), target.span())
                    : made != null && made.certain() && made.isWith(step.origin());
            if (unused) {
                continue;
            }
            boolean left = !drop.cascade() && TypeUsers.areKnown(step, drop.kind(), target.name());
            String all = drop.cascade()
                    ? " with each column that has it, under an ACCESS EXCLUSIVE lock on its table"
                    : left ? ", which no column has" : ", which fails while a column has it";
            findings.add(Found.at(target.span(), "Drops " + drop.kind().words() + " " + target.name() + all + ".")
                    .severity(drop.cascade() ? Severity.HIGH : left ? Severity.LOW : Severity.MEDIUM));
        }
    }
}
