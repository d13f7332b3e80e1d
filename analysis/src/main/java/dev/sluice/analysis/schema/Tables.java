package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint.ForeignKey;
import dev.sluice.analysis.statement.Name;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * Tables by their names, and by what leads to them, so that nobody has to look at all. Immutable.
 *
 * @param ofIndexes the table of each index
 * @param ofSchemas the tables of each schema
 * @param parts the partitions of each table
 * @param parents the tables from which others inherit
 * @param referring by a name without its schema, the tables with a foreign key that refers to a table of that name
 */
record Tables(
        PMap<Name, Table> byName,
        PMap<Name, Name> ofIndexes,
        PMap<String, PSet<Name>> ofSchemas,
        PMap<Name, Partitions> parts,
        PSet<Name> parents,
        PMap<String, PSet<Name>> referring) {

    static final Tables NONE = new Tables(
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePSet.empty(),
            HashTreePMap.empty());

    @Nullable
    Table get(Name name) {
        return byName.get(name);
    }

    boolean has(Name name) {
        return byName.containsKey(name);
    }

    Collection<Table> all() {
        return byName.values();
    }

    /** The table of an index; null when the index is not known. */
    @Nullable
    Table ofIndex(Name index) {
        Name table = ofIndexes.get(index);
        return table == null ? null : byName.get(table);
    }

    List<Table> ofSchema(String schema) {
        return named(ofSchemas.get(schema));
    }

    List<Table> partsOf(Name table) {
        return named(partitions(table).names());
    }

    Partitions partitions(Name table) {
        return parts.getOrDefault(table, Partitions.NONE);
    }

    /** The tables to whose names foreign keys refer, in whatever schema. */
    List<Table> referred() {
        return referring.keySet().stream()
                .flatMap(name -> ofSchemas.keySet().stream().map(schema -> byName.get(new Name(schema, name))))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The tables from which others inherit, partitioned ones apart. */
    List<Table> withHeirs() {
        return named(parents);
    }

    /** The tables with a foreign key to a table that is called so in whatever schema. */
    List<Table> referringTo(String name) {
        return named(referring.get(name));
    }

    private List<Table> named(@Nullable PSet<Name> names) {
        return names == null
                ? List.of()
                : names.stream().map(byName::get).filter(Objects::nonNull).toList();
    }

    Tables with(Table table) {
        Table before = byName.get(table.name());
        PMap<String, Index> old = before == null ? HashTreePMap.empty() : before.indexesByName();
        PMap<Name, Name> indexes = ofIndexes;
        if (old != table.indexesByName()) {
            for (String index : table.indexesByName().keySet()) {
                indexes = old.containsKey(index)
                        ? indexes
                        : indexes.plus(table.name().sibling(index), table.name());
            }
            for (String index : old.keySet()) {
                indexes = table.indexesByName().containsKey(index)
                        ? indexes
                        : indexes.minus(table.name().sibling(index));
            }
        }
        return related(table.name(), before, table, byName.plus(table.name(), table), indexes);
    }

    /** The same where that table has another index, without a look at those that it has already. */
    Tables with(Table table, Index index) {
        Tables known = with(table);
        return new Tables(
                known.byName.plus(table.name(), table.with(index)),
                known.ofIndexes.plus(table.name().sibling(index.name()), table.name()),
                known.ofSchemas,
                known.parts,
                known.parents,
                known.referring);
    }

    Tables without(Table table) {
        List<Name> gone = table.indexesByName().keySet().stream()
                .map(table.name()::sibling)
                .toList();
        return related(table.name(), table, null, byName.minus(table.name()), ofIndexes.minusAll(gone));
    }

    Tables withoutSchema(String schema) {
        Tables less = this;
        for (Table table : ofSchema(schema)) {
            less = less.without(table);
        }
        return less;
    }

    Tables withoutIndex(Name index) {
        Table table = ofIndex(index);
        if (table == null) {
            return this;
        }
        Table less = table.indexes(table.indexesByName().minus(index.name()));
        return new Tables(byName.plus(less.name(), less), ofIndexes.minus(index), ofSchemas, parts, parents, referring);
    }

    private Tables related(
            Name name,
            @Nullable Table before,
            @Nullable Table after,
            PMap<Name, Table> tables,
            PMap<Name, Name> indexes) {
        PMap<String, PSet<Name>> schemas = ofSchemas;
        if (before == null || after == null) {
            schemas = after == null ? minus(schemas, name.schema(), name) : plus(schemas, name.schema(), name);
        }
        PMap<Name, Partitions> partitions = parts(before, after);
        PMap<String, PSet<Name>> owners = referring;
        for (String referred : referredBy(before)) {
            owners = minus(owners, referred, name);
        }
        for (String referred : referredBy(after)) {
            owners = plus(owners, referred, name);
        }
        PSet<Name> inherited = after != null && !after.heirs().isEmpty() ? parents.plus(name) : parents.minus(name);
        return new Tables(tables, indexes, schemas, partitions, inherited, owners);
    }

    private PMap<Name, Partitions> parts(@Nullable Table before, @Nullable Table after) {
        Name parent = before == null ? null : before.partitionOf();
        Name next = after == null ? null : after.partitionOf();
        boolean same = before != null
                && after != null
                && Objects.equals(parent, next)
                && Objects.equals(Partitions.plainOrigin(before), Partitions.plainOrigin(after));
        if (same) {
            return parts;
        }
        PMap<Name, Partitions> changed = parts;
        if (before != null && parent != null) {
            Partitions less = partitions(parent).minus(before);
            changed = less.isEmpty() ? changed.minus(parent) : changed.plus(parent, less);
        }
        if (after != null && next != null) {
            changed = changed.plus(
                    next, changed.getOrDefault(next, Partitions.NONE).plus(after));
        }
        return changed;
    }

    private static List<String> referredBy(@Nullable Table table) {
        return table == null || table.constraintsByName().isEmpty()
                ? List.of()
                : table.constraints().stream()
                        .map(TableConstraint::constraint)
                        .filter(ForeignKey.class::isInstance)
                        .map(key -> ((ForeignKey) key).references().name())
                        .distinct()
                        .toList();
    }

    private static <K> PMap<K, PSet<Name>> plus(PMap<K, PSet<Name>> sets, K key, Name name) {
        PSet<Name> set = sets.get(key);
        return sets.plus(key, (set == null ? HashTreePSet.<Name>empty() : set).plus(name));
    }

    private static <K> PMap<K, PSet<Name>> minus(PMap<K, PSet<Name>> sets, K key, Name name) {
        PSet<Name> set = sets.get(key);
        PSet<Name> less = set == null ? HashTreePSet.empty() : set.minus(name);
        return less.isEmpty() ? sets.minus(key) : sets.plus(key, less);
    }
}
