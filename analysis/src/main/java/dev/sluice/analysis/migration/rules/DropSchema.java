package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.GoneSchema;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** A schema that is dropped, with all that is in it. */
public final class DropSchema implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropSchema.class)
            .title("Schema that is dropped")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("each table in it", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("With CASCADE the data of every table in it are gone, whether or not anybody remembers them.")
            .instead("Rename it and wait for complaints, then drop its objects by name.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.SCHEMA) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            if (drop.ifExists() && GoneSchema.is(step.before(), target.name().name())) {
                continue;
            }
            String all = drop.cascade()
                    ? " with every table, view and function in it, under an ACCESS EXCLUSIVE lock on each table"
                    : ", which fails unless it is empty";
            findings.add(Found.at(target.span(), "Drops schema " + target.name() + all + ".")
                    .severity(drop.cascade() ? Severity.HIGH : Severity.MEDIUM)
                    .example("ALTER SCHEMA " + target.name() + " RENAME TO "
                            + Name.quoted(Name.made(target.name().name(), "unused")) + ";"));
        }
    }
}
