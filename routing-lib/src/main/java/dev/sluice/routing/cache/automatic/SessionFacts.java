package dev.sluice.routing.cache.automatic;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a session's results depend on beside the data: who asks, where names are looked up, and what is set. Asked in one
 * round trip.
 *
 * @param key all of it as one text
 * @param timeline of the primary whose session it is; on a standby, what was last known of its primary, 0 when nothing was
 * @param snapshot whether its transactions read from one snapshot
 * @param temporaryTables whether it has temporary tables
 * @param standby whether its server replays another one's log
 * @param timeout the shortest one by which the server would end a statement, or a session that waits; zero when there is none
 * @param askedAt {@link System#nanoTime()} before it was asked
 */
public record SessionFacts(
        String key,
        int timeline,
        boolean snapshot,
        boolean temporaryTables,
        boolean standby,
        Duration timeout,
        long askedAt) {

    /** For so long it holds: a reloaded configuration changes what is set in sessions that are open. */
    public static final Duration HOLDS = Duration.ofSeconds(60);

    // Left out is what changes how a result comes about, but not the result, by names: a new setting is in the key.
    // What an extension shows that happens to be loaded counts unless it is the default.
    // A primary has its timeline in the control file from its promotion on: first as the end of recovery, while the
    // checkpoint has the older one, then in the checkpoint, when the other is 0. A standby's may be an old one.
    private static final String SQL = """
            SELECT pg_catalog.json_build_array(?::pg_catalog.text, (SELECT c.system_identifier FROM pg_catalog.pg_control_system() c),
                pg_catalog.current_database(), current_user,
                pg_catalog.current_schemas(false), settings.digest),
              pg_catalog.current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted'),
              CASE WHEN pg_catalog.pg_my_temp_schema() = 0 THEN false
                ELSE EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = pg_catalog.pg_my_temp_schema())
                  OR EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.typnamespace = pg_catalog.pg_my_temp_schema()) END,
              pg_catalog.pg_is_in_recovery(), CASE WHEN pg_catalog.pg_is_in_recovery() THEN 0
                ELSE (SELECT GREATEST(c.timeline_id, r.min_recovery_end_timeline)
                  FROM pg_catalog.pg_control_checkpoint() c, pg_catalog.pg_control_recovery() r) END,
              settings.timeout
            FROM (
              SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                  s.name || '=' || s.setting, E'\\n' ORDER BY s.name COLLATE "C") FILTER (
                    WHERE s.context IN ('user', 'superuser') AND (s.name !~ '[.]' OR s.source <> 'default')
                      AND s.name !~ '^(log_|enable_|jit|geqo|debug_|trace_|tcp_|track_|vacuum_|idle_|wal_)'
                      AND s.name <> ALL ('{seq_page_cost,random_page_cost,cpu_tuple_cost,cpu_index_tuple_cost,
                      cpu_operator_cost,parallel_setup_cost,parallel_tuple_cost,work_mem,maintenance_work_mem,
                      logical_decoding_work_mem,statement_timeout,lock_timeout,transaction_timeout,deadlock_timeout,
                      temp_file_limit,from_collapse_limit,join_collapse_limit,max_parallel_workers,
                      max_parallel_maintenance_workers,max_parallel_workers_per_gather,effective_io_concurrency,
                      maintenance_io_concurrency,temp_buffers,effective_cache_size,min_parallel_table_scan_size,
                      min_parallel_index_scan_size}'::pg_catalog.text[])
                      AND s.name !~ '^(application_name|client_min_messages|synchronous_commit|seed|update_process_title)$'
                      AND s.name !~ '^(default_)?transaction_'
                  ), 'UTF8')), 'hex') AS digest,
                pg_catalog.min(s.setting::pg_catalog.int4) FILTER (
                  WHERE s.setting <> '0' AND s.name IN ('statement_timeout', 'transaction_timeout',
                    'idle_in_transaction_session_timeout', 'idle_session_timeout')) AS timeout
              FROM pg_catalog.pg_settings s) settings
            """;

    /**
     * Asks a session.
     *
     * @param session the questions to it
     * @param cluster the name of its cluster, since a copy of a cluster has the same identifier
     */
    public static SessionFacts ask(Questions session, String cluster) throws SQLException {
        long now = System.nanoTime();
        try (PreparedStatement statement = session.prepare(SQL)) {
            statement.setString(1, cluster);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new SessionFacts(
                        row.getString(1),
                        row.getInt(5),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        Duration.ofMillis(row.getInt(6)),
                        now);
            }
        }
    }

    /** The same with what is known of the primary, where the server is no primary itself. */
    public SessionFacts following(int known) {
        return standby && known != timeline
                ? new SessionFacts(key, known, snapshot, temporaryTables, true, timeout, askedAt)
                : this;
    }

    /** Whether they are too old to rely on. */
    public boolean isOld() {
        return System.nanoTime() - askedAt > HOLDS.toNanos();
    }
}
