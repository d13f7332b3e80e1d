package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The views that {@code CASCADE} takes along, each with whether it goes for sure: those that use what is dropped, and views on those. */
public final class CascadedViews {

    private CascadedViews() {}

    /** Those that go with a table or view. */
    public static Set<View> of(Schema schema, Name relation) {
        return with(schema, schema.viewsOn(schema.resolve(relation)), view -> true)
                .keySet();
    }

    /** Those that go with a column of a table. */
    public static Map<View, Boolean> ofColumn(Schema schema, Name table, String column) {
        Name resolved = schema.resolve(table);
        List<View> all = schema.viewsOn(resolved).stream()
                .filter(view -> view.mayRead(resolved, column))
                .toList();
        return with(schema, all, view -> shows(schema, view, resolved, column));
    }

    /** Those that go with a primary key: by it, a view may group that names fewer columns than it has. */
    public static Map<View, Boolean> ofPrimaryKey(Schema schema, Name table) {
        List<View> all = schema.viewsOn(schema.resolve(table)).stream()
                .filter(view -> view.words() == null || view.words().contains("group"))
                .toList();
        return with(schema, all, view -> false);
    }

    private static boolean shows(Schema schema, View view, Name table, String column) {
        boolean shown = view.columns() != null
                && view.columns().stream()
                        .anyMatch(one -> one.table() != null
                                && schema.resolve(one.table()).equals(table)
                                && one.column().equals(column));
        return shown || view.reads(table, column);
    }

    private static Map<View, Boolean> with(Schema schema, List<View> first, Predicate<View> certain) {
        Map<View, Boolean> gone = new LinkedHashMap<>();
        // What goes for sure comes first, so that nothing on it is in doubt.
        follow(schema, first.stream().filter(certain).toList(), true, gone);
        follow(schema, first, false, gone);
        return gone;
    }

    private static void follow(Schema schema, List<View> first, boolean certain, Map<View, Boolean> gone) {
        Deque<View> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            View view = open.remove();
            if (gone.putIfAbsent(view, certain) == null) {
                open.addAll(schema.viewsOn(view.name()));
            }
        }
    }
}
