package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A constraint that is added NOT VALID and validated before the lock of the first step is gone. */
public final class ValidateConstraintInSameTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ValidateConstraintInSameTransaction.class)
            .title("NOT VALID and VALIDATE in one transaction")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table, by the statement that added it", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .effect("the table, where that added a foreign key", LockMode.SHARE_ROW_EXCLUSIVE, Work.SCAN)
            .why("The lock that adding the constraint has taken is held until the transaction ends, so others wait"
                    + " for the whole check nevertheless.")
            .instead("Commit between the two, in a migration of its own where the tool runs each file as one"
                    + " transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.ValidateConstraint> validate :
                step.actions(TableAction.ValidateConstraint.class)) {
            TableLock held = strongest(step, step.before().resolve(validate.table()));
            if (held != null && held.mode().blocksWrites()) {
                String message = "Checks each row of " + validate.table() + " while this transaction holds its "
                        + held.mode().name().replace('_', ' ') + " lock on it, which blocks "
                        + (held.mode().blocksReads() ? "reads and writes." : "writes.");
                findings.add(Found.at(validate.span(), message)
                        .about(validate.table())
                        .example(Apart.behind(
                                step, "ALTER TABLE " + validate.table() + " " + step.sql(validate.span()) + ";")));
            }
        }
    }

    /** That of the transaction before, or of another action of the statement, which takes its strongest lock first. */
    private static @Nullable TableLock strongest(Step step, Name table) {
        TableLock before = step.transaction().isBlock() ? step.transaction().held(table) : null;
        return Stream.concat(Stream.ofNullable(before), step.locks().stream())
                .filter(lock -> lock.table().equals(table))
                .max(Comparator.comparing(TableLock::mode))
                .orElse(null);
    }
}
