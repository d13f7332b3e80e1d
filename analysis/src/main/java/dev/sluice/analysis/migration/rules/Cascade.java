package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What {@code CASCADE} takes along, as far as it is known: foreign keys that refer to it, views that use it, views on those. */
final class Cascade {

    /** Nothing. */
    static final Cascade NONE = new Cascade(List.of(), Map.of());

    /** What to do besides, behind another sentence. */
    static final String INSTEAD =
            " Drop by name what depends on it, and the rest without CASCADE: PostgreSQL refuses that"
                    + " where something was forgotten.";

    private static final Pattern WORD = Pattern.compile("(?i)\\s+cascade\\s*$");

    private final List<String> owners;
    private final Map<String, String> views;

    private Cascade(Collection<Name> owners, Map<String, String> views) {
        this.owners = owners.stream().map(Name::sql).sorted().toList();
        this.views = views;
    }

    /** What goes with a column of a table. */
    static Cascade ofColumn(Schema schema, Name table, String column, Collection<Name> owners) {
        Name resolved = schema.resolve(table);
        List<View> all = schema.viewsOn(resolved).stream()
                .filter(view -> view.mayName(column))
                .toList();
        return new Cascade(owners, views(schema, all, view -> shows(schema, view, resolved, column)));
    }

    /** What goes with a constraint of a table: by a primary key, a view may group that names fewer columns than it has. */
    static Cascade ofConstraint(Schema schema, Name table, boolean primaryKey, Collection<Name> owners) {
        List<View> all = !primaryKey
                ? List.of()
                : schema.viewsOn(schema.resolve(table)).stream()
                        .filter(view -> view.words() == null || view.words().contains("group"))
                        .toList();
        return new Cascade(owners, views(schema, all, view -> false));
    }

    private static boolean shows(Schema schema, View view, Name table, String column) {
        return view.columns() != null
                && view.columns().stream()
                        .anyMatch(shown -> shown.table() != null
                                && schema.resolve(shown.table()).equals(table)
                                && shown.column().equals(column));
    }

    /** Each with its words; those on one that only may go may go too. */
    private static Map<String, String> views(Schema schema, List<View> first, Predicate<View> certain) {
        Map<String, String> words = new TreeMap<>();
        Deque<View> open = new ArrayDeque<>();
        // What goes for sure comes first, so that nothing on it is in doubt.
        first.stream().filter(certain).forEach(open::add);
        follow(schema, open, "", words);
        open.addAll(first);
        follow(schema, open, "perhaps ", words);
        return words;
    }

    private static void follow(Schema schema, Deque<View> open, String doubt, Map<String, String> words) {
        while (!open.isEmpty()) {
            View view = open.remove();
            String kind = view.materialized() ? "materialized view " : "view ";
            String name = view.name().sql();
            if (words.putIfAbsent(name, doubt + kind + name) == null) {
                open.addAll(schema.viewsOn(view.name()));
            }
        }
    }

    boolean isEmpty() {
        return owners.isEmpty() && views.isEmpty();
    }

    /** Whether a foreign key goes. */
    boolean takesKeys() {
        return !owners.isEmpty();
    }

    /** As part of a sentence, with a comma before it; empty where nothing goes. */
    String words() {
        List<String> all = new ArrayList<>();
        if (!owners.isEmpty()) {
            all.add("each foreign key of " + String.join(", ", owners) + " that refers to it");
        }
        all.addAll(views.values());
        return all.isEmpty() ? "" : ", and with CASCADE " + String.join(", ", all);
    }

    /** The views that are locked so that even reads wait, behind the tables that are; empty without any. */
    String locked(String tables) {
        String all = String.join(", ", views.keySet());
        return tables.isEmpty() || all.isEmpty() ? tables + all : tables + ", " + all;
    }

    /** The clause without the word, so that PostgreSQL refuses it where something was forgotten. */
    static String without(String clause) {
        return WORD.matcher(clause).replaceFirst("");
    }
}
