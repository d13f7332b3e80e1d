package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;

/**
 * A constraint of a table under the name that it has on the server.
 *
 * @param valid whether all rows are known to satisfy it
 */
public record TableConstraint(String name, Constraint constraint, boolean valid) {

    TableConstraint unproven() {
        return new TableConstraint(name, constraint, false);
    }
}
