package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ViewColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A view.
 *
 * @param uses the tables and views that its query names
 * @param columns null when they are not known
 * @param words all names in its query, with {@code *} where that stands for columns; null when they are not known
 * @param taken the number of the transaction in which it has got a name by which others used something before, or has replaced a
 *     view in use; 0 without that
 */
public record View(
        Name name,
        boolean materialized,
        Set<Name> uses,
        @Nullable Set<String> words,
        @Nullable List<ViewColumn> columns,
        @Nullable Origin origin,
        int taken) {

    /** Copies the sets. */
    public View {
        uses = Set.copyOf(uses);
        words = words == null ? null : Set.copyOf(words);
        columns = columns == null ? null : List.copyOf(columns);
    }

    /** One of which the columns are not known. */
    public View(Name name, boolean materialized, Set<Name> uses, @Nullable Set<String> words, @Nullable Origin origin) {
        this(name, materialized, uses, words, null, origin, 0);
    }

    /** The same where its columns may have changed. */
    View withoutColumns() {
        return new View(name, materialized, uses, words, null, origin, taken);
    }

    /** The same where it may have been there before. */
    View uncertain() {
        return new View(name, materialized, uses, words, columns, origin == null ? null : origin.uncertain(), taken);
    }

    View renamed(Name newName, int transaction) {
        return new View(newName, materialized, uses, words, columns, origin, transaction == 0 ? taken : transaction);
    }

    /** The same where what it uses is called otherwise. */
    View using(Name from, Name to) {
        Set<Name> others = new HashSet<>(uses);
        others.remove(from);
        others.add(to);
        return using(others);
    }

    View using(Set<Name> others) {
        return new View(name, materialized, others, words, columns, origin, taken);
    }

    /** The same where a column is called otherwise; another one of the old name may be meant too. */
    View naming(String from, String to) {
        if (words == null || !words.contains(from)) {
            return this;
        }
        Set<String> more = new HashSet<>(words);
        more.add(to);
        return new View(name, materialized, uses, more, columns, origin, taken);
    }

    /** One that may use what either does. */
    View orAs(View other) {
        Set<Name> both = new HashSet<>(uses);
        both.addAll(other.uses);
        Set<String> named = words == null || other.words == null ? null : new HashSet<>(words);
        if (named != null && other.words != null) {
            named.addAll(other.words);
        }
        return new View(name, materialized, both, named, null, origin, taken == 0 ? other.taken : taken);
    }

    /** Whether all that it is said to use is a table or view: its query has no name of its own for what it reads. */
    boolean isSureOfUses() {
        return words == null ? origin == null : !words.contains("with");
    }

    /** Whether its query may use a column of that name. */
    public boolean mayName(String column) {
        return words == null || words.contains(column) || words.contains("*");
    }
}
