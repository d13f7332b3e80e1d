package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The tables, indexes, types and views that are known at one point of the migrations. What is not in it may exist
 * nevertheless: nobody says that the migrations are whole. A name without a schema is looked for in the first schema of
 * the search path.
 */
public final class Schema {

    /** Nothing is known, and the search path begins with {@code public}. */
    public static final Schema EMPTY = new Schema(
            "public",
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty());

    private final String path;
    private final PMap<Name, Table> tables;
    private final PMap<Name, Name> tableOfIndex;
    private final PMap<Name, Domain> domains;
    private final PMap<Name, Origin> types;
    private final PMap<Name, View> views;

    private Schema(
            String path,
            PMap<Name, Table> tables,
            PMap<Name, Name> tableOfIndex,
            PMap<Name, Domain> domains,
            PMap<Name, Origin> types,
            PMap<Name, View> views) {
        this.path = path;
        this.tables = tables;
        this.tableOfIndex = tableOfIndex;
        this.domains = domains;
        this.types = types;
        this.views = views;
    }

    /**
     * A domain.
     *
     * @param constrained whether rows are held to a CHECK or NOT NULL of it
     */
    public record Domain(Name name, DataType type, boolean constrained) {}

    /** A view, and the tables and views that its query names. */
    public record View(
            Name name,
            boolean materialized,
            Set<Name> uses,
            @Nullable Origin origin) {
        /** Copies the set. */
        public View {
            uses = Set.copyOf(uses);
        }
    }

    /** The name with its schema. */
    public Name resolve(Name name) {
        return name.in(path);
    }

    /** A table; null when it is not known. */
    public @Nullable Table table(Name name) {
        return tables.get(resolve(name));
    }

    /** A table, be it one of which only the name is known. */
    public Table tableOrUnknown(Name name) {
        Table table = table(name);
        return table == null ? Table.unknown(resolve(name)) : table;
    }

    /** All tables that are known, in no order. */
    public Collection<Table> tables() {
        return tables.values();
    }

    /** The table of an index; null when the index is not known. */
    public @Nullable Table tableOfIndex(Name index) {
        Name table = tableOfIndex.get(resolve(index));
        return table == null ? null : tables.get(table);
    }

    /** An index; null when it is not known. */
    public @Nullable Index index(Name index) {
        Table table = tableOfIndex(index);
        return table == null ? null : table.indexesByName().get(index.name());
    }

    /** A domain; null when it is not known. */
    public @Nullable Domain domain(Name name) {
        return domains.get(resolve(name));
    }

    /** The migration that has made a type; null when none has. */
    public @Nullable Origin typeOrigin(Name name) {
        return types.get(resolve(name));
    }

    /** A view; null when it is not known. */
    public @Nullable View view(Name name) {
        return views.get(resolve(name));
    }

    /** The views whose queries name a table or view. */
    public List<View> viewsOn(Name name) {
        Name relation = resolve(name);
        return views.values().stream()
                .filter(view -> view.uses().contains(relation))
                .toList();
    }

    /** The partitions of a table that are known. */
    public List<Table> partitionsOf(Name name) {
        Name parent = resolve(name);
        return tables.values().stream()
                .filter(table -> parent.equals(table.partitionOf()))
                .toList();
    }

    Schema path(String schema) {
        return new Schema(schema, tables, tableOfIndex, domains, types, views);
    }

    Schema with(Table table) {
        PMap<Name, Name> indexes = tableOfIndex;
        for (String index : table.indexesByName().keySet()) {
            Name name = table.name().sibling(index);
            if (!table.name().equals(indexes.get(name))) {
                indexes = indexes.plus(name, table.name());
            }
        }
        return new Schema(path, tables.plus(table.name(), table), indexes, domains, types, views);
    }

    Schema withoutTable(Name name) {
        Table table = table(name);
        if (table == null) {
            return this;
        }
        List<Name> gone = table.indexesByName().keySet().stream()
                .map(table.name()::sibling)
                .toList();
        return new Schema(path, tables.minus(table.name()), tableOfIndex.minusAll(gone), domains, types, views);
    }

    Schema withoutIndex(Name name) {
        Table table = tableOfIndex(name);
        if (table == null) {
            return this;
        }
        Table less = table.indexes(table.indexesByName().minus(name.name()));
        return new Schema(
                path, tables.plus(less.name(), less), tableOfIndex.minus(resolve(name)), domains, types, views);
    }

    Schema with(Domain domain) {
        return new Schema(path, tables, tableOfIndex, domains.plus(domain.name(), domain), types, views);
    }

    Schema withType(Name name, Origin origin) {
        return new Schema(path, tables, tableOfIndex, domains, types.plus(resolve(name), origin), views);
    }

    Schema with(View view) {
        return new Schema(path, tables, tableOfIndex, domains, types, views.plus(view.name(), view));
    }

    Schema withoutView(Name name) {
        return new Schema(path, tables, tableOfIndex, domains, types, views.minus(resolve(name)));
    }

    Schema withoutSchema(String schema) {
        Schema less = this;
        for (Map.Entry<Name, Table> table : tables.entrySet()) {
            less = table.getKey().schema().equals(schema) ? less.withoutTable(table.getKey()) : less;
        }
        return less;
    }
}
