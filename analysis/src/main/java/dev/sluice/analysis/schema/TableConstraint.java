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

    /** Whether it goes with that column: a CHECK on several with any of them. */
    public boolean isOn(String column) {
        if (constraint instanceof Constraint.Check check) {
            return check.notNullColumns().contains(column)
                    || ColumnUse.in(check.condition().text(), column);
        }
        if (constraint instanceof Constraint.ForeignKey key) {
            return key.columns().contains(column);
        }
        if (constraint instanceof Constraint.Unique unique) {
            return unique.columns().contains(column) || unique.include().contains(column);
        }
        return constraint instanceof Constraint.NotNull notNull
                && notNull.column().equals(column);
    }

    /** The same where a column of the table is called otherwise. */
    TableConstraint renamed(String from, String to) {
        return new TableConstraint(name, renamed(constraint, from, to), valid);
    }

    private static Constraint renamed(Constraint constraint, String from, String to) {
        if (constraint instanceof Constraint.Check check) {
            return new Constraint.Check(
                    check.span(),
                    check.name(),
                    ColumnUse.renamed(check.condition(), from, to),
                    ColumnUse.renamed(check.notNullColumns(), from, to),
                    check.notValid(),
                    check.enforced(),
                    check.noInherit());
        }
        if (constraint instanceof Constraint.ForeignKey key) {
            return key.renamed(ColumnUse.renamed(key.columns(), from, to), key.references(), key.referencedColumns());
        }
        if (constraint instanceof Constraint.Unique unique) {
            return new Constraint.Unique(
                    unique.span(),
                    unique.name(),
                    unique.primaryKey(),
                    ColumnUse.renamed(unique.columns(), from, to),
                    ColumnUse.renamed(unique.include(), from, to),
                    unique.nullsNotDistinct(),
                    unique.usingIndex());
        }
        return constraint instanceof Constraint.NotNull notNull
                        && notNull.column().equals(from)
                ? new Constraint.NotNull(notNull.span(), notNull.name(), to, notNull.notValid())
                : constraint;
    }

    TableConstraint with(Constraint other) {
        return new TableConstraint(name, other, valid);
    }

    TableConstraint unproven() {
        return new TableConstraint(name, constraint, false);
    }
}
