package dev.sluice.cli.catalog;

import dev.sluice.analysis.catalog.CatalogBuilder;
import dev.sluice.analysis.schema.Catalog;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Size;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Name;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The queries. Each reads whole system tables at once, whatever the number of tables; PostgreSQL 12 to 18 take them. */
final class CatalogQueries {

    private static final int OLDEST = 12;

    /** In each query, c is the table and n its schema. */
    private static final String TABLES = """
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm', 'f') AND c.relpersistence <> 't'
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            """;

    // 2 is the access method heap.
    private static final String SIZES = """
            SELECT c.oid::bigint, n.nspname, c.relname, c.relkind::text, c.reltuples::float8, c.relpages,
                   pg_catalog.pg_relation_size(c.oid), pg_catalog.pg_table_size(c.oid),
                   pg_catalog.pg_total_relation_size(c.oid), c.relam = 2
            FROM pg_catalog.pg_class c
            """ + TABLES;

    private static final String CHILDREN = """
            SELECT i.inhrelid::bigint, i.inhparent::bigint, c.relispartition
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
            """ + TABLES;

    private static final String DEFAULT_PARTITIONS =
            "SELECT partdefid::bigint FROM pg_catalog.pg_partitioned_table WHERE partdefid <> 0";

    private static final String PARTITION_KEYS = """
            SELECT p.partrelid::bigint, a.attname::text
            FROM pg_catalog.pg_partitioned_table p
            JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs)
            WHERE a.attnum > 0
            UNION ALL
            SELECT partrelid::bigint, '(' || pg_catalog.pg_get_expr(partexprs, partrelid) || ')'
            FROM pg_catalog.pg_partitioned_table
            WHERE partexprs IS NOT NULL
            """;

    // From 18 on attnotnull is set as well for a NOT NULL that is NOT VALID.
    private static final String COLUMNS = """
            SELECT c.oid::bigint, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   a.attnotnull AND NOT EXISTS (
                     SELECT FROM pg_catalog.pg_constraint k
                     WHERE k.conrelid = c.oid AND k.contype = 'n' AND NOT k.convalidated AND a.attnum = ANY (k.conkey)),
                   a.atthasdef, a.attgenerated::text, a.attidentity::text,
                   (SELECT l.collname FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                    WHERE l.oid = a.attcollation AND l.oid <> t.typcollation)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            """ + TABLES;

    private static final String CONSTRAINTS = """
            SELECT c.oid::bigint, k.conname, pg_catalog.pg_get_constraintdef(k.oid), k.convalidated
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('c', 'f', 'n', 'p', 'u', 'x')
            """ + TABLES;

    private static final String INDEXES = """
            SELECT c.oid::bigint, x.relname, pg_catalog.pg_get_indexdef(i.indexrelid),
                   i.indisvalid AND i.indisready AND i.indislive,
                   EXISTS (SELECT FROM pg_catalog.pg_constraint k
                           WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            """ + TABLES;

    // A domain of a domain has the constraints of that one too.
    private static final String DOMAINS = """
            WITH RECURSIVE chain (domain, type) AS (
              SELECT d.oid, d.oid FROM pg_catalog.pg_type d WHERE d.typtype = 'd'
              UNION
              SELECT h.domain, d.typbasetype FROM chain h JOIN pg_catalog.pg_type d ON d.oid = h.type AND d.typtype = 'd')
            SELECT n.nspname, t.typname, pg_catalog.format_type(t.typbasetype, t.typtypmod),
                   EXISTS (SELECT FROM chain h JOIN pg_catalog.pg_type d ON d.oid = h.type
                           WHERE h.domain = t.oid
                             AND (d.typnotnull OR EXISTS (
                               SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = d.oid))),
                   (SELECT l.collname FROM pg_catalog.pg_collation l WHERE l.oid = t.typcollation),
                   pg_catalog.pg_get_expr(t.typdefaultbin, 0)
            FROM pg_catalog.pg_type t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typtype = 'd' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            """;

    // By these dependencies the server itself refuses to change a column.
    private static final String VIEWS = """
            SELECT DISTINCT c.oid::bigint, n.nspname, c.relname, c.relkind = 'm', un.nspname, u.relname, a.attname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid
            LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
                  AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> c.oid
            LEFT JOIN pg_catalog.pg_class u ON u.oid = d.refobjid
            LEFT JOIN pg_catalog.pg_namespace un ON un.oid = u.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = u.oid AND a.attnum = d.refobjsubid
            WHERE c.relkind IN ('v', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            """;

    // That of an array says nothing of its own, nor that of a table's rows.
    private static final String OTHERS = """
            SELECT n.nspname, o.name
            FROM (SELECT t.typnamespace, t.typname FROM pg_catalog.pg_type t
                  LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
                  WHERE t.typcategory <> 'A' AND (c.oid IS NULL OR c.relkind = 'c')
                  UNION ALL
                  SELECT relnamespace, relname FROM pg_catalog.pg_class WHERE relkind = 'S'
                  UNION ALL
                  SELECT c.relnamespace, t.tgname FROM pg_catalog.pg_trigger t
                  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                  WHERE NOT t.tgisinternal) o (schema, name)
            JOIN pg_catalog.pg_namespace n ON n.oid = o.schema
            WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            """;

    private final Connection connection;

    CatalogQueries(Connection connection) {
        this.connection = connection;
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    Catalog read() throws SQLException {
        int[] server = new int[2];
        each("SELECT current_setting('server_version_num')::int, current_setting('block_size')::int", row -> {
            server[0] = row.getInt(1);
            server[1] = row.getInt(2);
        });
        int major = server[0] / 10_000;
        if (major < OLDEST) {
            throw new SQLException(
                    "the server has PostgreSQL " + major + ", and " + OLDEST + " is the oldest that is read");
        }
        CatalogBuilder catalog = new CatalogBuilder(new PostgresVersion(major, server[0] % 10_000));
        each(SIZES, row -> {
            String kind = row.getString(4);
            catalog.table(row.getLong(1), name(row, 2), size(row, kind, major, server[1]), kind.equals("p"));
            if (kind.equals("f")) {
                catalog.foreign(row.getLong(1));
            }
        });
        each(CHILDREN, row -> catalog.child(row.getLong(1), row.getLong(2), row.getBoolean(3)));
        each(DEFAULT_PARTITIONS, row -> catalog.defaultPartition(row.getLong(1)));
        each(PARTITION_KEYS, row -> catalog.partitionKey(row.getLong(1), row.getString(2)));
        each(COLUMNS, row -> {
            Generation generation = generation(row.getString(6), row.getString(7));
            boolean hasDefault = row.getBoolean(5) && generation == Generation.NONE;
            catalog.column(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getBoolean(4),
                    hasDefault,
                    generation,
                    row.getString(8));
        });
        each(
                CONSTRAINTS,
                row -> catalog.constraint(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)));
        each(
                INDEXES,
                row -> catalog.index(
                        row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4), row.getBoolean(5)));
        each(
                DOMAINS,
                row -> catalog.domain(
                        name(row, 1), row.getString(3), row.getBoolean(4), row.getString(5), row.getString(6)));
        each(OTHERS, row -> catalog.other(name(row, 1)));
        each(VIEWS, row -> {
            Name uses = row.getString(6) == null ? null : name(row, 5);
            catalog.view(row.getLong(1), name(row, 2), row.getBoolean(4), uses, row.getString(7));
        });
        return catalog.build();
    }

    private void each(String sql, Row taken) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                taken.take(rows);
            }
        }
    }

    private static Name name(ResultSet row, int column) throws SQLException {
        return new Name(row.getString(column), row.getString(column + 1));
    }

    /**
     * The files' sizes are exact; the rows are the statistics' density times the pages of now, as the planner estimates them
     * (manual, "Row Estimation Examples"). Without statistics they are those that fit into the pages at most: autovacuum
     * never gets to a table of a few rows. Null where not even that is known.
     */
    private static @Nullable Size size(ResultSet row, String kind, int major, int blockSize) throws SQLException {
        if (kind.equals("p")) {
            return new Size(0, 0, 0);
        }
        double tuples = row.getDouble(5);
        long known = row.getLong(6);
        long main = row.getLong(7);
        boolean gone = row.wasNull();
        // Up to 13 an empty table and one that has never been analysed look alike.
        boolean analysed = tuples >= 0 && (known > 0 || (major >= 14 && main == 0));
        boolean heap = row.getBoolean(10);
        if (kind.equals("f") || gone || !(analysed || heap)) {
            return null;
        }
        long pages = (main + blockSize - 1) / blockSize;
        if (!analysed) {
            return new Size(0, row.getLong(9), row.getLong(8), pages * mostRowsOfPage(blockSize));
        }
        double density = known == 0 ? 0 : tuples / (double) known;
        return new Size(Math.round(density * (double) pages), row.getLong(9), row.getLong(8));
    }

    /** The server's MaxHeapTuplesPerPage: behind the page's header each row has a line pointer and a header of its own. */
    private static int mostRowsOfPage(int blockSize) {
        return (blockSize - 24) / (24 + 4);
    }

    private static Generation generation(String generated, String identity) {
        if (!identity.isEmpty()) {
            return Generation.IDENTITY;
        }
        return switch (generated) {
            case "s" -> Generation.STORED;
            case "v" -> Generation.VIRTUAL;
            default -> Generation.NONE;
        };
    }
}
