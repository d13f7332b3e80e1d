package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.AlterObject;

/** A value that is added to an enumeration within a transaction. */
public final class AddEnumValueInTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddEnumValueInTransaction.class)
            .title("Enumeration value added within a transaction")
            .harm(Category.FAILS, Severity.HIGH)
            .why("Up to PostgreSQL 11 the statement fails there. From 12 on it works, but the value cannot be used"
                    + " before the transaction has ended.")
            .instead("Add the value in a transaction of its own.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof AlterObject alter)
                || !(alter.change() instanceof AlterObject.AddValue add)
                || !step.transaction().isBlock()) {
            return;
        }
        Origin made = step.before().origin(alter.kind(), alter.name());
        boolean together = made != null
                && made.certain()
                && made.transaction() == step.transaction().number();
        if (step.version().isAtLeast(12) && together) {
            return;
        }
        boolean fails = !step.version().isAtLeast(12);
        String message = "Adds " + add.value() + " to " + alter.name()
                + (fails
                        ? ", which fails within a transaction."
                        : ", which cannot be used before this transaction ends.");
        findings.add(Found.at(alter.span(), message)
                .severity(fails ? Severity.HIGH : Severity.LOW)
                .example("-- outside of a transaction:\n" + step.sql(alter.span()) + ";"));
    }
}
