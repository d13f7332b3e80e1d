package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * Views by their names, and by what they use, so that nobody has to look at all. Immutable.
 *
 * @param users by a table or view, the views whose queries name it
 * @param shown those of which the columns are known
 * @param taken those that have a name by which others have used something
 */
record Views(PMap<Name, View> byName, PMap<Name, PSet<Name>> users, PSet<Name> shown, PSet<Name> taken) {

    static final Views NONE =
            new Views(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePSet.empty(), HashTreePSet.empty());

    @Nullable
    View get(Name name) {
        return byName.get(name);
    }

    boolean has(Name name) {
        return byName.containsKey(name);
    }

    /** Those whose queries name a table or view. */
    List<View> on(Name relation) {
        PSet<Name> names = users.get(relation);
        return names == null
                ? List.of()
                : names.stream().map(byName::get).filter(Objects::nonNull).toList();
    }

    Views with(View view) {
        View before = byName.get(view.name());
        PMap<Name, PSet<Name>> named =
                before != null && before.uses().equals(view.uses()) ? users : plus(without(before), view);
        return new Views(
                byName.plus(view.name(), view),
                named,
                view.columns() == null ? shown.minus(view.name()) : shown.plus(view.name()),
                view.taken() == 0 ? taken.minus(view.name()) : taken.plus(view.name()));
    }

    Views without(Name name) {
        View before = byName.get(name);
        return before == null
                ? this
                : new Views(byName.minus(name), without(before), shown.minus(name), taken.minus(name));
    }

    /** Those that go when a table or view is dropped with CASCADE, as far as that is sure, and those on them. */
    Set<View> goneWith(Name relation) {
        Set<View> gone = new LinkedHashSet<>();
        Deque<Name> open = new ArrayDeque<>(List.of(relation));
        while (!open.isEmpty()) {
            on(open.pop()).stream()
                    .filter(View::isSureOfUses)
                    .filter(gone::add)
                    .forEach(view -> open.push(view.name()));
        }
        return gone;
    }

    Views withoutSchema(String schema) {
        Views less = this;
        for (Name name : byName.keySet()) {
            less = name.schema().equals(schema) ? less.without(name) : less;
        }
        return less;
    }

    private PMap<Name, PSet<Name>> without(@Nullable View view) {
        PMap<Name, PSet<Name>> fewer = users;
        if (view == null) {
            return fewer;
        }
        for (Name used : view.uses()) {
            PSet<Name> left = fewer.getOrDefault(used, HashTreePSet.empty()).minus(view.name());
            fewer = left.isEmpty() ? fewer.minus(used) : fewer.plus(used, left);
        }
        return fewer;
    }

    private static PMap<Name, PSet<Name>> plus(PMap<Name, PSet<Name>> users, View view) {
        PMap<Name, PSet<Name>> more = users;
        for (Name used : view.uses()) {
            more = more.plus(used, more.getOrDefault(used, HashTreePSet.empty()).plus(view.name()));
        }
        return more;
    }

    /** The same where their columns may have changed. */
    Views withoutColumns() {
        PMap<Name, View> changed = byName;
        for (Name name : shown) {
            View view = byName.get(name);
            changed = view == null ? changed : changed.plus(name, view.withoutColumns());
        }
        return new Views(changed, users, HashTreePSet.empty(), taken);
    }

    /** The same, each of which may still use what it uses among the others. */
    Views orAs(Views others) {
        Views both = this;
        for (View view : byName.values()) {
            View old = others.get(view.name());
            if (old == null) {
                both = both.with(view.uncertain());
            } else if (!old.equals(view)) {
                both = both.with(view.orAs(old));
            }
        }
        for (View old : others.byName.values()) {
            both = has(old.name()) ? both : both.with(old.withoutColumns());
        }
        return both;
    }
}
