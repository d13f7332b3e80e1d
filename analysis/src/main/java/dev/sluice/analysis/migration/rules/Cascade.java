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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code CASCADE} takes along, as far as it is known: foreign keys that refer to it, views that use it, views on those. */
final class Cascade {

    /** Nothing. */
    static final Cascade NONE = new Cascade(List.of(), List.of(), Map.of());

    /** What to do besides, behind another sentence. */
    static final String INSTEAD =
            " Drop by name what depends on it, and the rest without CASCADE: PostgreSQL refuses that"
                    + " where something was forgotten.";

    private static final Pattern WORD = Pattern.compile("(?i)\\s+cascade\\s*$");

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
        List<View> left = new ArrayList<>(views);
        left.sort(Comparator.comparing(view -> view.name().sql()));
        List<String> drops = new ArrayList<>();
        while (!left.isEmpty()) {
            View next = left.stream()
                    .filter(view -> left.stream()
                            .noneMatch(
                                    other -> !other.equals(view) && other.uses().contains(view.name())))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            drops.add("DROP " + (next.materialized() ? "MATERIALIZED VIEW " : "VIEW ") + next.name() + ";");
        }
        return drops;
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
