package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/**
 * What a live database knows of itself before the migrations run. Whoever has a connection fills it in; nothing here
 * reads a database.
 *
 * @param version the server's
 * @param tables all tables, partitioned ones and partitions too
 * @param views all views
 * @param domains all domains
 */
public record Catalog(
        PostgresVersion version, List<CatalogTable> tables, List<Schema.View> views, List<Schema.Domain> domains) {

    /** Copies the lists. */
    public Catalog {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
        domains = List.copyOf(domains);
    }

    /**
     * A table of the database.
     *
     * @param size of itself; of a partitioned table that of all its partitions
     * @param name with its schema
     */
    public record CatalogTable(
            Name name,
            Size size,
            List<Column> columns,
            List<TableConstraint> constraints,
            List<Index> indexes,
            boolean partitioned,
            @Nullable Name partitionOf) {
        /** Copies the lists. */
        public CatalogTable {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            indexes = List.copyOf(indexes);
        }
    }

    /** The schema with which the first migration begins. */
    public Schema schema() {
        Schema schema = Schema.EMPTY;
        for (CatalogTable table : tables) {
            schema = schema.with(table(table));
        }
        for (Schema.View view : views) {
            schema = schema.with(view);
        }
        for (Schema.Domain domain : domains) {
            schema = schema.with(domain);
        }
        return schema;
    }

    private static Table table(CatalogTable known) {
        Table table = new Table(
                known.name(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                true,
                false,
                known.partitioned(),
                known.partitionOf(),
                false,
                null,
                true,
                known.size());
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
