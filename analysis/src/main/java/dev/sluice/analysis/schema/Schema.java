package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/**
 * The tables, indexes, types and views that are known at one point of the migrations. What is not in it may exist
 * nevertheless: nobody says that the migrations are whole. A name without a schema is in the first one of the search path
 * that has it.
 */
public final class Schema {

    /** Nothing is known, and names are in {@code public}. */
    public static final Schema EMPTY = new Schema(Places.PUBLIC, Tables.NONE, MadeObjects.NONE, Views.NONE);

    private final Places places;
    private final Tables tables;
    private final MadeObjects made;
    private final Views views;

    private Schema(Places places, Tables tables, MadeObjects made, Views views) {
        this.places = places;
        this.tables = tables;
        this.made = made;
        this.views = views;
    }

    /** The name with its schema; a temporary table comes before others of its name. */
    public Name resolve(Name name) {
        Name own = name.in(NewTable.TEMPORARY);
        boolean temporary = name.schema().isEmpty() && (tables.has(own) || tables.ofIndex(own) != null);
        return name.isOpen() ? name : temporary ? own : find(name, this::hasRelation);
    }

    Name find(Name name, Predicate<Name> has) {
        return places.of(name, has);
    }

    /** The name that something new gets. */
    public Name place(Name name) {
        return name.in(places.path().first());
    }

    /** The same for a statement that asks whether what it makes is there already: that is looked for in one schema only. */
    Schema making() {
        return path(places.path().making());
    }

    /** The name that a new table gets. */
    public Name placeOf(CreateTable create) {
        boolean temporary = create.persistence() == CreateTable.Persistence.TEMPORARY;
        return temporary ? new Name(NewTable.TEMPORARY, create.name().name()) : place(create.name());
    }

    boolean hasRelation(Name resolved) {
        return tables.has(resolved)
                || tables.ofIndex(resolved) != null
                || views.has(resolved)
                || made.origins().containsKey(new Made(ObjectKind.SEQUENCE, resolved));
    }

    /** A table; null when it is not known, or the catalog has several. Where another may be found before it, it proves nothing. */
    public @Nullable Table table(Name name) {
        Table table = tables.get(resolve(name));
        if (table == null || !name.schema().isEmpty()) {
            return table;
        }
        if (Origin.CATALOG.equals(table.origin()) && isElsewhere(name)) {
            return null;
        }
        return places.isPerhapsHidden(table.name()) ? table.uncertain() : table;
    }

    /** Whether the catalog has that table, and the migrations have not taken it away. */
    boolean isOfCatalog(Name name) {
        Table table = tables.get(resolve(name));
        return table != null && Origin.CATALOG.equals(table.origin());
    }

    /** Whether the catalog has a table in another schema that a name without one may mean. */
    public boolean isElsewhere(Name name) {
        return places.isElsewhere(name, resolve(name));
    }

    /** Whether neither the catalog nor the migrations have a table or view of that name, in whatever schema. */
    public boolean lacks(Name name) {
        Name resolved = resolve(name);
        return places.catalog() != null
                && !tables.has(resolved)
                && !views.has(resolved)
                && !places.catalog().isElsewhere(resolved);
    }

    /** Whether all tables are known: those of the catalog, and those of the migrations. */
    public boolean isWhole() {
        return places.catalog() != null;
    }

    /** A table, be it one of which only the name is known. */
    public Table tableOrUnknown(Name name) {
        Table table = table(name);
        return table == null ? Table.unknown(resolve(name)) : table;
    }

    /** The tables of a schema. */
    public List<Table> tablesOf(String schema) {
        return tables.ofSchema(schema);
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
        PMap<Name, Domain> domains = made.domains();
        Domain domain = domains.get(find(name, domains::containsKey));
        return domain == null && places.path().isHome() ? domains.get(name.in(SearchPath.PUBLIC.first())) : domain;
    }

    /** The migration that has made an object other than tables, indexes and views; null when none has. */
    public @Nullable Origin origin(ObjectKind kind, Name name) {
        return made.origins().get(made(kind, name));
    }

    Made made(ObjectKind kind, Name name) {
        return Made.of(kind, name, () -> find(name, there -> made.origins().containsKey(new Made(kind, there))));
    }

    /** A view; null when it is not known. */
    public @Nullable View view(Name name) {
        return views.get(resolve(name));
    }

    /** The views whose queries name a table or view. */
    public List<View> viewsOn(Name name) {
        return views.on(resolve(name));
    }

    /** Whether it is known not to exist: it was dropped or renamed, its schema has just been made, or the catalog lacks it. */
    public boolean isAbsent(Name table) {
        Name resolved = resolve(table);
        boolean lacking = places.isAbsent(resolved.schema()) || (isWhole() && !isElsewhere(table));
        return isDropped(table) || (lacking && tables.get(resolved) == null);
    }

    boolean isDropped(Name table) {
        return places.isAbsent(resolve(table));
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
        return withoutAllOf(NewTable.TEMPORARY).path(places.path().inNewSession());
    }

    /** The same with another search path, as {@code SET search_path} takes it, without quotes; null for the default. */
    public Schema searching(@Nullable String searchPath) {
        return path(places.path().searching(searchPath));
    }

    /** The same in a session of a database that has this search path. */
    public Schema path(SearchPath other) {
        return places(places.path(other));
    }

    Schema places(Places others) {
        return others.equals(places) ? this : new Schema(others, tables, made, views);
    }

    Schema with(Table table) {
        return tables(tables.with(table)).places(places.with(table.name()));
    }

    Schema with(Table table, Index index) {
        return tables(tables.with(table, index)).places(places.with(table.name()));
    }

    Schema withoutTable(Name name) {
        Table table = table(name);
        return table == null ? this : tables(tables.without(table));
    }

    Schema withoutIndex(Name name) {
        return tables(tables.withoutIndex(resolve(name)));
    }

    private Schema tables(Tables others) {
        return new Schema(places, others, made, views);
    }

    Schema absent(Name table) {
        return withoutTable(table).places(places.without(resolve(table)));
    }

    Schema absentSchema(String schema) {
        return withoutAllOf(schema)
                .places(places.withoutSchema(schema).path(places.path().dropped(schema)));
    }

    Schema withSchema(String schema, boolean certain) {
        return (certain ? absentSchema(schema) : this).path(places.path().made(schema));
    }

    /** The same where nothing else is known to be absent than in the other, and what that does not know may have been there. */
    Schema perhapsAfter(Schema other) {
        return new Schema(
                places.perhapsAfter(other.places),
                tables,
                made.uncertainSince(other.made),
                views.withoutColumns().orAs(other.views));
    }

    Schema with(Domain domain) {
        return made(made.with(domain));
    }

    Schema withMade(ObjectKind kind, Name name, Origin origin) {
        return made(made.with(Made.of(kind, name, () -> place(name)), origin));
    }

    Schema withoutMade(ObjectKind kind, Name name) {
        return made(made.without(made(kind, name)));
    }

    MadeObjects made() {
        return made;
    }

    Places places() {
        return places;
    }

    Schema made(MadeObjects others) {
        return new Schema(places, tables, others, views);
    }

    Schema with(View view) {
        return new Schema(places, tables, made, views.with(view));
    }

    Schema withoutView(Name name) {
        return new Schema(places, tables, made, views.without(resolve(name)));
    }

    Schema withoutViewColumns() {
        return new Schema(places, tables, made, views.withoutColumns());
    }

    Views views() {
        return views;
    }

    /** The same without the tables, views and whatever else is in a schema. */
    Schema withoutAllOf(String schema) {
        return new Schema(
                places, tables.withoutSchema(schema), made.withoutSchema(schema), views.withoutSchema(schema));
    }
}
