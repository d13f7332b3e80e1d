package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Constraint.ForeignKey;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;

/** A table that is altered or dropped while rows that its transaction has written wait for deferred checks. */
public final class AlterWithPendingTriggers implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AlterWithPendingTriggers.class)
            .title("Table altered before its deferred checks have run")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "Rows under a foreign key that is INITIALLY DEFERRED are checked at the end of the transaction, and until"
                            + " then PostgreSQL refuses to alter, drop or empty the table.")
            .instead(
                    "Commit between the rows and the schema change, or have the checks run before by SET CONSTRAINTS ALL"
                            + " IMMEDIATE.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.transaction().written().isEmpty()) {
            return;
        }
        for (Name name : changed(step.statement())) {
            Table table = step.table(name);
            for (DataChange change : step.transaction().written()) {
                if (step.before().resolve(change.table()).equals(table.name()) && isDeferred(step, table, change)) {
                    boolean certain = change instanceof DataChange.Insert insert && insert.counted();
                    findings.add(Found.at(
                                    step.statement().span(),
                                    "Changes " + name + " while rows that this transaction has written there wait for a"
                                            + " deferred check, which PostgreSQL refuses.")
                            .severity(certain ? Severity.HIGH : Severity.MEDIUM)
                            .example("SET CONSTRAINTS ALL IMMEDIATE;\n"
                                    + step.sql(step.statement().span()) + ";"));
                    return;
                }
            }
        }
    }

    private static List<Name> changed(Statement statement) {
        if (statement instanceof AlterTable alter) {
            boolean named = alter.actions().stream()
                    .allMatch(action -> action instanceof TableAction.RenameTable
                            || action instanceof TableAction.RenameColumn
                            || action instanceof TableAction.RenameConstraint
                            || action instanceof TableAction.SetSchema);
            return named ? List.of() : List.of(alter.table());
        }
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.TABLE) {
            return drop.targets().stream().map(Drop.Target::name).toList();
        }
        return statement instanceof Maintenance.Truncate truncate ? truncate.tables() : List.of();
    }

    /** New rows are checked for the keys of their own table, those that go for the keys that refer to it. */
    private static boolean isDeferred(Step step, Table table, DataChange change) {
        boolean own = !(change instanceof DataChange.Delete)
                && table.constraints().stream()
                        .anyMatch(known ->
                                known.constraint() instanceof ForeignKey key && key.deferred() && key.enforced());
        boolean others = !(change instanceof DataChange.Insert)
                && step.before().referringTo(table.name()).stream()
                        .flatMap(other -> References.of(other).stream())
                        .anyMatch(key -> key.deferred()
                                && key.enforced()
                                && step.before().resolve(key.references()).equals(table.name()));
        return own || others;
    }
}
