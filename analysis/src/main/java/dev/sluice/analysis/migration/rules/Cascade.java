package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.CascadedViews;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    /** The words for each view, by its name. */
    private final Map<String, String> views = new TreeMap<>();

    private Cascade(Collection<Name> owners, Map<View, Boolean> gone) {
        this.owners = owners.stream().map(Name::sql).sorted().toList();
        gone.forEach((view, certain) -> views.put(
                view.name().sql(),
                (certain ? "" : "perhaps ")
                        + (view.materialized() ? "materialized view " : "view ")
                        + view.name().sql()));
    }

    /** What goes with a column of a table. */
    static Cascade ofColumn(Schema schema, Name table, String column, Collection<Name> owners) {
        return new Cascade(owners, CascadedViews.ofColumn(schema, table, column));
    }

    /** What goes with a constraint of a table. */
    static Cascade ofConstraint(Schema schema, Name table, boolean primaryKey, Collection<Name> owners) {
        return new Cascade(owners, primaryKey ? CascadedViews.ofPrimaryKey(schema, table) : Map.of());
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

    /** The tables, and the views behind them, that are locked so that even reads wait; empty without any. */
    String locked(String tables) {
        List<String> all = new ArrayList<>(tables.isEmpty() ? List.of() : List.of(tables));
        Set<String> named = Set.of(tables.split(", ", -1));
        views.keySet().stream().filter(view -> !named.contains(view)).forEach(all::add);
        return String.join(", ", all);
    }

    /** The clause without the word, so that PostgreSQL refuses it where something was forgotten. */
    static String without(String clause) {
        return WORD.matcher(clause).replaceFirst("");
    }
}
