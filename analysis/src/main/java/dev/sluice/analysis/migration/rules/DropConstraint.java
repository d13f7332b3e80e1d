package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constraint that is dropped, with what it guarantees. */
public final class DropConstraint implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropConstraint.class)
            .title("Constraint that is dropped")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .effect("the table, and the table that a foreign key refers to", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Rows that break it can be written from then on. The lock of a foreign key on both tables is"
                    + " short, but it queues behind each running query, and everybody queues behind it.")
            .instead("See that nothing relies on it, and drop it under a short lock_timeout, with another try when"
                    + " that runs out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.DropConstraint> drop :
                ConstraintRefusal.without(step, TableAction.DropConstraint.class)) {
            String name = drop.action().constraint();
            TableConstraint known = step.table(drop.table()).constraint(name);
            if (isProofOfNotNull(step, drop.table(), known)) {
                continue;
            }
            Cascade cascade = drop.action().cascade() ? cascade(step, drop.table(), known) : Cascade.NONE;
            String others = cascade.locked(step.othersLockedBy(drop.span(), drop.table()));
            String also = others.isEmpty() ? "" : " and on " + others;
            String message = "Drops constraint " + Name.quoted(name) + cascade.words()
                    + (cascade.isEmpty() ? "" : ",") + " under an ACCESS EXCLUSIVE lock on "
                    + drop.table() + also + ", which is short but blocks reads and writes.";
            Found found = Found.at(drop.span(), message)
                    .about(drop.table())
                    .severity(cascade.takesKeys() ? Severity.HIGH : Severity.MEDIUM)
                    .example("SET lock_timeout = '2s';\n" + cascade.first() + "ALTER TABLE "
                            + (drop.alter().only() ? "ONLY " : "") + drop.table() + " "
                            + Cascade.without(step.sql(drop.span())) + ";");
            findings.add(cascade.isEmpty() ? found : found.instead(INFO.instead() + Cascade.INSTEAD));
        }
    }

    private static Cascade cascade(Step step, Name table, @Nullable TableConstraint known) {
        return known != null && known.constraint() instanceof Constraint.Unique unique
                ? Cascade.ofConstraint(step.before(), table, unique)
                : Cascade.NONE;
    }

    // A CHECK that has only served to make the column not null guarantees nothing any more.
    private static boolean isProofOfNotNull(Step step, Name table, @Nullable TableConstraint known) {
        if (known == null || !(known.constraint() instanceof Constraint.Check check)) {
            return false;
        }
        List<String> columns = check.notNullColumns();
        return !columns.isEmpty()
                && columns.stream().allMatch(column -> {
                    Column now = step.table(table).column(column);
                    return now != null && now.notNull();
                });
    }
}
