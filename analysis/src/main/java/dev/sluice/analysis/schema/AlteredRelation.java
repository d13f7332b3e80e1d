package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ALTER TABLE} that names an index, a sequence or a view, which PostgreSQL takes for {@code ALTER INDEX} and so on, and
 * {@code ALTER INDEX … RENAME} of what is no index.
 */
final class AlteredRelation {

    private AlteredRelation() {}

    static Statement meant(Schema schema, Statement statement) {
        if (statement instanceof AlterObject alter) {
            return renamed(schema, alter);
        }
        if (!(statement instanceof AlterTable alter) || alter.actions().size() != 1) {
            return statement;
        }
        ObjectKind kind = kind(schema, alter.table());
        AlterObject.Change change = kind == null ? null : change(alter.actions().get(0), kind);
        return kind == null || change == null ? statement : new AlterObject(alter.span(), kind, alter.table(), change);
    }

    /** Of {@code ALTER VIEW} and {@code ALTER SEQUENCE}, on the other hand, PostgreSQL takes no other relation. */
    private static Statement renamed(Schema schema, AlterObject alter) {
        if (alter.kind() != ObjectKind.INDEX
                || !(alter.change() instanceof AlterObject.Rename rename)
                || schema.index(alter.name()) != null) {
            return alter;
        }
        ObjectKind kind = kind(schema, alter.name());
        if (kind != null) {
            return new AlterObject(alter.span(), kind, alter.name(), rename);
        }
        TableAction action = new TableAction.RenameTable(alter.span(), rename.newName());
        return schema.table(alter.name()) == null
                ? alter
                : new AlterTable(alter.span(), alter.name(), false, false, List.of(action));
    }

    /** Null for a table, and for what is not known. */
    private static @Nullable ObjectKind kind(Schema schema, Name name) {
        View view = schema.view(name);
        if (view != null) {
            return view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
        }
        if (schema.table(name) != null) {
            return null;
        }
        if (schema.index(name) != null) {
            return ObjectKind.INDEX;
        }
        return schema.origin(ObjectKind.SEQUENCE, name) == null ? null : ObjectKind.SEQUENCE;
    }

    /** Null for what is done in another way to a table. */
    private static AlterObject.@Nullable Change change(TableAction action, ObjectKind kind) {
        boolean view = kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW;
        if (action instanceof TableAction.RenameTable rename) {
            return new AlterObject.Rename(rename.newName());
        }
        if (action instanceof TableAction.SetSchema set && kind != ObjectKind.INDEX) {
            return new AlterObject.SetSchema(set.schema());
        }
        return action instanceof TableAction.RenameColumn rename && view
                ? new AlterObject.RenameColumn(rename.column(), rename.newName())
                : null;
    }
}
