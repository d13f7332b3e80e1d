package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.lock.CascadedViews;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code CASCADE} takes along, as far as it is known: foreign keys that refer to it, views that use it, views on those. */
final class Cascade {

    /** Nothing. */
    static final Cascade NONE = new Cascade(List.of(), List.of(), Map.of());

    /** What to do besides, behind another sentence. */
    static final String INSTEAD =
            " Drop by name what depends on it, and the rest without CASCADE: PostgreSQL refuses that"
                    + " where something was forgotten.";

    private static final Pattern WORD = Pattern.compile("(?i)\\s+cascade\\s*$");

    /** More views than that are counted instead of named. */
    private static final int MOST = 200;

    private final List<String> owners;
    /** The words for each view, by its name. */
    private final Map<String, String> views = new TreeMap<>();

    /** What drops by name that which is gone for sure, and says of the rest that it may be. */
    private final List<String> drops = new ArrayList<>();

    private Cascade(Collection<Name> owners, List<String> keys, Map<View, Boolean> gone) {
        this.owners = owners.stream().map(Name::sql).sorted().toList();
        drops.addAll(keys);
        drops.addAll(drops(views(gone, true)));
        drops(views(gone, false)).forEach(drop -> drops.add("-- where it uses it: " + drop));
        gone.forEach((view, certain) -> views.put(
                view.name().sql(),
                (certain ? "" : "perhaps ")
                        + (view.materialized() ? "materialized view " : "view ")
                        + view.name().sql()));
    }

    private static List<View> views(Map<View, Boolean> gone, boolean certain) {
        return gone.entrySet().stream()
                .filter(view -> view.getValue() == certain)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What goes with a column of a table. */
    static Cascade ofColumn(Schema schema, Name table, String column) {
        References references = new References(schema, table);
        return new Cascade(
                references.ownersBy(column),
                keys(schema, references.ownersBy(column), references.keysBy(column)),
                CascadedViews.ofColumn(schema, table, column));
    }

    /** What goes with a primary key or unique constraint of a table. */
    static Cascade ofConstraint(Schema schema, Name table, Constraint.Unique unique) {
        References references = new References(schema, table);
        return new Cascade(
                references.ownersBy(unique),
                keys(schema, references.ownersBy(unique), references.keysBy(unique)),
                unique.primaryKey() ? CascadedViews.ofPrimaryKey(schema, table) : Map.of());
    }

    private static List<String> keys(Schema schema, Collection<Name> owners, Set<Constraint.ForeignKey> keys) {
        return owners.stream()
                .flatMap(owner -> schema.tableOrUnknown(owner).constraints().stream()
                        .filter(known -> keys.contains(known.constraint()))
                        .map(known -> "ALTER TABLE " + owner + " DROP CONSTRAINT " + Name.quoted(known.name()) + ";"))
                .sorted()
                .toList();
    }

    /** Drops views, each before those that it uses. */
    static List<String> drops(Collection<View> views) {
        Map<Name, View> left = new LinkedHashMap<>();
        Map<Name, Integer> users = new HashMap<>();
        views.stream().sorted(Comparator.comparing(view -> view.name().sql())).forEach(view -> {
            left.put(view.name(), view);
            used(view).forEach(used -> users.merge(used, 1, Integer::sum));
        });
        Queue<Name> free = new PriorityQueue<>(Comparator.comparing(Name::sql));
        left.keySet().stream().filter(view -> !users.containsKey(view)).forEach(free::add);
        List<String> drops = new ArrayList<>();
        while (!left.isEmpty() && drops.size() < MOST) {
            // None is free of those that use each other in a circle, which the server refuses.
            Name first = free.isEmpty() ? left.keySet().iterator().next() : free.remove();
            View next = left.remove(first);
            if (next != null) {
                drops.add("DROP " + (next.materialized() ? "MATERIALIZED VIEW " : "VIEW ") + first + ";");
                used(next)
                        .filter(used -> users.merge(used, -1, Integer::sum) == 0)
                        .forEach(free::add);
            }
        }
        if (!left.isEmpty()) {
            drops.add("-- and " + left.size() + " more views, each before those that it uses;");
        }
        return drops;
    }

    private static Stream<Name> used(View view) {
        return view.uses().stream().filter(used -> !used.equals(view.name()));
    }

    /** The SQL that drops it by name, each on a line; empty where nothing is known. */
    String first() {
        return drops.stream().map(drop -> drop + "\n").collect(Collectors.joining());
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
        all.addAll(few(List.copyOf(views.values())));
        return all.isEmpty() ? "" : ", and with CASCADE " + String.join(", ", all);
    }

    /** The tables, and the views behind them, that are locked so that even reads wait; empty without any. */
    String locked(String tables) {
        List<String> all = new ArrayList<>(tables.isEmpty() ? List.of() : List.of(tables));
        Set<String> named = Set.of(tables.split(", ", -1));
        views.keySet().stream().filter(view -> !named.contains(view)).forEach(all::add);
        return String.join(", ", few(all));
    }

    private static List<String> few(List<String> all) {
        return all.size() <= MOST
                ? all
                : Stream.concat(all.stream().limit(MOST), Stream.of((all.size() - MOST) + " more"))
                        .toList();
    }

    /** The clause without the word, so that PostgreSQL refuses it where something was forgotten. */
    static String without(String clause) {
        return WORD.matcher(clause).replaceFirst("");
    }
}
