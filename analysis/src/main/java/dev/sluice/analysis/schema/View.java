package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ViewColumn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A view.
 *
 * @param uses the tables and views that its query names
 * @param columns null when they are not known
 * @param words all names in its query, with {@code *} where that stands for columns; null when they are not known
 * @param taken the number of the transaction in which it has got a name by which others used something before, or has replaced a
 *     view in use; 0 without that
 * @param read by what it uses, the columns of that which its query uses, as the database knows them; null where nobody has asked
 */
public record View(
        Name name,
        boolean materialized,
        Set<Name> uses,
        @Nullable Set<String> words,
        @Nullable List<ViewColumn> columns,
        @Nullable Origin origin,
        int taken,
        @Nullable Map<Name, Set<String>> read) {

    /** Copies the sets. */
    public View {
        uses = Set.copyOf(uses);
        words = words == null ? null : Set.copyOf(words);
        columns = columns == null ? null : List.copyOf(columns);
        read = read == null ? null : Map.copyOf(read);
    }

    /** One that the database has, with the columns of each relation that it uses. */
    public static View ofCatalog(Name name, boolean materialized, Map<Name, Set<String>> read) {
        return new View(name, materialized, read.keySet(), null, null, null, 0, read);
    }

    /** The same where its columns may have changed. */
    View withoutColumns() {
        return new View(name, materialized, uses, words, null, origin, taken, read);
    }

    /** The same where it may have been there before. */
    View uncertain() {
        Origin made = origin == null ? null : origin.uncertain();
        return new View(name, materialized, uses, words, columns, made, taken, read);
    }

    View renamed(Name newName, int transaction) {
        int last = transaction == 0 ? taken : transaction;
        return new View(newName, materialized, uses, words, columns, origin, last, read);
    }

    /** The same where what it uses is called otherwise. */
    View using(UnaryOperator<Name> names) {
        Map<Name, Set<String>> same = null;
        if (read != null) {
            same = new HashMap<>();
            for (Map.Entry<Name, Set<String>> used : read.entrySet()) {
                same.put(names.apply(used.getKey()), used.getValue());
            }
        }
        Set<Name> others = uses.stream().map(names).collect(Collectors.toSet());
        return new View(name, materialized, others, words, columns, origin, taken, same);
    }

    /** The same where a column is called otherwise; by its words another one of the old name may be meant too. */
    View naming(Name relation, String from, String to) {
        Set<String> named = words == null ? null : and(words, from, to);
        Map<Name, Set<String>> same = read;
        if (read != null && reads(relation, from)) {
            Set<String> others = and(read.getOrDefault(relation, Set.of()), from, to);
            others.remove(from);
            same = new HashMap<>(read);
            same.put(relation, others);
        }
        return new View(name, materialized, uses, named, columns, origin, taken, same);
    }

    private static Set<String> and(Set<String> names, String from, String to) {
        Set<String> more = new HashSet<>(names);
        if (names.contains(from)) {
            more.add(to);
        }
        return more;
    }

    /** One that may use what either does. */
    View orAs(View other) {
        Set<Name> both = new HashSet<>(uses);
        both.addAll(other.uses);
        Set<String> named = words == null || other.words == null ? null : new HashSet<>(words);
        if (named != null && other.words != null) {
            named.addAll(other.words);
        }
        Map<Name, Set<String>> same = Objects.equals(read, other.read) ? read : null;
        return new View(name, materialized, both, named, null, origin, taken == 0 ? other.taken : taken, same);
    }

    /** Whether all that it is said to use is a table or view: its query has no name of its own for what it reads. */
    boolean isSureOfUses() {
        return words == null ? origin == null : !words.contains("with");
    }

    /** Whether its query may use that column of a table or view that it names. */
    public boolean mayRead(Name relation, String column) {
        return read == null ? words == null || words.contains(column) || words.contains("*") : reads(relation, column);
    }

    /** Whether the database knows that its query uses that column of a table or view. */
    public boolean reads(Name relation, String column) {
        return read != null && read.getOrDefault(relation, Set.of()).contains(column);
    }
}
