package dev.sluice.analysis.catalog;

import dev.sluice.analysis.schema.Catalog;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.SearchPath;
import dev.sluice.analysis.schema.Size;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of a server's catalog, and makes a {@link Catalog} of them. Tables come first, in any order; then what
 * belongs to them. What belongs to a table that was not named is ignored. Not safe for use by several threads.
 */
public final class CatalogBuilder {

    private final PostgresVersion version;
    private final DefinitionText definitions = new DefinitionText();
    private final Map<Long, Relation> relations = new LinkedHashMap<>();
    private final Map<Name, DomainType> domains = new LinkedHashMap<>();
    private final Map<Long, ViewUse> views = new LinkedHashMap<>();
    private final Set<Name> others = new HashSet<>();

    /** Begins a catalog of a server of that version. */
    public CatalogBuilder(PostgresVersion version) {
        this.version = version;
    }

    private static final class Relation {
        private final Name name;
        private final @Nullable Size own;
        private final boolean partitioned;
        private final Map<String, Column> columns = new LinkedHashMap<>();
        private final List<TableConstraint> constraints = new ArrayList<>();
        private final List<Index> indexes = new ArrayList<>();
        private final List<Long> children = new ArrayList<>();
        private @Nullable Name partitionOf;
        private final List<String> key = new ArrayList<>();
        private boolean rest;
        private boolean foreign;
        private boolean inherited;

        private Relation(Name name, @Nullable Size own, boolean partitioned) {
            this.name = name;
            this.own = own;
            this.partitioned = partitioned;
        }
    }

    private record DomainType(
            String base,
            boolean constrained,
            @Nullable String collation,
            @Nullable String defaultValue) {}

    private record ViewUse(Name name, boolean materialized, Map<Name, Set<String>> uses) {}

    /**
     * Adds a table.
     *
     * @param id its object identifier
     * @param own how much it holds itself; null when nobody knows; of a partitioned table nothing
     * @param partitioned whether it has partitions instead of rows
     */
    public void table(long id, Name name, @Nullable Size own, boolean partitioned) {
        relations.put(id, new Relation(name, own, partitioned));
    }

    /**
     * Says that a table is a part of another one, or inherits from it.
     *
     * @param partition whether it is a partition
     */
    public void child(long id, long parent, boolean partition) {
        Relation relation = relations.get(id);
        Relation above = relations.get(parent);
        if (relation != null && above != null) {
            above.children.add(id);
            relation.partitionOf = partition ? above.name : relation.partitionOf;
            above.inherited |= !partition;
            if (!partition) {
                others.add(relation.name);
            }
        }
    }

    /** Says that a table, named before, has its rows on another server. */
    public void foreign(long id) {
        Relation relation = relations.get(id);
        if (relation != null) {
            relation.foreign = true;
        }
    }

    /** Adds a column to those that say into which partition of a table a row goes. */
    public void partitionKey(long table, String column) {
        Relation relation = relations.get(table);
        if (relation != null) {
            relation.key.add(column);
        }
    }

    /** Says that a table, named as a partition before, is the default one: it takes the rows that no other takes. */
    public void defaultPartition(long id) {
        Relation relation = relations.get(id);
        if (relation != null) {
            relation.rest = true;
        }
    }

    /**
     * Adds a column.
     *
     * @param type as {@code format_type} prints it
     * @param notNull whether all rows are known to have a value
     * @param collation null where it is its type's
     */
    public void column(
            long table,
            String name,
            String type,
            boolean notNull,
            boolean hasDefault,
            Generation generation,
            @Nullable String collation) {
        Relation relation = relations.get(table);
        if (relation != null) {
            DataType read = definitions.type(unqualified(type)).orElse(null);
            relation.columns.put(name, new Column(name, read, notNull, hasDefault, generation, collation, null));
        }
    }

    /**
     * Adds a constraint.
     *
     * @param definition as {@code pg_get_constraintdef} prints it
     * @param valid whether all rows are known to satisfy it
     */
    public void constraint(long table, String name, String definition, boolean valid) {
        Relation relation = relations.get(table);
        if (relation != null) {
            definitions
                    .constraint(Name.quoted(name), definition)
                    .ifPresentOrElse(
                            read -> relation.constraints.add(new TableConstraint(name, read, valid)),
                            () -> others.add(relation.name.sibling(name)));
        }
    }

    /**
     * Adds an index.
     *
     * @param definition as {@code pg_get_indexdef} prints it
     * @param valid whether queries use it
     * @param constraint whether it belongs to a constraint
     */
    public void index(long table, String name, String definition, boolean valid, boolean constraint) {
        Relation relation = relations.get(table);
        if (relation != null) {
            others.add(relation.name.sibling(name));
            definitions
                    .index(definition)
                    .ifPresent(read -> relation.indexes.add(new Index(
                            name,
                            read.unique(),
                            read.nullsNotDistinct(),
                            read.method(),
                            read.keys(),
                            read.include(),
                            read.where(),
                            constraint,
                            valid,
                            null)));
        }
    }

    /**
     * Adds a domain.
     *
     * @param base its type as {@code format_type} prints it
     * @param constrained whether it has a CHECK or is not null
     * @param collation null where it is the database's
     * @param defaultValue its default as {@code pg_get_expr} prints it; null without one
     */
    public void domain(
            Name name, String base, boolean constrained, @Nullable String collation, @Nullable String defaultValue) {
        domains.put(name, new DomainType(base, constrained, collation, defaultValue));
    }

    /**
     * Adds a view, or what it uses when it has been added.
     *
     * @param uses a table or view
     * @param column one that it uses of that; null for none
     */
    public void view(long id, Name name, boolean materialized, @Nullable Name uses, @Nullable String column) {
        ViewUse view = views.computeIfAbsent(id, any -> new ViewUse(name, materialized, new HashMap<>()));
        others.add(name);
        if (uses != null) {
            Set<String> columns = view.uses().computeIfAbsent(uses, any -> new HashSet<>());
            if (column != null) {
                columns.add(column);
            }
        }
    }

    /** Adds the name of something else, such as a type, a sequence or a trigger, with the schema that it is in. */
    public void other(Name name) {
        others.add(name);
    }

    private @Nullable Expression value(DomainType domain) {
        return domain.defaultValue() == null
                ? null
                : definitions.defaultValue(domain.defaultValue()).orElse(null);
    }

    /** What has been collected. */
    public Catalog build() {
        Map<Long, Size> sizes = new HashMap<>();
        List<Catalog.CatalogTable> tables = relations.entrySet().stream()
                .map(entry -> table(entry.getValue(), size(entry.getKey(), sizes, new HashSet<>())))
                .collect(Collectors.toList());
        List<Domain> known = new ArrayList<>();
        domains.forEach((name, domain) -> definitions
                .type(unqualified(domain.base()))
                .ifPresent(base ->
                        known.add(new Domain(name, base, domain.constrained(), domain.collation(), value(domain)))));
        List<View> used = views.values().stream()
                .map(view -> View.ofCatalog(view.name(), view.materialized(), view.uses()))
                .toList();
        return new Catalog(version, tables, used, known, SearchPath.PUBLIC, others);
    }

    private static Catalog.CatalogTable table(Relation relation, @Nullable Size size) {
        return new Catalog.CatalogTable(
                relation.name,
                size,
                List.copyOf(relation.columns.values()),
                relation.constraints,
                relation.indexes,
                relation.partitioned,
                relation.key,
                relation.partitionOf,
                relation.rest,
                relation.foreign);
    }

    /**
     * With all below it; not known where one of them is not. What the migrations put into a table is not followed to those
     * that it inherits from, so nothing is said of theirs. A table may inherit from several, but never from itself.
     */
    private @Nullable Size size(long id, Map<Long, Size> known, Set<Long> above) {
        Relation relation = relations.get(id);
        if (relation == null || !above.add(id)) {
            return null;
        }
        Size size = known.get(id);
        if (size == null) {
            size = relation.inherited ? null : relation.own;
            for (Long child : relation.children) {
                Size more = size == null ? null : size(child, known, above);
                size = size == null || more == null ? null : size.plus(more);
            }
            if (size != null) {
                known.put(id, size);
            }
        }
        above.remove(id);
        return size;
    }

    /**
     * With an empty search path the server names each schema. That of {@code public} is left out, as migrations do, so
     * that a type of an extension has the name by which it is known.
     */
    private static String unqualified(String type) {
        return type.startsWith("public.") ? type.substring("public.".length()) : type;
    }
}
