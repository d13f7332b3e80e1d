package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
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
import java.util.Locale;
import java.util.Set;

/** All that a role owns, dropped without a name of it. */
public final class DropOwned implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropOwned.class)
            .title("All that a role owns, dropped")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("each table that the role owns", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why(
                    "Whatever the role owns in this database is gone with its data, whether or not anybody knows of it, and"
                            + " what it was granted is taken from it.")
            .instead(
                    "Give what it owns to another role first: then DROP OWNED takes away its rights only. Whether that has been"
                            + " done is not known here, so say so in a comment that ignores the finding.")
            .build();

    /** Without quotes these are whoever runs the migration. */
    private static final Set<String> SELF = Set.of("current_user", "current_role", "session_user");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || drop.kind() != ObjectKind.OWNED) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            if (Unused.ownsNothing(step, target.name(), target.span())) {
                continue;
            }
            String written = step.sql(target.span());
            String role = SELF.contains(written.toLowerCase(Locale.ROOT))
                    ? written
                    : Name.quoted(target.name().name());
            String cascade = drop.cascade() ? ", with all that depends on them" : "";
            String message = "Drops each table and all else that role " + role + " owns" + cascade
                    + ", under an ACCESS EXCLUSIVE lock on each table.";
            findings.add(Found.at(target.span(), message)
                    .example("REASSIGN OWNED BY " + role + " TO /* another role */;\nDROP OWNED BY " + role + ";"));
        }
    }
}
