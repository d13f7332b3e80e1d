package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That PostgreSQL refuses to add or drop a constraint or an identity, since other tables are tied to the table.
 *
 * @param message what is done where, without that it is refused
 * @param example how the same is done to all these tables; empty where nothing like it is possible
 */
record ConstraintRefusal(String message, String example) {

    private static final String ALONE = ", but not to the tables that have its columns from there";

    /** The actions of that kind that PostgreSQL does not refuse for this, as far as is known. */
    static <A extends TableAction> List<Step.Action<A>> without(Step step, Class<A> kind) {
        return step.actions(kind).stream()
                .filter(each -> of(step, each.alter(), each.action()) == null)
                .toList();
    }

    /** Null where none is known. */
    static @Nullable ConstraintRefusal of(Step step, AlterTable alter, TableAction action) {
        if (action instanceof TableAction.SetNotNull set) {
            return notNull(step, alter, set);
        }
        if (action instanceof TableAction.AddConstraint add) {
            return add(step, alter, add);
        }
        if (action instanceof TableAction.DropConstraint drop) {
            return drop(step, alter, drop);
        }
        if (action instanceof TableAction.AddIdentity add) {
            return identity(step, alter, add.column(), "Makes an identity of column ");
        }
        boolean changes = action instanceof TableAction.SetColumnOption option
                && (option.isOfSequence() || option.option().equals("drop identity"));
        return changes
                ? identity(
                        step, alter, ((TableAction.SetColumnOption) action).column(), "Changes the identity of column ")
                : null;
    }

    /** What only inherits may be left as it is, and so may partitions where nothing is left to do above them. */
    private static @Nullable ConstraintRefusal notNull(Step step, AlterTable alter, TableAction.SetNotNull set) {
        Table table = step.table(alter.table());
        Column column = table.column(set.column());
        boolean alone = alter.only()
                && table.partitioned()
                && step.version().isAtLeast(18)
                && !step.before().partitionsOf(table.name()).isEmpty();
        return alone && (column == null || !column.notNull())
                ? new ConstraintRefusal(
                        "Makes column " + set.column() + " of " + alter.table()
                                + " NOT NULL, but not in its partitions",
                        SetNotNull.example(step, alter.table(), set.column()))
                : null;
    }

    private static @Nullable ConstraintRefusal add(Step step, AlterTable alter, TableAction.AddConstraint add) {
        Table table = step.table(alter.table());
        boolean alone = alter.only() && !Parts.of(step.before(), table).isEmpty();
        if (add.constraint() instanceof Constraint.Check check) {
            if (check.noInherit()) {
                return table.partitioned()
                        ? new ConstraintRefusal(
                                "Adds a CHECK with NO INHERIT to " + alter.table() + ", which has partitions", "")
                        : null;
            }
            return alone
                    ? new ConstraintRefusal(
                            "Adds a CHECK to " + alter.table() + ALONE,
                            check.notValid()
                                    ? "ALTER TABLE " + alter.table() + " " + step.sql(add.span()) + ";"
                                    : AddCheckWithoutNotValid.example(step, alter.table(), check))
                    : null;
        }
        return alone
                        && add.constraint() instanceof Constraint.NotNull notNull
                        && step.version().isAtLeast(18)
                ? new ConstraintRefusal(
                        "Adds a NOT NULL to " + alter.table() + ALONE,
                        SetNotNull.example(step, alter.table(), notNull.column()))
                : null;
    }

    /** Dropped where it comes from, it would be gone in all tables that have it. */
    private static @Nullable ConstraintRefusal drop(Step step, AlterTable alter, TableAction.DropConstraint drop) {
        Table table = step.table(alter.table());
        for (Table above : Parts.allAbove(step.before(), table)) {
            TableConstraint known = above.constraint(drop.constraint());
            boolean passedOn = known != null
                    && (known.constraint() instanceof Constraint.Check check
                            ? !check.noInherit()
                            : known.constraint() instanceof Constraint.ForeignKey && table.partitionOf() != null);
            if (passedOn) {
                return new ConstraintRefusal(
                        "Drops constraint " + drop.constraint() + " of " + alter.table() + ", which has it from "
                                + above.name(),
                        "");
            }
        }
        return null;
    }

    private static @Nullable ConstraintRefusal identity(Step step, AlterTable alter, String column, String does) {
        Table table = step.table(alter.table());
        boolean alone = alter.only() && table.partitioned();
        if (!step.version().isAtLeast(17) || (table.partitionOf() == null && !alone)) {
            return null;
        }
        String why = alone
                ? ", but not of its partitions"
                : ", which is a partition of " + table.partitionOf() + " and has its identities from there";
        return new ConstraintRefusal(does + column + " of " + alter.table() + why, "");
    }
}
