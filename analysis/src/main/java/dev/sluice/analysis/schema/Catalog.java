package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a live database knows of itself before the migrations run. Whoever has a connection fills it in; nothing here
 * reads a database. A statement that makes what the catalog has already is taken as applied: on the server it fails, or
 * does nothing where it says {@code IF NOT EXISTS}; so the catalog's table stays what it is.
 *
 * @param version the server's
 * @param tables all tables of the database, partitioned and foreign ones, partitions and materialized views too
 * @param views all views
 * @param domains all domains
 * @param searchPath that of a new session of the role that has asked
 * @param others under which names there is more than the rest tells, or may be: types, sequences, triggers, views, indexes, constraints
 *     that were not read, each with the schema that it is in, and tables that get columns from another one
 */
public record Catalog(
        PostgresVersion version,
        List<CatalogTable> tables,
        List<View> views,
        List<Domain> domains,
        SearchPath searchPath,
        Set<Name> others) {

    /** One whose search path nobody has set. */
    public Catalog(PostgresVersion version, List<CatalogTable> tables, List<View> views, List<Domain> domains) {
        this(version, tables, views, domains, SearchPath.PUBLIC, Set.of());
    }

    /** Copies the lists. */
    public Catalog {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        domains = List.copyOf(domains);
        others = Set.copyOf(others);
    }

    /** The same with another search path. */
    public Catalog searchPath(SearchPath other) {
        return new Catalog(version, tables, views, domains, other, others);
    }

    /**
     * A table of the database.
     *
     * @param name with its schema
     * @param size with that of its partitions; null when nobody knows that of one of them, and when other tables inherit
     *     from it
     * @param indexes with those of its constraints
     * @param partitionKey the columns that say into which partition a row goes, and expressions as the server prints them
     * @param rest whether it takes the rows that no other partition takes
     * @param foreign whether its rows are on another server
     */
    public record CatalogTable(
            Name name,
            @Nullable Size size,
            List<Column> columns,
            List<TableConstraint> constraints,
            List<Index> indexes,
            boolean partitioned,
            List<String> partitionKey,
            @Nullable Name partitionOf,
            boolean rest,
            boolean foreign) {
        /** Copies the lists. */
        public CatalogTable {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            indexes = List.copyOf(indexes);
            partitionKey = List.copyOf(partitionKey);
        }
    }

    /** The schema with which the first migration begins. */
    public Schema schema() {
        CatalogNames names =
                new CatalogNames(tables.stream().map(CatalogTable::name).toList(), others);
        Schema schema = Schema.EMPTY.places(Schema.EMPTY.places().whole(names));
        for (CatalogTable table : tables) {
            schema = schema.with(table(table));
        }
        for (View view : views) {
            schema = schema.with(view);
        }
        for (Domain domain : domains) {
            schema = schema.with(domain);
        }
        return schema;
    }

    private static Table table(CatalogTable known) {
        TableDraft draft = new TableDraft(known.name());
        draft.complete = true;
        draft.foreign = known.foreign();
        draft.partitioned = known.partitioned();
        draft.partitionKey = known.partitionKey();
        draft.partitionOf = known.partitionOf();
        draft.rest = known.rest();
        draft.origin = Origin.CATALOG;
        draft.filled = true;
        draft.large = true;
        draft.size = known.size();
        Table table = draft.done();
        for (Column column : known.columns()) {
            table = table.with(column);
        }
        for (TableConstraint constraint : known.constraints()) {
            table = table.with(constraint);
        }
        for (Index index : known.indexes()) {
            table = table.with(index);
        }
        return table;
    }
}
