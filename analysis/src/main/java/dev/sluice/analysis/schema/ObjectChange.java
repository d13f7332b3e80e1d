package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import org.jspecify.annotations.Nullable;

/** What {@code ALTER} of anything but a table makes of a schema. */
final class ObjectChange {

    private ObjectChange() {}

    static Schema apply(Schema schema, AlterObject alter, Origin origin) {
        boolean type = alter.kind() == ObjectKind.DOMAIN || alter.kind() == ObjectKind.TYPE;
        Domain domain = type ? schema.domain(alter.name()) : null;
        Name to = moved(domain == null ? schema.resolve(alter.name()) : domain.name(), alter.change());
        if (alter.kind() == ObjectKind.VIEW) {
            Schema less = schema.withoutViewColumns();
            return to == null ? less : view(less, schema.resolve(alter.name()), to, origin);
        }
        if (alter.kind() == ObjectKind.MATERIALIZED_VIEW && to != null) {
            return new TableChange(schema, schema.resolve(alter.name()), origin).moved(to);
        }
        if (alter.kind() == ObjectKind.INDEX && alter.change() instanceof AlterObject.AttachPartition) {
            // Only the index of a partitioned table has parts.
            Table table = schema.tableOfIndex(alter.name());
            return table == null ? schema : schema.with(table.withPartitions());
        }
        if (alter.kind() == ObjectKind.INDEX && alter.change() instanceof AlterObject.Rename rename) {
            return index(schema, alter.name(), rename.newName());
        }
        if (alter.kind() == ObjectKind.SCHEMA && to != null) {
            return made(new SchemaRenaming(schema, alter.name().name(), to.name(), origin).apply(), alter, to);
        }
        if (to != null && alter.on() == null) {
            Schema moved = made(schema, alter, to);
            if (domain != null) {
                return Renaming.domain(moved, domain, to);
            }
            return type ? Renaming.type(moved, schema.resolve(alter.name()), to) : moved;
        }
        if (alter.kind() == ObjectKind.ROUTINE && alter.change() instanceof AlterObject.Unclassified) {
            return Functions.declared(schema, alter.name(), null);
        }
        return domain == null ? schema : DomainChange.apply(schema, domain, alter.change());
    }

    private static Schema view(Schema schema, Name from, Name to, Origin origin) {
        return Renaming.view(UsedNames.leaving(schema, from, origin), from, to, UsedNames.taking(schema, to, origin));
    }

    /** A constraint has the name of its index. */
    private static Schema index(Schema schema, Name name, String to) {
        Table table = schema.tableOfIndex(name);
        return table == null ? schema : schema.withoutIndex(name).with(table.indexRenamed(name.name(), to));
    }

    /** What has the new name was there before, when nothing else is known of it. */
    private static Schema made(Schema schema, AlterObject alter, Name to) {
        Origin made = schema.origin(alter.kind(), alter.name());
        Name name = alter.kind().isInSchema() ? to : Name.of(to.name());
        return schema.withoutMade(alter.kind(), alter.name())
                .withMade(alter.kind(), name, made == null ? Origin.CATALOG : made);
    }

    /** The new name; null where it keeps the one that it has. */
    static @Nullable Name moved(Name from, AlterObject.Change change) {
        if (change instanceof AlterObject.Rename rename) {
            return from.sibling(rename.newName());
        }
        return change instanceof AlterObject.SetSchema set ? new Name(set.schema(), from.name()) : null;
    }
}
