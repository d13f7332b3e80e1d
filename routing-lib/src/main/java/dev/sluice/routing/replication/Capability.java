package dev.sluice.routing.replication;

import java.util.Locale;

/**
 * One thing that a probe asks a server. Each is an expression of its own that gives text or NULL on a primary and on a
 * standby of PostgreSQL 12 and later, so that what a managed service refuses can be left out and the rest still asked.
 */
public enum Capability {
    /** Written log on a primary, replayed log on a standby. */
    POSITION("CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END"),
    /** Received log on a standby; NULL when it has received nothing since its start. */
    RECEIVED("CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() END"),
    /**
     * The number of log receivers on a standby. Without {@code pg_read_all_stats} the view has the row but NULLs in it,
     * so the row is counted and its status not asked.
     */
    RECEIVER("CASE WHEN pg_is_in_recovery() THEN (SELECT count(*) FROM pg_stat_wal_receiver) END"),
    /**
     * On a primary from the name of the current log file, which changes with a promotion at once, while
     * {@code pg_control_checkpoint()} follows only after the next checkpoint.
     */
    TIMELINE("CASE WHEN NOT pg_is_in_recovery()"
            + " THEN ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int"
            + " ELSE coalesce((SELECT received_tli FROM pg_stat_wal_receiver),"
            + " (SELECT nullif(min_recovery_end_timeline, 0) FROM pg_control_recovery()),"
            + " (SELECT timeline_id FROM pg_control_checkpoint())) END"),
    /** What makes two servers copies of one database. */
    SYSTEM_IDENTIFIER("(SELECT system_identifier FROM pg_control_system())"),
    /** The commit time, by the primary's clock, of the last transaction that a standby has replayed; microseconds. */
    REPLAYED_COMMIT("CASE WHEN pg_is_in_recovery()"
            + " THEN (extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000000)::bigint END"),
    /** Whether an administrator has paused replay. */
    REPLAY_PAUSED("CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() END"),
    /** Whether the login may see the replication views in full. */
    SEES_STATISTICS("pg_has_role('pg_read_all_stats', 'USAGE')");

    private final String expression;

    Capability(String expression) {
        this.expression = expression;
    }

    String expression() {
        return expression;
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
