package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The tables, indexes, types and views that are known at one point of the migrations. What is not in it may exist
 * nevertheless: nobody says that the migrations are whole. A name without a schema is of the search path's first one.
 */
public final class Schema {

    /** Nothing is known, and the search path begins with {@code public}. */
    public static final Schema EMPTY = new Schema(
            SearchPath.PUBLIC,
            Tables.NONE,
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePSet.empty(),
            null);

    private final SearchPath path;
    private final Tables tables;
    private final PMap<Name, Domain> domains;
    private final PMap<Made, Origin> made;
    private final PMap<Name, View> views;
    private final PSet<Name> absent;
    private final @Nullable CatalogNames catalog;

    private Schema(
            SearchPath path,
            Tables tables,
            PMap<Name, Domain> domains,
            PMap<Made, Origin> made,
            PMap<Name, View> views,
            PSet<Name> absent,
            @Nullable CatalogNames catalog) {
        this.path = path;
        this.tables = tables;
        this.domains = domains;
        this.made = made;
        this.views = views;
        this.absent = absent;
        this.catalog = catalog;
    }

    /** The name with its schema; a temporary table comes before others of its name. */
    public Name resolve(Name name) {
        Name own = name.in(NewTable.TEMPORARY);
        boolean temporary = name.schema().isEmpty() && (tables.has(own) || tables.ofIndex(own) != null);
        return temporary ? own : name.in(path.first());
    }

    /** The name that a new table gets. */
    Name placeOf(CreateTable create) {
        boolean temporary = create.persistence() == CreateTable.Persistence.TEMPORARY;
        return temporary
                ? new Name(NewTable.TEMPORARY, create.name().name())
                : create.name().in(path.first());
    }

    /** Whether a table, index, view or sequence of that name is known. */
    boolean hasRelation(Name resolved) {
        return tables.has(resolved)
                || tables.ofIndex(resolved) != null
                || views.containsKey(resolved)
                || made.containsKey(new Made(ObjectKind.SEQUENCE, resolved));
    }

    /** A table; null when it is not known, or when the catalog has several for a name without schema. */
    public @Nullable Table table(Name name) {
        Table table = tables.get(resolve(name));
        boolean guessed = name.schema().isEmpty() && table != null && Origin.CATALOG.equals(table.origin());
        return guessed && isElsewhere(name) ? null : table;
    }

    /** Whether the catalog has that table, and the migrations have not taken it away. */
    boolean isOfCatalog(Name name) {
        Table table = tables.get(resolve(name));
        return table != null && Origin.CATALOG.equals(table.origin());
    }

    /** Whether the catalog has a table in another schema that a name without one may mean. */
    public boolean isElsewhere(Name name) {
        return catalog != null && name.schema().isEmpty() && path.isHome() && catalog.isElsewhere(resolve(name));
    }

    /** Whether neither the catalog nor the migrations have a table or view of that name, in whatever schema. */
    public boolean lacks(Name name) {
        Name resolved = resolve(name);
        return catalog != null
                && !tables.has(resolved)
                && !views.containsKey(resolved)
                && !catalog.isElsewhere(resolved);
    }

    /** Whether all tables are known: those of the catalog, and those of the migrations. */
    public boolean isWhole() {
        return catalog != null;
    }

    Schema whole(CatalogNames names) {
        return new Schema(path, tables, domains, made, views, absent, names);
    }

    /** A table, be it one of which only the name is known. */
    public Table tableOrUnknown(Name name) {
        Table table = table(name);
        return table == null ? Table.unknown(resolve(name)) : table;
    }

    /** All tables that are known, in no order. */
    public Collection<Table> tables() {
        return tables.all();
    }

    Collection<Table> withHeirs() {
        return tables.withHeirs();
    }

    /** The table of an index; null when the index is not known. */
    public @Nullable Table tableOfIndex(Name index) {
        return tables.ofIndex(resolve(index));
    }

    /** An index; null when it is not known. */
    public @Nullable Index index(Name index) {
        Table table = tableOfIndex(index);
        return table == null ? null : table.indexesByName().get(index.name());
    }

    /** A domain; null when it is not known. The catalog names those of public without their schema. */
    public @Nullable Domain domain(Name name) {
        Domain domain = domains.get(resolve(name));
        return domain == null && path.isHome() ? domains.get(name.in(SearchPath.PUBLIC.home())) : domain;
    }

    /** The migration that has made an object other than tables, indexes and views; null when none has. */
    public @Nullable Origin origin(ObjectKind kind, Name name) {
        return made.get(Made.of(this, kind, name));
    }

    /** A view; null when it is not known. */
    public @Nullable View view(Name name) {
        return views.get(resolve(name));
    }

    /** The views whose queries name a table or view. */
    public List<View> viewsOn(Name name) {
        return views.values().stream()
                .filter(view -> view.uses().contains(resolve(name)))
                .toList();
    }

    /** Whether it is known not to exist: it was dropped or renamed, its schema has just been made, or the catalog lacks it. */
    public boolean isAbsent(Name table) {
        Name resolved = resolve(table);
        boolean lacking = absent.contains(whole(resolved.schema())) || (isWhole() && !isElsewhere(table));
        return isDropped(table) || (lacking && tables.get(resolved) == null);
    }

    /** Whether the migrations have dropped or renamed what had that name. */
    boolean isDropped(Name table) {
        return absent.contains(resolve(table));
    }

    /** The partitions of a table that are known. */
    public List<Table> partitionsOf(Name name) {
        return tables.partsOf(resolve(name));
    }

    /** What is known of the partitions of a table together. */
    public Partitions partitions(Name name) {
        return tables.partitions(resolve(name));
    }

    /** The tables to which foreign keys may refer: those of their names in whatever schema. */
    public List<Table> referred() {
        return tables.referred();
    }

    /** The tables with a foreign key that may refer to a table: to one of that name in whatever schema. */
    public List<Table> referringTo(Name table) {
        return tables.referringTo(table.name());
    }

    /** The same for a new session, whose search path is the configured one. */
    public Schema inNewSession() {
        return withoutSchema(NewTable.TEMPORARY).path(path.inNewSession());
    }

    /** The same with another search path, as {@code SET search_path} takes it, without quotes; null for the default. */
    public Schema searching(@Nullable String searchPath) {
        return path(path.searching(searchPath));
    }

    /** The same in a session of a database that has this search path. */
    public Schema path(SearchPath other) {
        return other.equals(path) ? this : new Schema(other, tables, domains, made, views, absent, catalog);
    }

    Schema with(Table table) {
        return tables(tables.with(table), absent.minus(table.name()));
    }

    Schema withoutTable(Name name) {
        Table table = table(name);
        return table == null ? this : tables(tables.without(table), absent);
    }

    Schema withoutIndex(Name name) {
        return tables(tables.withoutIndex(resolve(name)), absent);
    }

    private Schema tables(Tables others, PSet<Name> gone) {
        return new Schema(path, others, domains, made, views, gone, catalog);
    }

    /** The same where no such table is left. */
    Schema absent(Name table) {
        return absent(resolve(table), withoutTable(table));
    }

    Schema absentSchema(String schema) {
        return absent(whole(schema), withoutSchema(schema));
    }

    /** The same where a schema is new, or may be. */
    Schema withSchema(String schema, boolean certain) {
        return (certain ? absentSchema(schema) : this).path(path.made(schema));
    }

    private Schema absent(Name name, Schema less) {
        return less.tables(less.tables, absent.plus(name));
    }

    /** The same where nothing else is known to be absent than in the other. */
    Schema absentAs(Schema other) {
        return new Schema(path, tables, domains, made, views, other.absent, catalog);
    }

    /** The same where an object that the other does not know may have been there before. */
    Schema madeUncertainSince(Schema other) {
        PMap<Made, Origin> uncertain = Made.uncertainSince(made, other.made);
        return new Schema(path, tables, domains, uncertain, views, absent, catalog);
    }

    /** Stands for all tables of a schema, since no table has an empty name. */
    private static Name whole(String schema) {
        return new Name(schema, "");
    }

    Schema with(Domain domain) {
        return new Schema(path, tables, domains.plus(domain.name(), domain), made, views, absent, catalog);
    }

    Schema withDomain(Name old, Domain domain) {
        return new Schema(path, tables, domains.minus(old), made, views, absent, catalog).with(domain);
    }

    Schema withMade(ObjectKind kind, Name name, Origin origin) {
        PMap<Made, Origin> more = made.plus(Made.of(this, kind, name), origin);
        return new Schema(path, tables, domains, more, views, absent, catalog);
    }

    Schema withoutMade(ObjectKind kind, Name name) {
        PMap<Made, Origin> fewer = made.minus(Made.of(this, kind, name));
        return new Schema(path, tables, domains, fewer, views, absent, catalog);
    }

    Schema with(View view) {
        return new Schema(path, tables, domains, made, views.plus(view.name(), view), absent, catalog);
    }

    Schema withoutView(Name name) {
        return new Schema(path, tables, domains, made, views.minus(resolve(name)), absent, catalog);
    }

    /** The same where the columns of views may have changed, or views are gone. */
    Schema withoutViewColumns() {
        return new Schema(path, tables, domains, made, View.withoutColumns(views), absent, catalog);
    }

    /** The same where each view may still use what it uses in the other. */
    Schema viewsAsIn(Schema other) {
        return new Schema(path, tables, domains, made, View.orAs(views, other.views), absent, catalog);
    }

    Schema withoutSchema(String schema) {
        return tables(tables.withoutSchema(schema), absent);
    }
}
