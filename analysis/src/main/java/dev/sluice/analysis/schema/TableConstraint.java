package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;

/**
 * A constraint of a table under the name that it has on the server.
 *
 * @param valid whether all rows are known to satisfy it
 */
public record TableConstraint(String name, Constraint constraint, boolean valid) {

    /** The one of two states that says less of the rows: the other one may hold, but nobody knows. */
    TableConstraint weakerOf(TableConstraint old) {
        boolean unenforced = constraint instanceof Constraint.ForeignKey now && !now.enforced();
        return new TableConstraint(name, unenforced ? constraint : old.constraint(), valid && old.valid());
    }

    TableConstraint unproven() {
        return new TableConstraint(name, constraint, false);
    }
}
