package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A foreign key that is enforced from now on, and checked for all rows. */
public final class EnforceConstraint implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(EnforceConstraint.class)
            .title("Foreign key that is made ENFORCED")
            .harm(Category.BLOCKS, Severity.HIGH)
            .versions(VersionRange.since(18))
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN, VersionRange.since(18))
            .effect("the referenced table", LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, VersionRange.since(18))
            .why("Each row is looked up in the referenced table. Reads and writes of the table wait meanwhile, and so"
                    + " do writes of the referenced one. It fails at the first row that has nothing there.")
            .instead(
                    "Drop it and add it again as NOT VALID, which is short, and validate it in another transaction, which"
                            + " blocks no reads and writes.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AlterConstraint> alter : step.actions(TableAction.AlterConstraint.class)) {
            TableConstraint known =
                    step.table(alter.table()).constraint(alter.action().constraint());
            Constraint.@Nullable ForeignKey key =
                    known != null && known.constraint() instanceof Constraint.ForeignKey foreign ? foreign : null;
            boolean other = known != null && key == null;
            if (other || !Boolean.TRUE.equals(alter.action().enforced()) || (key != null && key.enforced())) {
                continue;
            }
            String name = Name.quoted(alter.action().constraint());
            String parent = key == null
                    ? "each table to which it refers"
                    : key.references().sql();
            findings.add(Found.at(
                            alter.span(),
                            "Looks each row of " + alter.table()
                                    + " up under an ACCESS EXCLUSIVE lock, with a SHARE ROW EXCLUSIVE lock on " + parent
                                    + ", which blocks writes there too.")
                    .about(alter.table())
                    .example("ALTER TABLE " + alter.table() + " DROP CONSTRAINT " + name + ", ADD CONSTRAINT " + name
                            + " FOREIGN KEY (" + columns(key) + ") REFERENCES "
                            + (key == null ? "/* its table */" : key.references())
                            + " NOT VALID;\n-- in another transaction:\nALTER TABLE " + alter.table()
                            + " VALIDATE CONSTRAINT " + name + ";"));
        }
    }

    private static String columns(Constraint.@Nullable ForeignKey key) {
        return key == null
                ? "/* its columns */"
                : key.columns().stream().map(Name::quoted).collect(Collectors.joining(", "));
    }
}
