package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a constraint makes of a table: itself under a name, an index, columns that are not null. */
final class TableConstraints {

    private final Table table;
    private final @Nullable Origin origin;

    TableConstraints(Table table, @Nullable Origin origin) {
        this.table = table;
        this.origin = origin;
    }

    Table add(Constraint constraint) {
        if (constraint instanceof Constraint.Unique unique) {
            return unique(unique);
        }
        if (constraint instanceof Constraint.NotNull notNull) {
            return notNull(notNull);
        }
        boolean valid = true;
        String made = "";
        if (constraint instanceof Constraint.Check check) {
            valid = !check.notValid() && check.enforced();
            String column =
                    check.notNullColumns().size() == 1 ? check.notNullColumns().get(0) : "";
            made = column.isEmpty() ? made("check") : made(column, "check");
        } else if (constraint instanceof Constraint.ForeignKey key) {
            valid = !key.notValid() && key.enforced();
            made = made(String.join("_", key.columns()), "fkey");
        } else if (constraint instanceof Constraint.Exclusion) {
            made = made("excl");
        }
        String name = constraint.name() == null ? made : constraint.name();
        // Several without a name get numbers.
        for (int i = 1; constraint.name() == null && table.constraint(name) != null; i++) {
            name = made + i;
        }
        return table.with(new TableConstraint(name, constraint, valid));
    }

    private Table unique(Constraint.Unique unique) {
        String made = unique.primaryKey() ? made("pkey") : made(String.join("_", unique.columns()), "key");
        String name = unique.name() == null ? made : unique.name();
        Table after = table;
        List<CreateIndex.Key> keys = new ArrayList<>();
        unique.columns().forEach(column -> keys.add(new CreateIndex.Key(column, true, "")));
        List<String> include = unique.include();
        boolean nulls = unique.nullsNotDistinct();
        Index used = unique.usingIndex() == null ? null : table.indexesByName().get(unique.usingIndex());
        if (used != null) {
            // The index takes the constraint's name.
            name = unique.name() == null ? used.name() : name;
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

    private Table notNull(Constraint.NotNull notNull) {
        Table after = table;
        Column column = after.column(notNull.column());
        if (!notNull.notValid()) {
            after = after.with((column == null ? Column.unknown(notNull.column()) : column).nullable(false));
        }
        String name = notNull.name() == null ? made(notNull.column(), "not_null") : notNull.name();
        return after.with(new TableConstraint(name, notNull, !notNull.notValid()));
    }

    private String made(String... parts) {
        List<String> all = new ArrayList<>(List.of(parts));
        all.add(0, table.name().name());
        return Name.made(all.toArray(String[]::new));
    }
}
