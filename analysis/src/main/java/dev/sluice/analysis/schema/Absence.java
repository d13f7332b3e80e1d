package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Statement;
import java.util.List;
import java.util.Set;

/**
 * Tells what is known not to be there, by the catalog of a live database or since the migrations have taken it away or make the
 * whole table. {@code IF EXISTS} passes it by; without that the server refuses the statement.
 */
public final class Absence {

    private static final Set<String> OF_THE_SERVER = Set.of("ctid", "tableoid", "xmin", "cmin", "xmax", "cmax");

    private Absence() {}

    /** What is left of a statement when what it passes by is left out. */
    static Statement without(Schema schema, Statement statement) {
        if (statement instanceof Drop drop && drop.ifExists()) {
            List<Drop.Target> left = drop.targets().stream()
                    .filter(target -> !of(schema, drop, target.name()))
                    .toList();
            if (left.isEmpty()) {
                return nothing(drop);
            }
            return left.size() == drop.targets().size()
                    ? drop
                    : new Drop(drop.span(), drop.kind(), left, true, drop.cascade(), drop.concurrently(), drop.on());
        }
        boolean passed = statement instanceof AlterTable alter && alter.ifExists() && isRelation(schema, alter.table());
        return passed ? nothing(statement) : statement;
    }

    private static Statement nothing(Statement statement) {
        return new Other(statement.span(), "");
    }

    /** Whether nothing of that name is there that would be dropped. */
    public static boolean of(Schema schema, Drop drop, Name name) {
        return !schema.places().unread() && !isFilledIn(name) && is(schema, drop, name);
    }

    private static boolean is(Schema schema, Drop drop, Name name) {
        return switch (drop.kind()) {
            case TABLE, FOREIGN_TABLE -> isTable(schema, name) && schema.view(name) == null;
            case MATERIALIZED_VIEW -> schema.isAbsent(name) && isUnlisted(schema, name) && schema.view(name) == null;
            case VIEW -> isUnlisted(schema, name) && schema.view(name) == null;
            case INDEX -> isUnlisted(schema, name) && schema.tableOfIndex(name) == null;
            case SCHEMA ->
                GoneSchema.is(schema, name.name())
                        || (schema.isWhole()
                                && schema.places().path().lacks(name.name())
                                && schema.origin(ObjectKind.SCHEMA, name) == null);
            case TYPE, DOMAIN ->
                isUnlisted(schema, name)
                        && schema.domain(name) == null
                        && schema.origin(ObjectKind.TYPE, name) == null
                        && schema.origin(ObjectKind.DOMAIN, name) == null;
            case TRIGGER -> drop.on() != null && isTrigger(schema, drop.on(), name);
            default -> false;
        };
    }

    private static boolean isTable(Schema schema, Name name) {
        return schema.isDropped(name) || (schema.isAbsent(name) && !(schema.isWhole() && isFilledIn(name)));
    }

    /** Whether a tool puts something in the place of the name, so that nobody knows what is meant. */
    private static boolean isFilledIn(Name name) {
        return name.isVariable() || name.sql().contains("${");
    }

    /** Of a table that the migrations have made or renamed nobody knows which triggers it has. */
    private static boolean isTrigger(Schema schema, Name on, Name trigger) {
        if (isRelation(schema, on)) {
            return true;
        }
        CatalogNames names = schema.places().catalog();
        return isUnlisted(schema, trigger)
                && names != null
                && schema.isOfCatalog(on)
                && names.has(schema.resolve(on))
                && schema.origin(ObjectKind.TRIGGER, SchemaChange.trigger(schema, on, trigger)) == null;
    }

    /** Whether nothing that {@code ALTER TABLE} takes is called so. */
    private static boolean isRelation(Schema schema, Name name) {
        return !schema.places().unread()
                && isUnlisted(schema, name)
                && schema.isAbsent(name)
                && !schema.hasRelation(schema.resolve(name));
    }

    /** Whether the live database has nothing of that name, in whatever schema, but perhaps a table. */
    private static boolean isUnlisted(Schema schema, Name name) {
        CatalogNames names = schema.places().catalog();
        return names != null && !isFilledIn(name) && !names.mayHave(name.name());
    }

    /**
     * Whether a table has no such column: all that it has are known, and none can come from another table.
     *
     * @param column of which the table knows nothing
     */
    public static boolean ofColumn(Schema schema, Table table, String column) {
        return !schema.places().unread()
                && !isFilledIn(Name.of(column))
                && isWhole(schema, table)
                && table.column(column) == null
                && !OF_THE_SERVER.contains(column);
    }

    /**
     * Whether a table has no such constraint. The server has a name for each CHECK that the migrations give none, and from 18 on
     * for what makes a column not null otherwise; those are not known for sure.
     */
    public static boolean ofConstraint(Schema schema, Table table, String constraint) {
        CatalogNames names = schema.places().catalog();
        return !schema.places().unread()
                && !isFilledIn(Name.of(constraint))
                && isWhole(schema, table)
                && table.constraint(constraint) == null
                && !constraint.contains("not_null")
                && table.constraints().stream().noneMatch(Absence::isUnnamedCheck)
                && (names == null || !names.mayHave(constraint));
    }

    private static boolean isUnnamedCheck(TableConstraint known) {
        return known.constraint() instanceof Constraint.Check check && check.name() == null;
    }

    private static boolean isWhole(Schema schema, Table table) {
        CatalogNames names = schema.places().catalog();
        return table.complete()
                && table.partitionOf() == null
                && (names == null || !names.hasMore(table.name()))
                && Parts.above(schema, table).isEmpty();
    }
}
