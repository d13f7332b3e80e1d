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
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a statement makes of a schema. */
public final class SchemaChange {

    private SchemaChange() {}

    /**
     * The schema behind a statement, taken that the statement succeeds.
     *
     * @param origin where the statement stands
     */
    public static Schema apply(Schema schema, Statement statement, Origin origin) {
        if (statement instanceof CreateTable create) {
            return schema.table(create.name()) != null && create.ifNotExists()
                    ? schema
                    : new NewTable(schema, create, origin).schema();
        }
        if (statement instanceof AlterTable alter) {
            return alter(schema, alter, origin);
        }
        if (statement instanceof CreateIndex create) {
            return index(schema, create, origin);
        }
        if (statement instanceof Drop drop) {
            return drop(schema, drop);
        }
        if (statement instanceof AlterObject alter) {
            return alter(schema, alter);
        }
        if (statement instanceof CreateDomain create) {
            Name name = schema.resolve(create.name());
            return schema.with(new Schema.Domain(name, create.type(), create.constrained()));
        }
        if (statement instanceof CreateObject create) {
            return create(schema, create, origin);
        }
        if (statement instanceof DataChange change) {
            return fills(change) ? filled(schema, change.table()) : schema;
        }
        if (statement instanceof DoBlock block) {
            Schema after = schema;
            for (Statement inner : block.body()) {
                after = apply(after, inner, origin);
            }
            return after;
        }
        return statement instanceof SessionCommand.SetParameter set
                        && set.parameter().equals("search_path")
                ? schema.path(firstOf(set.value()))
                : schema;
    }

    private static Schema alter(Schema schema, AlterTable alter, Origin origin) {
        Schema after = schema;
        Name table = schema.resolve(alter.table());
        for (TableAction action : alter.actions()) {
            after = new TableChange(after, table, origin).apply(action);
        }
        return after;
    }

    private static Schema index(Schema schema, CreateIndex create, Origin origin) {
        Table table = schema.tableOrUnknown(create.table());
        String name = create.name();
        if (name == null) {
            String keys = create.keys().stream()
                    .map(key -> key.column() ? key.text() : "expr")
                    .collect(Collectors.joining("_"));
            name = Name.made(table.name().name(), keys, "idx");
        }
        if (create.ifNotExists() && table.indexesByName().containsKey(name)) {
            return schema;
        }
        return schema.with(table.with(
                new Index(name, create.unique(), create.method(), create.keys(), create.where(), false, origin)));
    }

    private static Schema drop(Schema schema, Drop drop) {
        Schema after = schema;
        for (Drop.Target target : drop.targets()) {
            after = switch (drop.kind()) {
                case TABLE, FOREIGN_TABLE -> after.withoutTable(target.name());
                case INDEX -> after.withoutIndex(target.name());
                case VIEW, MATERIALIZED_VIEW -> after.withoutView(target.name());
                case SCHEMA -> after.withoutSchema(target.name().name());
                default -> after;
            };
        }
        return after;
    }

    private static Schema alter(Schema schema, AlterObject alter) {
        if (alter.kind() == ObjectKind.INDEX && alter.change() instanceof AlterObject.Rename rename) {
            Table table = schema.tableOfIndex(alter.name());
            Index index = schema.index(alter.name());
            return table == null || index == null
                    ? schema
                    : schema.withoutIndex(alter.name())
                            .with(schema.withoutIndex(alter.name())
                                    .tableOrUnknown(table.name())
                                    .with(index.renamed(rename.newName())));
        }
        return schema;
    }

    private static Schema create(Schema schema, CreateObject create, Origin origin) {
        return switch (create.kind()) {
            case VIEW, MATERIALIZED_VIEW ->
                schema.with(new Schema.View(
                        schema.resolve(create.name()),
                        create.kind() == ObjectKind.MATERIALIZED_VIEW,
                        create.uses().stream().map(schema::resolve).collect(Collectors.toSet()),
                        origin));
            case TYPE -> schema.withType(create.name(), origin);
            default -> schema;
        };
    }

    private static boolean fills(DataChange change) {
        return change instanceof DataChange.CopyFrom
                || (change instanceof DataChange.Insert insert && insert.fromQuery());
    }

    private static Schema filled(Schema schema, Name name) {
        Table table = schema.table(name);
        return table == null || table.filled() ? schema : schema.with(table.fill());
    }

    private static String firstOf(@Nullable String path) {
        if (path == null || path.isBlank()) {
            return "public";
        }
        String first = path.split(",", 2)[0].strip();
        return first.isEmpty() || first.equals("$user") ? "public" : first;
    }
}
