package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one action of {@code ALTER TABLE} makes of a schema. */
final class TableChange {

    private final Schema schema;
    private final Table table;
    private final Origin origin;

    TableChange(Schema schema, Name name, Origin origin) {
        this.schema = schema;
        this.table = schema.tableOrUnknown(name);
        this.origin = origin;
    }

    static Column column(ColumnDefinition definition, Origin origin) {
        boolean any =
                definition.defaultValue() != null && !definition.defaultValue().isNull();
        return new Column(
                definition.name(),
                definition.type(),
                definition.notNull(),
                any || definition.type().isSerial(),
                definition.defaultValue(),
                definition.generation(),
                definition.collation(),
                origin);
    }

    Schema apply(TableAction action) {
        if (action instanceof TableAction.RenameTable rename) {
            return moved(table.name().sibling(rename.newName()));
        }
        if (action instanceof TableAction.RenameColumn rename) {
            return Renaming.column(schema, table.name(), rename.column(), rename.newName());
        }
        if (action instanceof TableAction.SetSchema set) {
            return moved(new Name(set.schema(), table.name().name()));
        }
        if (action instanceof TableAction.AttachPartition attach) {
            return Growth.of(schema, table.name())
                    .with(schema.tableOrUnknown(attach.partition()).partOf(table.name(), attach.asDefault()));
        }
        if (action instanceof TableAction.Inherit inherit) {
            return inherit(inherit);
        }
        if (action instanceof TableAction.DetachPartition detach) {
            Table part = UsedNames.parted(schema, schema.tableOrUnknown(detach.partition()), origin);
            return schema.with(new DetachedPartition(schema, part).table());
        }
        Table changed = changed(action);
        return changed == null ? schema : schema.with(changed);
    }

    private Schema inherit(TableAction.Inherit inherit) {
        Table parent = schema.tableOrUnknown(inherit.parent());
        return inherit.inherit()
                ? Growth.of(schema, parent.name())
                        .with(parent.sized(null).heirs(parent.heirs().plus(table.name())))
                : schema.with(UsedNames.parted(schema, table, origin))
                        .with(parent.heirs(parent.heirs().minus(table.name())));
    }

    /** Where the database has a table of the new name, this has been applied, or it fails. */
    Schema moved(Name to) {
        Schema less = UsedNames.leaving(schema, table.name(), origin).absent(table.name());
        for (Table parent : schema.withHeirs()) {
            less = parent.heirs().contains(table.name())
                    ? less.with(parent.heirs(parent.heirs().minus(table.name()).plus(to)))
                    : less;
        }
        // Its keys to itself are to the new name too.
        Table renamed = table.renamed(to);
        int taken = UsedNames.taking(schema, to, origin);
        renamed = taken == 0 ? renamed : renamed.taking(taken);
        Schema moved = schema.isOfCatalog(to) ? less : less.with(renamed);
        return Renaming.view(Renaming.references(moved, table.name(), to), table.name(), to, taken);
    }

    /** The table behind the action; null when it stays as it is. */
    private @Nullable Table changed(TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            return add(add);
        }
        if (action instanceof TableAction.DropColumn drop) {
            return drop(drop.column());
        }
        if (action instanceof TableAction.AddConstraint add) {
            return new TableConstraints(schema, table, origin).add(add.constraint());
        }
        if (action instanceof TableAction.DropConstraint drop) {
            return table.constraints(table.constraintsByName().minus(drop.constraint()))
                    .indexes(table.indexesByName().minus(drop.constraint()));
        }
        if (action instanceof TableAction.ValidateConstraint validate) {
            return validate(validate.constraint());
        }
        if (action instanceof TableAction.AlterConstraint alter) {
            return enforce(alter);
        }
        if (action instanceof TableAction.RenameConstraint rename) {
            return table.constraintRenamed(rename.constraint(), rename.newName());
        }
        if (action instanceof TableAction.SetLogged set) {
            return table.logged(set.logged());
        }
        if (action instanceof TableAction.Unclassified other && other.words().startsWith("add")) {
            // It may be a column.
            return table.incomplete();
        }
        return columnChanged(action);
    }

    private @Nullable Table columnChanged(TableAction action) {
        if (action instanceof TableAction.AlterType alter) {
            return column(alter.column(), column -> column.typed(alter.type(), alter.collation()));
        }
        if (action instanceof TableAction.SetNotNull set) {
            return column(set.column(), column -> column.nullable(false));
        }
        if (action instanceof TableAction.DropNotNull drop) {
            return column(drop.column(), column -> column.nullable(true));
        }
        if (action instanceof TableAction.SetDefault set) {
            return column(set.column(), column -> column.defaulted(set.value()));
        }
        if (action instanceof TableAction.DropDefault drop) {
            return column(drop.column(), column -> column.defaulted(null));
        }
        if (action instanceof TableAction.SetColumnOption option
                && option.option().equals("drop identity")) {
            return column(
                    option.column(),
                    column -> column.generation() == Generation.IDENTITY ? column.identity(false) : column);
        }
        if (action instanceof TableAction.AddIdentity add) {
            return column(add.column(), column -> column.identity(true));
        }
        return null;
    }

    private @Nullable Table add(TableAction.AddColumn add) {
        if (add.ifNotExists() && table.column(add.column().name()) != null) {
            return null;
        }
        Table after = table.with(column(add.column(), origin));
        for (Constraint constraint : add.column().constraints()) {
            after = new TableConstraints(schema, after, origin).add(constraint);
        }
        return add.ifNotExists() && !table.complete() ? after.uncertainSince(table) : after;
    }

    private Table drop(String column) {
        Table after = table.columns(table.columnsByName().minus(column));
        for (Index index : table.indexes()) {
            after = index.isOn(column) ? withoutIndex(after, index.name()) : after;
        }
        for (TableConstraint constraint : table.constraints()) {
            after = constraint.isOn(column)
                    ? after.constraints(after.constraintsByName().minus(constraint.name()))
                    : after;
        }
        return after;
    }

    /** A constraint goes with its index, of which it has the name. */
    private static Table withoutIndex(Table table, String index) {
        return table.indexes(table.indexesByName().minus(index))
                .constraints(table.constraintsByName().minus(index));
    }

    private @Nullable Table validate(String name) {
        TableConstraint constraint = table.constraint(name);
        if (constraint == null) {
            return null;
        }
        Table after = table.with(new TableConstraint(name, constraint.constraint(), true));
        if (constraint.constraint() instanceof Constraint.NotNull notNull) {
            Column column = after.column(notNull.column());
            return after.with((column == null ? Column.unknown(notNull.column()) : column).nullable(false));
        }
        return after;
    }

    /** What is enforced again has been checked for all rows. */
    private @Nullable Table enforce(TableAction.AlterConstraint alter) {
        TableConstraint known = table.constraint(alter.constraint());
        if (known == null || alter.enforced() == null || !(known.constraint() instanceof Constraint.ForeignKey key)) {
            return null;
        }
        return key.enforced() == alter.enforced()
                ? null
                : table.with(new TableConstraint(known.name(), key.enforced(alter.enforced()), alter.enforced()));
    }

    private Table column(String name, UnaryOperator<Column> change) {
        Column column = table.column(name);
        return table.with(change.apply(column == null ? Column.unknown(name) : column));
    }
}
