package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** A constraint of a domain that is held against each row of each table that uses it. */
public final class AddDomainConstraintWithoutNotValid implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddDomainConstraintWithoutNotValid.class)
            .title("Domain constraint that is checked while writers wait")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("each table with a column of the domain", LockMode.SHARE, Work.SCAN)
            .why("PostgreSQL reads each table with a column of the domain. Writes on all of them wait meanwhile.")
            .instead("Add it NOT VALID, and validate it later at a quiet time: the validation reads the tables, and"
                    + " blocks their writes while it does.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof AlterObject alter) || alter.kind() != ObjectKind.DOMAIN) {
            return;
        }
        String reads = " each row of every table with a column of domain " + alter.name()
                + " under SHARE locks, which block writes.";
        if (alter.change() instanceof AlterObject.AddConstraint add
                && add.constraint() instanceof Constraint.Check check
                && !check.notValid()) {
            findings.add(Found.at(alter.span(), "Checks" + reads).example(example(alter, check)));
        } else if (alter.change() instanceof AlterObject.SetNotNull || addsNotNull(alter.change())) {
            findings.add(Found.at(alter.span(), "Looks for nulls in" + reads)
                    .instead("Leave nulls to the tables: a CHECK or NOT NULL of each one can be NOT VALID first and be"
                            + " validated without blocking writes."));
        } else if (alter.change() instanceof AlterObject.ValidateConstraint) {
            findings.add(Found.at(alter.span(), "Checks" + reads)
                    .severity(Severity.MEDIUM)
                    .instead("Do it at a quiet time and by itself, or leave the constraint not valid: it holds for new"
                            + " values as it is."));
        }
    }

    /** From PostgreSQL 17 on it is the same as {@code SET NOT NULL}; older versions refuse it. */
    private static boolean addsNotNull(AlterObject.Change change) {
        return change instanceof AlterObject.AddConstraint add
                && add.constraint() instanceof Constraint.NotNull notNull
                && !notNull.notValid();
    }

    private static String example(AlterObject alter, Constraint.Check check) {
        String name = check.name() == null ? Name.made(alter.name().name(), "check") : check.name();
        return "ALTER DOMAIN " + alter.name() + " ADD CONSTRAINT " + Name.quoted(name) + " CHECK ("
                + check.condition().text() + ") NOT VALID;\n"
                + "-- later, in another transaction:\n"
                + "ALTER DOMAIN " + alter.name() + " VALIDATE CONSTRAINT " + Name.quoted(name) + ";";
    }
}
