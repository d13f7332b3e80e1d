package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a constraint makes of a table: itself under a name, an index, columns that are not null. */
final class TableConstraints {

    private final Schema schema;
    private final Table table;
    private final @Nullable Origin origin;

    TableConstraints(Schema schema, Table table, @Nullable Origin origin) {
        this.schema = schema;
        this.table = table;
        this.origin = origin;
    }

    Table add(Constraint constraint) {
        if (constraint instanceof Constraint.Unique unique) {
            return unique(unique);
        }
        if (constraint instanceof Constraint.Exclusion exclusion) {
            return exclusion(exclusion);
        }
        if (constraint instanceof Constraint.NotNull notNull) {
            return notNull(notNull);
        }
        boolean valid = true;
        List<String> columns = List.of();
        String label = "check";
        if (constraint instanceof Constraint.Check check) {
            valid = !check.notValid() && check.enforced();
            columns = check.name() == null ? onlyColumn(check) : columns;
        } else if (constraint instanceof Constraint.ForeignKey key) {
            valid = !key.notValid() && key.enforced();
            columns = key.columns();
            label = "fkey";
        }
        return table.with(new TableConstraint(name(constraint, columns, label), constraint, valid));
    }

    /** The column that a CHECK names, when it is the only one. */
    private List<String> onlyColumn(Constraint.Check check) {
        Set<String> columns = new HashSet<>(ColumnUse.columns(check.condition().text()));
        if (table.complete()) {
            columns.retainAll(table.columnsByName().keySet());
        }
        return columns.size() == 1 ? List.copyOf(columns) : List.of();
    }

    private Table unique(Constraint.Unique unique) {
        Table after = table;
        List<CreateIndex.Key> keys = new ArrayList<>();
        unique.columns().forEach(column -> keys.add(new CreateIndex.Key(column, true, "", false)));
        List<String> include = unique.include();
        boolean nulls = unique.nullsNotDistinct();
        Index used = unique.usingIndex() == null ? null : table.indexesByName().get(unique.usingIndex());
        String name;
        if (used == null) {
            List<String> columns = unique.primaryKey() ? List.of() : MadeName.columns(keys, include);
            name = name(unique, columns, unique.primaryKey() ? "pkey" : "key");
        } else {
            // The index takes the constraint's name.
            name = unique.name() == null ? used.name() : unique.name();
            keys.addAll(used.keys());
            include = used.include();
            nulls = used.nullsNotDistinct();
            after = after.indexes(after.indexesByName().minus(used.name()));
        }
        after = after.with(new Index(name, true, nulls, "btree", keys, include, null, true, true, origin));
        if (unique.primaryKey()) {
            for (CreateIndex.Key key : keys) {
                Column column = after.column(key.text());
                after = after.with((column == null ? Column.unknown(key.text()) : column).nullable(false));
            }
        }
        return after.with(new TableConstraint(name, unique, true));
    }

    private Table exclusion(Constraint.Exclusion exclusion) {
        String name = name(exclusion, MadeName.columns(exclusion.keys(), exclusion.include()), "excl");
        return table.with(new Index(
                        name,
                        false,
                        false,
                        exclusion.method(),
                        exclusion.keys(),
                        exclusion.include(),
                        exclusion.where(),
                        true,
                        true,
                        origin))
                .with(new TableConstraint(name, exclusion, true));
    }

    private Table notNull(Constraint.NotNull notNull) {
        Table after = table;
        Column column = after.column(notNull.column());
        if (!notNull.notValid()) {
            after = after.with((column == null ? Column.unknown(notNull.column()) : column).nullable(false));
        }
        String name = name(notNull, List.of(notNull.column()), "not_null");
        return after.with(new TableConstraint(name, notNull, !notNull.notValid()));
    }

    private String name(Constraint constraint, List<String> columns, String label) {
        String given = constraint.name();
        if (given != null) {
            return given;
        }
        boolean index = constraint instanceof Constraint.Unique || constraint instanceof Constraint.Exclusion;
        return MadeName.of(
                table.name().name(),
                columns,
                label,
                name -> table.constraint(name) != null
                        || (index && schema.hasRelation(table.name().sibling(name))));
    }
}
