package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.cache.statement.TableName;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a session's catalog, in the session's own search path. */
final class CatalogQuery {

    // A function that can be called with a row of the table, or of what is in it, can be written like a column.
    // A partition that is being detached has its line in pg_inherits until that has ended, but made anew.
    // The expressions of generated columns are among the defaults, and heirs may have their own.
    private static final String RELATIONS = """
            WITH RECURSIVE asked AS (
              SELECT a.n, c.* FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))
                WITH ORDINALITY AS a(schema, name, n)
              JOIN pg_catalog.pg_class c ON c.oid = CASE
                WHEN a.schema IS NULL THEN pg_catalog.to_regclass(pg_catalog.quote_ident(a.name))
                ELSE (SELECT x.oid FROM pg_catalog.pg_class x JOIN pg_catalog.pg_namespace y ON y.oid = x.relnamespace
                  WHERE y.nspname = a.schema AND x.relname = a.name) END
            ), heir AS (
              SELECT a.n, i.inhrelid AS oid, i.xmin::pg_catalog.text AS made
                FROM asked a JOIN pg_catalog.pg_inherits i ON i.inhparent = a.oid
              UNION SELECT h.n, i.inhrelid, i.xmin::pg_catalog.text
                FROM heir h JOIN pg_catalog.pg_inherits i ON i.inhparent = h.oid
            ), ancestor AS (
              SELECT a.n, a.oid FROM asked a
              UNION SELECT b.n, i.inhparent FROM ancestor b JOIN pg_catalog.pg_inherits i ON i.inhrelid = b.oid
            ), part AS (
              SELECT b.n, c.reltype AS oid FROM ancestor b JOIN pg_catalog.pg_class c ON c.oid = b.oid
              UNION SELECT k.n, within.oid FROM part k JOIN pg_catalog.pg_type t ON t.oid = k.oid
                CROSS JOIN LATERAL (
                  SELECT t.typbasetype UNION ALL SELECT t.typelem
                  UNION ALL SELECT m.atttypid FROM pg_catalog.pg_attribute m WHERE m.attrelid = t.typrelid AND m.attnum > 0
                ) AS within(oid)
                WHERE within.oid <> 0
            )
            SELECT a.n, a.oid::pg_catalog.int8, s.nspname, a.relname, a.relkind, a.relpersistence = 'p', a.relrowsecurity,
              EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_type f ON f.oid = p.proargtypes[0]
                WHERE p.provolatile <> 'i' AND p.pronargs >= 1 AND p.pronargs - p.pronargdefaults <= 1
                  AND p.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace
                  AND (f.typname IN ('record', 'any', 'anyelement', 'anynonarray', 'anycompatible', 'anycompatiblenonarray')
                    OR f.typtype IN ('c', 'd') AND EXISTS (SELECT FROM part k WHERE k.n = a.n AND k.oid = f.oid))),
              CASE WHEN a.relkind = 'v' THEN pg_catalog.pg_get_viewdef(a.oid) END,
              ARRAY(SELECT CASE WHEN t.attisdropped THEN '' ELSE t.attname::pg_catalog.text END
                FROM pg_catalog.pg_attribute t WHERE t.attrelid = a.oid AND t.attnum > 0 ORDER BY t.attnum),
              ARRAY(SELECT hs.nspname || '.' || hc.relname FROM heir h JOIN pg_catalog.pg_class hc ON hc.oid = h.oid
                JOIN pg_catalog.pg_namespace hs ON hs.oid = hc.relnamespace WHERE h.n = a.n ORDER BY 1),
              EXISTS (SELECT FROM heir h JOIN pg_catalog.pg_class hc ON hc.oid = h.oid
                WHERE h.n = a.n AND (hc.relkind NOT IN ('r', 'p') OR hc.relpersistence <> 'p')),
              pg_catalog.json_build_array(
                (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(t.attnum, t.attname, t.atttypid::pg_catalog.int8,
                    t.atttypmod, t.attcollation::pg_catalog.int8) ORDER BY t.attnum)
                  FROM pg_catalog.pg_attribute t WHERE t.attrelid = a.oid AND t.attnum > 0 AND NOT t.attisdropped),
                (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(d.adrelid::pg_catalog.int8, d.adnum,
                    pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(d.adbin::pg_catalog.text, 'UTF8')), 'hex'))
                    ORDER BY d.adrelid, d.adnum)
                  FROM pg_catalog.pg_attrdef d WHERE d.adrelid = ANY (ARRAY(
                    SELECT a.oid UNION ALL SELECT h.oid FROM heir h WHERE h.n = a.n))),
                (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(h.oid::pg_catalog.int8, h.made)
                    ORDER BY h.oid, h.made) FROM heir h WHERE h.n = a.n),
                (SELECT pg_catalog.json_agg(b.oid::pg_catalog.int8 ORDER BY b.oid) FROM ancestor b WHERE b.n = a.n)),
              ARRAY(SELECT bs.nspname || '.' || bc.relname FROM ancestor b JOIN pg_catalog.pg_class bc ON bc.oid = b.oid
                JOIN pg_catalog.pg_namespace bs ON bs.oid = bc.relnamespace WHERE b.n = a.n AND b.oid <> a.oid ORDER BY 1)
            FROM asked a JOIN pg_catalog.pg_namespace s ON s.oid = a.relnamespace
            """;

    // Object ids below 16384 are PostgreSQL's own. Which casts a query uses its text does not show.
    private static final String FUNCTIONS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.proname = ANY (?::pg_catalog.name[])
                AND p.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace
                AND pg_catalog.pg_function_is_visible(p.oid)),
              EXISTS (SELECT FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
                WHERE o.oid >= 16384 AND p.provolatile = 'v' AND pg_catalog.pg_operator_is_visible(o.oid))
              OR EXISTS (SELECT FROM pg_catalog.pg_cast c JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
                WHERE c.oid >= 16384 AND p.provolatile = 'v')
            """;

    // A range depends on the type of its bounds, one of several ranges on the one of one. Which configuration a text
    // is searched by, nothing tells. When a dictionary is altered in whatever way, its file is read anew, and it gets
    // another xmin.
    private static final String TYPES = """
            WITH RECURSIVE part AS (
              SELECT m.atttypid AS oid FROM pg_catalog.pg_attribute m
                WHERE m.attrelid = ANY (?::pg_catalog.int8[]::pg_catalog.oid[]) AND m.attnum > 0
              UNION SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typname = ANY (?::pg_catalog.name[])
              UNION SELECT within.oid FROM part k JOIN pg_catalog.pg_type t ON t.oid = k.oid
                CROSS JOIN LATERAL (
                  SELECT t.typbasetype UNION ALL SELECT t.typelem
                  UNION ALL SELECT m.atttypid FROM pg_catalog.pg_attribute m WHERE m.attrelid = t.typrelid AND m.attnum > 0
                  UNION ALL SELECT d.refobjid FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid
                      AND d.refclassid = d.classid
                ) AS within(oid)
                WHERE within.oid <> 0
            )
            SELECT pg_catalog.json_agg(pg_catalog.json_build_array(t.oid::pg_catalog.int8, t.typbasetype::pg_catalog.int8,
                t.typtypmod, t.typnotnull, t.typcollation::pg_catalog.int8,
                (SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder)
                  FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
                (SELECT pg_catalog.json_agg(pg_catalog.pg_get_constraintdef(c.oid) ORDER BY c.conname)
                  FROM pg_catalog.pg_constraint c WHERE c.contypid = t.oid),
                (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(m.attname, m.atttypid::pg_catalog.int8, m.atttypmod)
                    ORDER BY m.attnum) FROM pg_catalog.pg_attribute m WHERE m.attrelid = t.typrelid AND m.attnum > 0)
              ) ORDER BY t.oid),
              (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                  x.line, E'\\n' ORDER BY x.line COLLATE "C"), 'UTF8')), 'hex') FROM (
                SELECT pg_catalog.concat_ws(' ', c.oid, c.cfgname, c.cfgnamespace, c.cfgparser) FROM pg_catalog.pg_ts_config c
                UNION ALL SELECT pg_catalog.concat_ws(' ', m.mapcfg, m.maptokentype, m.mapseqno, m.mapdict)
                  FROM pg_catalog.pg_ts_config_map m
                UNION ALL SELECT pg_catalog.concat_ws(' ', d.oid, d.xmin) FROM pg_catalog.pg_ts_dict d) x(line))
            FROM part k JOIN pg_catalog.pg_type t ON t.oid = k.oid WHERE t.oid >= 16384
            """;

    private CatalogQuery() {}

    /** The relations of these names; those that there are not are left out. */
    static Map<TableName, Relation> relations(Questions session, List<TableName> names) throws SQLException {
        Map<TableName, Relation> found = new LinkedHashMap<>();
        try (PreparedStatement statement = session.prepare(RELATIONS)) {
            // Asked for by its text, a name in a schema that one may not use is an error.
            statement.setArray(
                    1,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "text",
                                    names.stream().map(TableName::schema).toArray()));
            statement.setArray(
                    2,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "text", names.stream().map(TableName::name).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(names.get(row.getInt(1) - 1), relation(row));
                }
            }
        }
        return found;
    }

    /**
     * What speaks against calls by these names: a function of the database that the session would find under one of them, or
     * a volatile function behind an operator or a cast.
     */
    static @Nullable NotCached against(Questions session, Collection<String> names) throws SQLException {
        try (PreparedStatement statement = session.prepare(FUNCTIONS)) {
            statement.setArray(1, statement.getConnection().createArrayOf("name", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1)
                        ? NotCached.SHADOWED_FUNCTION
                        : row.getBoolean(2) ? NotCached.VOLATILE_CAST : null;
            }
        }
    }

    /**
     * How the database's own types are defined that columns of these relations have, or that have one of these names, and
     * those that they are made of: labels, checks, attributes; and how texts are searched in the database.
     */
    static String types(Questions session, Collection<Integer> relations, Collection<String> names)
            throws SQLException {
        try (PreparedStatement statement = session.prepare(TYPES)) {
            statement.setArray(
                    1,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "int8",
                                    relations.stream()
                                            .map(Integer::toUnsignedLong)
                                            .toArray()));
            statement.setArray(2, statement.getConnection().createArrayOf("name", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1) + " " + row.getString(2);
            }
        }
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                (int) row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5).charAt(0),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getString(9),
                texts(row.getArray(10)),
                texts(row.getArray(11)),
                row.getBoolean(12),
                String.valueOf(row.getString(13)),
                texts(row.getArray(14)));
    }

    private static List<String> texts(Array array) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object text : (Object[]) array.getArray()) {
            texts.add(String.valueOf(text));
        }
        return texts;
    }
}
