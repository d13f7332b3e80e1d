package dev.sluice.operator.probe;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.routing.cache.statement.WrittenTables;
import dev.sluice.routing.health.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Reads from a primary's catalog what a write to a table also touches: cascading foreign keys, partitions and their
 * parents, views; on which tables a trigger or a rule acts; which have row security; which functions write nothing; and
 * which may write although they have the name of a built-in one that does not.
 * Any role may read that. Over a connection of its own, which is closed afterwards; nothing blocks.
 */
public final class CatalogProbe {

    /** More than these pairs would not fit into a ConfigMap. */
    private static final int MOST_PAIRS = 3000;

    /** The rest of more functions counts as unknown. */
    private static final int MOST_FUNCTIONS = 2000;

    // Triggers of PostgreSQL's own functions, such as tsvector_update_trigger, change nothing but the row itself. What
    // is not of
    // PostgreSQL itself has a number from 16384 on. An extension's C function that takes the same as a built-in one of
    // its name,
    // such as gen_random_uuid of pgcrypto, was there before it, and does what it does.
    private static final String SQL = String.format(Locale.ROOT, """
            WITH named AS (
              SELECT c.oid, c.relkind, c.relrowsecurity, n.nspname || '.' || c.relname AS name
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            ), viewed AS (
              SELECT DISTINCT v.name AS view, t.name AS base,
                pg_catalog.pg_relation_is_updatable(v.oid, false) <> 0 AS updatable
              FROM pg_catalog.pg_rewrite r
              JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
                AND d.refclassid = 'pg_catalog.pg_class'::regclass
              JOIN named v ON v.oid = r.ev_class AND v.relkind = 'v'
              JOIN named t ON t.oid = d.refobjid AND t.oid <> v.oid
            ), harmless AS (
              SELECT p.proname AS name
              FROM pg_catalog.pg_proc p
              WHERE p.proname ~ '^[a-z_][a-z0-9_]*$'
              GROUP BY p.proname
              HAVING pg_catalog.bool_and(p.provolatile <> 'v' AND p.prokind IN ('f', 'w')
                AND p.pronamespace <> 'pg_catalog'::regnamespace
                AND p.pronamespace <> 'information_schema'::regnamespace)
              ORDER BY p.proname
              LIMIT %d
            ), writing AS (
              SELECT DISTINCT p.proname AS name
              FROM pg_catalog.pg_proc p LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
              WHERE p.oid >= 16384 AND p.proname ~ '^[a-z_][a-z0-9_]*$'
                AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
                AND CASE p.prokind
                  WHEN 'p' THEN false
                  WHEN 'a' THEN EXISTS (
                    SELECT FROM pg_catalog.pg_proc s
                    WHERE s.provolatile = 'v' AND s.oid IN (a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn,
                      a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn))
                  ELSE p.provolatile = 'v' END
                AND NOT (
                  p.prolang IN (SELECT l.oid FROM pg_catalog.pg_language l WHERE l.lanname IN ('c', 'internal'))
                  AND EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
                  AND EXISTS (SELECT FROM pg_catalog.pg_proc b
                    WHERE b.oid < 16384 AND b.proname = p.proname AND b.proargtypes = p.proargtypes))
            )
            (SELECT 'touches' AS kind, p.name AS one, f.name AS other
            FROM pg_catalog.pg_constraint k JOIN named p ON p.oid = k.confrelid JOIN named f ON f.oid = k.conrelid
            WHERE k.contype = 'f' AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))
            UNION SELECT 'touches', p.name, c.name
            FROM pg_catalog.pg_inherits i JOIN named p ON p.oid = i.inhparent JOIN named c ON c.oid = i.inhrelid
            UNION SELECT 'touches', c.name, p.name
            FROM pg_catalog.pg_inherits i JOIN named p ON p.oid = i.inhparent JOIN named c ON c.oid = i.inhrelid
            UNION SELECT 'touches', base, view FROM viewed
            UNION SELECT 'touches', view, base FROM viewed WHERE updatable
            UNION SELECT 'view', base, view FROM viewed
            UNION SELECT 'unknowable', t.name, ''
            FROM pg_catalog.pg_trigger g JOIN named t ON t.oid = g.tgrelid
            JOIN pg_catalog.pg_proc f ON f.oid = g.tgfoid
            WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' AND f.pronamespace <> 'pg_catalog'::regnamespace
            UNION SELECT 'unknowable', t.name, ''
            FROM pg_catalog.pg_rewrite r JOIN named t ON t.oid = r.ev_class WHERE r.ev_type <> '1'
            UNION SELECT 'secured', name, '' FROM named WHERE relrowsecurity
            UNION SELECT 'harmless', name, '' FROM harmless
            LIMIT %d)
            UNION ALL SELECT 'writing', name, '' FROM writing
            """, MOST_FUNCTIONS, MOST_PAIRS + MOST_FUNCTIONS + 1);

    private CatalogProbe() {}

    /**
     * Reads once.
     *
     * @param target the primary and the database
     * @param access what the Secrets gave
     * @param timeout for all of it
     * @return what came of it; never fails
     */
    public static Future<CatalogReading> read(Vertx vertx, Target target, AccessResult access, Duration timeout) {
        if (!(access instanceof AccessResult.Granted granted)) {
            var denied = (AccessResult.Denied) access;
            return Future.succeededFuture(
                    new CatalogReading.Unread(denied.reason().name(), denied.message()));
        }
        return PgConnection.connect(vertx, ConnectOptions.of(target, granted.access(), new Patience(timeout, timeout)))
                .compose(open -> open.query(SQL)
                        .execute()
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .eventually(() -> open.close()))
                .map(CatalogProbe::reading)
                .recover(error -> Future.succeededFuture(unread(target, granted.access(), error)));
    }

    private static CatalogReading reading(RowSet<Row> rows) {
        Map<String, Set<String>> touches = new TreeMap<>();
        Map<String, Set<String>> views = new TreeMap<>();
        Set<String> unknowable = new TreeSet<>();
        Set<String> secured = new TreeSet<>();
        Set<String> harmless = new TreeSet<>();
        Set<String> writing = new TreeSet<>();
        for (Row row : rows) {
            String one = row.getString("one");
            switch (row.getString("kind")) {
                case "touches" ->
                    touches.computeIfAbsent(one, name -> new TreeSet<>()).add(row.getString("other"));
                case "view" ->
                    views.computeIfAbsent(one, name -> new TreeSet<>()).add(row.getString("other"));
                case "unknowable" -> unknowable.add(one);
                case "harmless" -> harmless.add(one);
                case "writing" -> writing.add(one);
                default -> secured.add(one);
            }
        }
        if (rows.size() - harmless.size() - writing.size() > MOST_PAIRS) {
            return new CatalogReading.Unread(
                    CatalogReading.Unread.TOO_LARGE,
                    "The database has more than " + MOST_PAIRS
                            + " foreign keys, partitions, views and triggers, which a"
                            + " ConfigMap does not hold. Where you invalidate by hand what a write touches beside its"
                            + " table, set spec.writes.unknown to Nothing.");
        }
        // There are as many as PostgreSQL has functions, at most.
        writing.removeIf(name -> !WrittenTables.isTakenForHarmless(name));
        Map<String, List<String>> sorted = new TreeMap<>();
        touches.forEach((table, others) -> sorted.put(table, List.copyOf(others)));
        return new CatalogReading.Read(sorted, unknowable, shownThrough(secured, views), harmless, writing);
    }

    // A view on a table with row security shows what its reader may see, at any depth.
    private static Set<String> shownThrough(Set<String> secured, Map<String, Set<String>> views) {
        Set<String> all = new HashSet<>(secured);
        Deque<String> next = new ArrayDeque<>(new ArrayList<>(secured));
        while (!next.isEmpty()) {
            for (String view : views.getOrDefault(next.remove(), Set.of())) {
                if (all.add(view)) {
                    next.add(view);
                }
            }
        }
        return all;
    }

    private static CatalogReading unread(Target target, Access access, Throwable error) {
        Failure failure = FailureReading.of(target, error, false, access.user());
        String message = failure.message();
        return new CatalogReading.Unread(
                failure.reason().name(),
                access.password().isEmpty() ? message : message.replace(access.password(), "***"));
    }
}
