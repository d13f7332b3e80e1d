package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.ViewColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of a view's columns, which never change while the view is there. */
public final class ViewTypes {

    private ViewTypes() {}

    /** The columns that a view has behind the statement: where it replaces one, the old columns keep their types, or it fails. */
    static @Nullable List<ViewColumn> of(Schema schema, CreateObject create) {
        if (create.columns() == null) {
            return null;
        }
        View old = create.replace() ? schema.view(schema.place(create.name())) : null;
        List<ViewColumn> columns = new ArrayList<>(found(schema, create.columns()));
        List<ViewColumn> before = old == null || old.columns() == null ? List.of() : old.columns();
        for (int i = 0; i < Math.min(before.size(), columns.size()); i++) {
            DataType type = before.get(i).type();
            columns.set(i, type == null ? columns.get(i) : columns.get(i).typed(type));
        }
        return columns;
    }

    /** The columns with the types that the tables give them. */
    public static List<ViewColumn> found(Schema schema, List<ViewColumn> columns) {
        return columns.stream()
                .map(column -> {
                    DataType type = typeOf(schema, column);
                    return type == null ? column : column.typed(type);
                })
                .toList();
    }

    private static @Nullable DataType typeOf(Schema schema, ViewColumn column) {
        Table table = column.table() == null ? null : schema.table(column.table());
        Column known = table == null ? null : table.column(column.column());
        return known == null ? column.type() : known.type();
    }

    /** Whether two types are known to be others for the server, a length included. */
    public static boolean differ(@Nullable DataType one, @Nullable DataType other) {
        return one != null && other != null && !words(one).equals(words(other));
    }

    private static String words(DataType type) {
        String name = switch (type.name()) {
            case "serial" -> "integer";
            case "bigserial" -> "bigint";
            case "smallserial" -> "smallint";
            default -> type.asName().name();
        };
        List<String> modifiers = type.modifiers();
        if (name.equals("numeric") && modifiers.size() == 1) {
            modifiers = List.of(modifiers.get(0), "0");
        } else if (name.equals("bit") && modifiers.isEmpty()) {
            modifiers = List.of("1");
        }
        return name + modifiers + (type.dimensions() > 0 ? "[]" : "");
    }
}
