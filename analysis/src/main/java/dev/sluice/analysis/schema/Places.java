package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * Where a name is: by the search path, and by what is known not to be there. Immutable.
 *
 * @param absent what has been dropped or renamed, and whole schemas that were new, or are gone, at some point of the migrations
 * @param used by which names others have used something, for sure or perhaps, and whole schemas of which nobody knows by which
 * @param catalog null where nobody has asked a database
 * @param unread whether something has been run that nobody could read, which may have made what was known not to be there
 */
record Places(
        SearchPath path,
        PSet<Name> absent,
        PSet<Name> used,
        @Nullable CatalogNames catalog,
        boolean unread) {

    static final Places PUBLIC = new Places(SearchPath.PUBLIC, HashTreePSet.empty(), HashTreePSet.empty(), null, false);

    /** Stands for all tables of a schema, since no table has an empty name. */
    private static Name whole(String schema) {
        return new Name(schema, "");
    }

    Name of(Name name, Predicate<Name> has) {
        return path.find(name, has, this::isAbsent);
    }

    /** Whether the migrations have made a schema, or dropped it, so that they know all that is in it. */
    boolean isAbsent(String schema) {
        return absent.contains(whole(schema));
    }

    boolean isAbsent(Name resolved) {
        return absent.contains(resolved);
    }

    /** Whether one that nobody knows may be found before it. */
    boolean isPerhapsHidden(Name resolved) {
        return catalog == null && path.comesBy(resolved.schema(), this::isAbsent);
    }

    /** Whether the catalog has a table in another schema that a name without one may mean. */
    boolean isElsewhere(Name name, Name resolved) {
        boolean guessed = path.isHome() && !path.isChosen();
        return catalog != null && name.schema().isEmpty() && guessed && catalog.isElsewhere(resolved);
    }

    Places path(SearchPath other) {
        return other.equals(path) ? this : new Places(other, absent, used, catalog, unread);
    }

    Places whole(CatalogNames names) {
        return new Places(path, absent, used, names, unread);
    }

    Places with(Name name) {
        return absent(absent.minus(name));
    }

    Places without(Name name) {
        return absent(absent.plus(name));
    }

    /** The same where others have used something by that name. */
    Places used(Name name) {
        return new Places(path, absent, used.plus(name), catalog, unread);
    }

    /** The same where others have used what is in a schema. */
    Places usedSchema(String schema) {
        return used(whole(schema));
    }

    Places afterUnread() {
        return unread ? this : new Places(path, absent, used, catalog, true);
    }

    /** Whether something was called so that others may have used. */
    boolean wasUsed(Name resolved) {
        return used.contains(resolved) || used.contains(whole(resolved.schema()));
    }

    Places withoutSchema(String schema) {
        return absent(absent.plus(whole(schema)));
    }

    /** The same where all of a schema is in one of another name, and nothing in the first one. */
    Places renamed(String from, String to) {
        PSet<Name> others = absent.minus(whole(to)).plus(whole(from));
        for (Name name : absent) {
            others = name.schema().equals(to) ? others.minus(name) : others;
        }
        for (Name name : absent) {
            others = name.schema().equals(from) ? others.plus(new Name(to, name.name())) : others;
        }
        return new Places(path.dropped(from).made(to), others, used, catalog, unread);
    }

    /** The same where nothing is known to be gone that the other has. */
    Places perhapsAfter(Places other) {
        return absent(other.absent).path(path.orAs(other.path));
    }

    Places absent(PSet<Name> others) {
        return new Places(path, others, used, catalog, unread);
    }
}
