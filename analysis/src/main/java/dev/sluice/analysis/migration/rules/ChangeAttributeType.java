package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.List;

/** Another type for an attribute of a composite type, which PostgreSQL refuses while a column has it. */
public final class ChangeAttributeType implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeAttributeType.class)
            .title("Attribute of a composite type that gets another type")
            .harm(Category.FAILS, Severity.HIGH)
            .why("PostgreSQL refuses it while a column of any table has the composite type, be it as an array, and the"
                    + " migration stops there.")
            .instead("Make a second type, and change over column by column.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof AlterObject alter)
                || alter.kind() != ObjectKind.TYPE
                || !(alter.change() instanceof AlterObject.ChangeAttributes change)
                || !change.retyped()
                || Unused.isUnused(step, alter.kind(), alter.name(), alter.span())) {
            return;
        }
        List<String> users = TypeUsers.of(step, alter.name());
        String who =
                users.isEmpty() ? "fails if a column has the type" : "fails, since columns have it: " + users.get(0);
        findings.add(Found.at(alter.span(), "Another type for an attribute of type " + alter.name() + " " + who + ".")
                .severity(users.isEmpty() ? Severity.LOW : Severity.HIGH));
    }
}
