package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The locks that {@code ALTER TABLE} takes on what inherits from the table. Partitions are not among them: what is said of
 * their parent holds for them.
 */
final class Heirs {

    private final Schema schema;
    private final PostgresVersion version;
    private final Locks.Taken taken;

    Heirs(Schema schema, PostgresVersion version, Locks.Taken taken) {
        this.schema = schema;
        this.version = version;
        this.taken = taken;
    }

    void add(Name parent, TableAction action) {
        if (action instanceof TableAction.AlterConstraint alter && alter.inherit() != null) {
            inherit(schema.tableOrUnknown(parent), alter, alter.inherit());
        }
        if (!isPassedOn(action)) {
            return;
        }
        Table table = schema.tableOrUnknown(parent);
        boolean proven =
                action instanceof TableAction.SetNotNull set && NotNullProof.isProven(table, set.column(), version);
        for (Name heir : all(table)) {
            if (proven) {
                // What proves it for the parent has been checked for all that inherits from it.
                taken.lock(heir, LockMode.ACCESS_EXCLUSIVE, Work.NONE, action.span());
            } else {
                new ActionLocks(schema, version, heir, false, taken).add(action);
            }
        }
    }

    /** A NOT NULL is given to all that inherits, or left to what inherits from the table itself. */
    private void inherit(Table table, TableAction.AlterConstraint alter, boolean given) {
        TableConstraint known = table.constraint(alter.constraint());
        String column =
                known != null && known.constraint() instanceof Constraint.NotNull notNull ? notNull.column() : "";
        Collection<Name> heirs = given ? all(table) : table.partitioned() ? List.of() : Parts.of(schema, table);
        for (Name heir : heirs) {
            boolean proven = NotNullProof.isProven(schema.tableOrUnknown(heir), column, version);
            taken.lock(heir, LockMode.ACCESS_EXCLUSIVE, given && !proven ? Work.SCAN : Work.NONE, alter.span());
        }
    }

    private Set<Name> all(Table table) {
        Set<Name> all = new LinkedHashSet<>();
        Deque<Table> open = new ArrayDeque<>();
        open.add(table);
        while (!open.isEmpty()) {
            Table next = open.pop();
            if (!next.partitioned()) {
                Parts.of(schema, next).stream().filter(all::add).forEach(heir -> open.add(schema.tableOrUnknown(heir)));
            }
        }
        return all;
    }

    /** Columns, their values and what all rows are held to are those of the heirs too. */
    private static boolean isPassedOn(TableAction action) {
        if (action instanceof TableAction.AddConstraint add) {
            return add.constraint() instanceof Constraint.NotNull
                    || (add.constraint() instanceof Constraint.Check check && !check.noInherit());
        }
        return action instanceof TableAction.AddColumn
                || action instanceof TableAction.DropColumn
                || action instanceof TableAction.RenameColumn
                || action instanceof TableAction.AlterType
                || action instanceof TableAction.SetNotNull
                || action instanceof TableAction.DropNotNull
                || action instanceof TableAction.SetDefault
                || action instanceof TableAction.DropDefault
                || action instanceof TableAction.SetExpression;
    }
}
