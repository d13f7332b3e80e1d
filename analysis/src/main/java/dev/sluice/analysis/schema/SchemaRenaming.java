package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;

/** What {@code ALTER SCHEMA … RENAME} makes of all that is in the schema, and of what refers to it. */
final class SchemaRenaming {

    private final Schema before;
    private final String from;
    private final String to;
    private final Origin origin;

    /** Where the types are that columns name without a schema, each looked for once: many columns have the same. */
    private final Map<Name, Name> types = new HashMap<>();

    SchemaRenaming(Schema before, String from, String to, Origin origin) {
        this.before = before;
        this.from = from;
        this.to = to;
        this.origin = origin;
    }

    /** Where the database has tables in a schema of the new name, this has been applied, or it fails. */
    Schema apply() {
        boolean applied = before.tablesOf(to).stream().anyMatch(table -> Origin.CATALOG.equals(table.origin()));
        if (from.equals(to) || applied) {
            return applied ? before.absentSchema(from) : before;
        }
        // What the model has under the new name is not there: else the server refuses the statement.
        Schema after = views(UsedNames.leaving(before, from, origin).withoutAllOf(to));
        Places places = after.places().renamed(from, to);
        for (Table table : after.tables()) {
            Table renamed = table(table);
            after = renamed.equals(table)
                    ? after
                    : after.withoutTable(table.name()).with(renamed);
            places = table.name().schema().equals(from) ? places.without(table.name()) : places;
        }
        return after.made(made(after.made())).places(places);
    }

    private Name named(Name name) {
        return name.schema().equals(from) ? new Name(to, name.name()) : name;
    }

    private Schema views(Schema schema) {
        Schema after = schema;
        for (View view : schema.views().byName().values()) {
            boolean uses = view.uses().stream().anyMatch(used -> used.schema().equals(from));
            if (uses || view.name().schema().equals(from)) {
                View renamed = view.using(this::named);
                Name name = named(view.name());
                int taken = name.equals(view.name()) ? 0 : UsedNames.taking(before, name, origin);
                after = after.withoutView(view.name()).with(renamed.renamed(name, taken));
            }
        }
        return after;
    }

    private Table table(Table table) {
        Table after = table.name().schema().equals(from) ? table.renamed(named(table.name())) : table;
        int taken = after.name().equals(table.name()) ? 0 : UsedNames.taking(before, after.name(), origin);
        after = taken == 0 ? after : after.taking(taken);
        Name parent = table.partitionOf();
        if (parent != null && parent.schema().equals(from)) {
            after = after.partOf(named(parent), table.rest());
        }
        if (table.heirs().stream().anyMatch(heir -> heir.schema().equals(from))) {
            after = after.heirs(
                    HashTreePSet.from(table.heirs().stream().map(this::named).toList()));
        }
        for (TableConstraint known : table.constraints()) {
            if (known.constraint() instanceof Constraint.ForeignKey key) {
                Name referred = before.resolve(key.references());
                after = referred.schema().equals(from)
                        ? after.with(known.with(key.renamed(key.columns(), named(referred), key.referencedColumns())))
                        : after;
            }
        }
        for (Column column : table.columns()) {
            DataType type = column.type() == null ? null : type(column.type());
            after = type == null ? after : after.with(column.typed(type, column.collation()));
        }
        return after;
    }

    /** Null for one that keeps its name; one that names no schema is of it only where it is known to be. */
    private @Nullable DataType type(DataType type) {
        Name name = type.asName();
        if (!name.schema().isEmpty()) {
            return name.schema().equals(from) ? type.named(named(name)) : null;
        }
        Name known = types.computeIfAbsent(name, this::known);
        return known.schema().equals(from) ? type.named(named(known)) : null;
    }

    private Name known(Name type) {
        Domain domain = before.domain(type);
        if (domain != null) {
            return domain.name();
        }
        return before.origin(ObjectKind.TYPE, type) == null
                ? type
                : before.made(ObjectKind.TYPE, type).name();
    }

    private MadeObjects made(MadeObjects made) {
        MadeObjects after = made.renamedRoutines(this::named);
        for (Map.Entry<Made, Origin> object : made.origins().entrySet()) {
            Made key = object.getKey();
            after = key.isOf(from) ? after.without(key).with(key.moved(from, to), object.getValue()) : after;
        }
        for (Domain domain : made.domains().values()) {
            DataType type = type(domain.type());
            after = type == null ? after : after.with(domain.typed(type));
        }
        return after.renamedDomains(this::named);
    }
}
