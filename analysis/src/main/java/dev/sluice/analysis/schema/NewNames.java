package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The names that a statement gives to tables, and to what is read like them, which are there. */
public final class NewNames {

    private NewNames() {}

    /** The name behind the statement of what has a name before it, both with their schemas; null where none changes. */
    public static @Nullable UnaryOperator<Name> of(Statement statement, Schema before) {
        if (statement instanceof AlterTable alter) {
            Name from = before.resolve(alter.table());
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.RenameTable rename) {
                    return one(from, from.sibling(rename.newName()));
                } else if (action instanceof TableAction.SetSchema move) {
                    return one(from, new Name(move.schema(), from.name()));
                }
            }
        }
        return statement instanceof AlterObject alter ? of(alter, before) : null;
    }

    /**
     * What a statement gives a new name, with that name: to be compared with what {@link #called} gives; null where it gives
     * none.
     */
    public static @Nullable String given(Statement statement, Schema before) {
        if (statement instanceof AlterObject alter) {
            Name to = ObjectChange.moved(before.resolve(alter.name()), alter.change());
            return to == null ? null : key(alter.kind(), to) + alter.arguments();
        }
        Name from = statement instanceof AlterTable alter ? before.resolve(alter.table()) : null;
        UnaryOperator<Name> names = from == null ? null : of(statement, before);
        return from == null || names == null ? null : key(ObjectKind.TABLE, names.apply(from));
    }

    /** An object with its name. */
    public static String called(ObjectKind kind, Name name, Schema before) {
        return key(kind, before.resolve(name));
    }

    /** What a statement alters, one of several routines of the same name by its parameters. */
    public static String called(AlterObject alter, Schema before) {
        return called(alter.kind(), alter.name(), before) + alter.arguments();
    }

    private static String key(ObjectKind kind, Name name) {
        return kind + " " + (kind.isInSchema() ? name.sql() : name.name());
    }

    private static @Nullable UnaryOperator<Name> of(AlterObject alter, Schema before) {
        if (alter.kind() == ObjectKind.SCHEMA && alter.change() instanceof AlterObject.Rename rename) {
            String schema = alter.name().name();
            return name -> name.schema().equals(schema) ? new Name(rename.newName(), name.name()) : name;
        }
        Name from = before.resolve(alter.name());
        Name to = alter.kind() == ObjectKind.MATERIALIZED_VIEW ? ObjectChange.moved(from, alter.change()) : null;
        return to == null ? null : one(from, to);
    }

    private static UnaryOperator<Name> one(Name from, Name to) {
        return name -> name.equals(from) ? to : name;
    }
}
