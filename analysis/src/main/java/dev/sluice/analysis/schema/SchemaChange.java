package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.CreateDomain;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import dev.sluice.analysis.statement.WithChanges;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a statement makes of a schema. */
public final class SchemaChange {

    /** Stands for all casts that the migrations make. */
    public static final Name CASTS = Name.of("casts");

    private static final Pattern DISCARDS = Pattern.compile("^discard (?:temp|temporary|all)\\b");

    private SchemaChange() {}

    /**
     * The schema behind a statement, taken that the statement succeeds.
     *
     * @param origin where the statement stands
     */
    public static Schema apply(Schema schema, Statement statement, Origin origin) {
        if (isOpen(statement)) {
            return schema;
        }
        if (statement instanceof CreateTable create) {
            return create(schema, create, origin);
        }
        if (statement instanceof AlterTable alter) {
            return alter(schema, alter, origin);
        }
        if (statement instanceof CreateIndex create) {
            return index(schema, create, origin);
        }
        if (statement instanceof Drop drop) {
            return Dropping.apply(schema, drop, origin);
        }
        if (statement instanceof AlterObject alter) {
            return meant(schema, alter) instanceof AlterTable table
                    ? alter(schema, table, origin)
                    : ObjectChange.apply(schema, alter, origin);
        }
        if (statement instanceof CreateDomain create) {
            Name name = schema.place(create.name());
            return schema.withMade(ObjectKind.DOMAIN, name, origin).with(Domain.of(create, name, schema));
        }
        if (statement instanceof CreateObject create) {
            return create(schema, create, origin);
        }
        if (statement instanceof DataChange change) {
            boolean grows = change instanceof DataChange.Merge
                    || (change instanceof DataChange.Insert insert && !insert.counted());
            Schema after = grows ? unsized(schema, change.table()) : schema;
            return FilledTables.behind(after, change, origin);
        }
        if (statement instanceof WithChanges with) {
            Schema after = schema;
            for (Statement change : with.changes()) {
                after = apply(after, change, origin);
            }
            return after;
        }
        if (statement instanceof DoBlock block) {
            Schema after = schema;
            for (Statement inner : block.body()) {
                after = FilledTables.repeated(block, inner, apply(after, inner, origin), origin.transaction());
            }
            return behind(block, schema, after);
        }
        if (statement instanceof Query query) {
            return Unfollowed.behind(schema, query);
        }
        return statement instanceof Other other ? other(schema, other.words(), origin) : schema;
    }

    private static Schema other(Schema schema, String words, Origin origin) {
        if (words.startsWith("create cast")) {
            return schema.withMade(ObjectKind.CAST, CASTS, origin);
        }
        return DISCARDS.matcher(words).find() ? schema.withoutAllOf(NewTable.TEMPORARY) : schema;
    }

    /** Whether it is about a table of which the name cannot be known: what it makes or proves is not that of the next one. */
    private static boolean isOpen(Statement statement) {
        return (statement instanceof CreateTable create && create.name().isOpen())
                || (statement instanceof AlterTable alter && alter.table().isOpen())
                || (statement instanceof CreateIndex index && index.table().isOpen());
    }

    /** The schema without those temporary tables, at the end of the transaction that made them. */
    public static Schema without(Schema schema, Set<Name> temporary) {
        Schema after = schema;
        for (Name name : temporary) {
            after = after.withoutTable(new Name(NewTable.TEMPORARY, name.name()));
        }
        return after;
    }

    /**
     * The schema behind a {@code DO} block.
     *
     * @param inner the same behind the last statement of its body
     */
    public static Schema behind(DoBlock block, Schema before, Schema inner) {
        boolean unread = !block.dynamic().isEmpty() || inner.places().unread();
        Schema after = unread ? Unfollowed.behind(inner) : inner;
        for (Statement statement : block.body()) {
            List<Statement> changes = statement instanceof WithChanges with ? with.changes() : List.of(statement);
            for (Statement change : changes) {
                // A loop may insert any number of rows.
                after = change instanceof DataChange.Insert insert ? unsized(after, insert.table()) : after;
            }
        }
        if (!block.conditional()) {
            return after;
        }
        Schema behind = after.perhapsAfter(before);
        for (Table table : after.tables()) {
            Table known = before.table(table.name());
            behind = behind.with(
                    known != null && Objects.equals(known.origin(), table.origin())
                            ? table.uncertainSince(known)
                            : table.uncertain());
        }
        for (Table table : before.tables()) {
            // It may not have been dropped or renamed.
            behind = after.table(table.name()) == null ? behind.with(table) : behind;
        }
        return behind;
    }

    private static Schema create(Schema schema, CreateTable create, Origin origin) {
        // What the database has already is not made anew: the statement has been applied, or it fails.
        Name name = schema.placeOf(create);
        if (schema.isOfCatalog(name) || (create.ifNotExists() && schema.table(name) != null)) {
            return schema;
        }
        Schema after = new NewTable(schema, create, origin).schema();
        Schema making = schema.making();
        if (!create.ifNotExists() && !making.isElsewhere(create.name())) {
            return after;
        }
        // One of the session itself is new to everybody else whenever it was made.
        boolean certain = create.persistence() == CreateTable.Persistence.TEMPORARY || making.isAbsent(create.name());
        return certain ? after : after.with(after.tableOrUnknown(name).uncertain());
    }

    /** What the server takes a statement for, with what is known before it. */
    public static Statement meant(Schema schema, Statement statement) {
        return AlteredRelation.meant(schema, statement);
    }

    /**
     * The same, without what it passes by.
     *
     * @param sure whether all before it in the text has run: else something may be there nevertheless
     */
    public static Statement meant(Schema schema, Statement statement, boolean sure) {
        Statement meant = meant(schema, statement);
        return sure ? Absence.without(schema, meant) : meant;
    }

    private static Schema alter(Schema schema, AlterTable alter, Origin origin) {
        if (meant(schema, alter) instanceof AlterObject object) {
            return ObjectChange.apply(schema, object, origin);
        }
        // It takes views too, and what it drops with CASCADE may be one.
        boolean views =
                schema.view(alter.table()) != null || alter.actions().stream().anyMatch(SchemaChange::cascades);
        Schema after = views ? schema.withoutViewColumns() : schema;
        Name table = schema.resolve(alter.table());
        for (TableAction action : Passes.inOrder(alter.actions())) {
            after = new TableChange(after, table, origin).apply(action);
        }
        return after;
    }

    private static boolean cascades(TableAction action) {
        return (action instanceof TableAction.DropColumn column && column.cascade())
                || (action instanceof TableAction.DropConstraint constraint && constraint.cascade());
    }

    private static Schema index(Schema schema, CreateIndex create, Origin origin) {
        Table table = schema.tableOrUnknown(create.table());
        String name = create.name();
        if (name == null) {
            name = MadeName.of(
                    table.name().name(),
                    MadeName.columns(create.keys(), create.include()),
                    "idx",
                    taken -> schema.hasRelation(table.name().sibling(taken)));
        }
        if (create.ifNotExists() && table.indexesByName().containsKey(name)) {
            return schema;
        }
        Index index = new Index(
                name,
                create.unique(),
                create.nullsNotDistinct(),
                create.method(),
                create.keys(),
                create.include(),
                create.where(),
                false,
                true,
                origin);
        return schema.with(table, index);
    }

    private static Schema create(Schema schema, CreateObject create, Origin origin) {
        return switch (create.kind()) {
            case VIEW -> schema.with(view(schema, create, origin));
            case MATERIALIZED_VIEW -> materialized(schema, create, origin).with(view(schema, create, origin));
            case FOREIGN_TABLE -> ForeignTable.in(schema, create, origin);
            case TRIGGER ->
                create.on() == null
                        ? schema
                        : schema.withMade(create.kind(), trigger(schema, create.on(), create.name()), origin);
            case SCHEMA ->
                schema.withSchema(create.name().name(), !create.ifNotExists())
                        .withMade(create.kind(), create.name(), create.ifNotExists() ? origin.uncertain() : origin);
            default -> {
                boolean certain = !create.replace() && !create.ifNotExists();
                Schema after = schema.withMade(create.kind(), create.name(), certain ? origin : origin.uncertain());
                yield create.declared() == null ? after : Functions.declared(after, create.name(), create.declared());
            }
        };
    }

    private static View view(Schema schema, CreateObject create, Origin origin) {
        // What is replaced stays what it was for those who know it.
        View known = create.replace() ? schema.view(create.name()) : null;
        boolean certain = !create.replace() || schema.making().isAbsent(create.name());
        Origin own = certain ? origin : origin.uncertain();
        return new View(
                schema.place(create.name()),
                create.kind() == ObjectKind.MATERIALIZED_VIEW,
                create.uses().stream().map(schema::resolve).collect(Collectors.toSet()),
                create.words(),
                ViewTypes.of(schema, create),
                known == null ? own : known.origin(),
                taken(schema, schema.place(create.name()), origin),
                null);
    }

    /** One that is replaced is read as ever by those who use it. */
    private static int taken(Schema schema, Name name, Origin origin) {
        View before = schema.view(name);
        Schema left = before == null ? schema : UsedNames.leaving(schema, name, origin);
        return before == null || before.taken() == 0 ? UsedNames.taking(left, name, origin) : before.taken();
    }

    /** One that is made anew is read again as soon as the transaction has ended. */
    private static Schema materialized(Schema schema, CreateObject create, Origin origin) {
        Name name = schema.place(create.name());
        if (schema.table(name) != null) {
            return schema;
        }
        boolean certain = !create.ifNotExists() || schema.making().isAbsent(create.name());
        int taken = UsedNames.taking(schema, name, origin);
        return schema.with(Table.bare(name, certain ? origin : origin.uncertain(), taken != 0)
                .taking(taken));
    }

    /** The name of a trigger is one of its table. */
    public static Name trigger(Schema schema, Name table, Name trigger) {
        return new Name(schema.resolve(table).sql(), trigger.name());
    }

    private static Schema unsized(Schema schema, Name name) {
        Table table = schema.table(name);
        return table == null ? schema : Growth.of(schema, table.name());
    }
}
