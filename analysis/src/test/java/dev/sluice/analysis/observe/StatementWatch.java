package dev.sluice.analysis.observe;

import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on a server and watches it: its own account of the locks, the files of its tables, and the messages with
 * which it tells of scans, of tables that it writes anew and of indexes that it builds. Needs both connections for
 * itself, with {@code autocommit} on; transactions are begun and ended here. Not safe for use by several threads.
 */
public final class StatementWatch {

    private static final String ACTIVE_TRANSACTION = "25001";
    private static final long POLL_MILLIS = 5;

    private final Connection connection;
    private final Connection second;
    private final int process;
    private @Nullable Relations atBegin;

    /**
     * Makes the server talkative on the first connection.
     *
     * @param second to the same database; it locks all tables for the moment in which another session can see what a
     *     statement outside of a transaction waits for
     */
    public StatementWatch(Connection connection, Connection second) throws SQLException {
        this.connection = connection;
        this.second = second;
        execute("SET client_min_messages = debug1");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            this.process = rows.getInt(1);
        }
    }

    /** The tables and materialized views that are there now. */
    public Set<Name> tables() throws SQLException {
        return Relations.read(connection).names();
    }

    /** Begins a transaction. */
    public void begin() throws SQLException {
        atBegin = Relations.read(connection);
        execute("BEGIN");
    }

    /** Ends the transaction. */
    public void commit() throws SQLException {
        end("COMMIT");
    }

    /** Ends the transaction and undoes it. */
    public void rollback() throws SQLException {
        end("ROLLBACK");
    }

    /** Whether a transaction is open. */
    public boolean isOpen() {
        return atBegin != null;
    }

    private void end(String command) throws SQLException {
        atBegin = null;
        execute(command);
    }

    /** Runs something without looking. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Runs a statement, in the open transaction, else in one of its own, or in none where the server wants that. When it
     * fails, the transaction is as it was before it.
     */
    public Observation run(String sql) throws SQLException {
        if (isOpen()) {
            return runInside(sql);
        }
        begin();
        Observation observation = runInside(sql);
        commit();
        SQLException failure = observation.failure();
        return failure != null && ACTIVE_TRANSACTION.equals(failure.getSQLState()) ? runAlone(sql) : observation;
    }

    private Observation runInside(String sql) throws SQLException {
        Relations existing = atBegin == null ? Relations.read(connection) : atBegin;
        Relations before = Relations.read(connection);
        Map<Long, Long> scans = scans();
        Map<Name, LockMode> held = locks(connection, existing);
        execute("SAVEPOINT watched");
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            SQLException failure = null;
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                failure = e;
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (failure != null) {
                execute("ROLLBACK TO SAVEPOINT watched");
            }
            Map<Name, LockMode> locks = locks(connection, existing);
            Map<Name, Work> works = works(statement, sql, locks, existing, before);
            if (failure == null && scansSilently(sql)) {
                scans().forEach((number, scanned) -> {
                    Name table = existing.name(number);
                    if (table != null && scanned > scans.getOrDefault(number, 0L)) {
                        works.merge(table, Work.SCAN, (a, b) -> a.compareTo(b) > 0 ? a : b);
                    }
                });
            }
            return new Observation(locks, held, works, failure, time);
        } finally {
            execute("RELEASE SAVEPOINT watched");
        }
    }

    private Observation runAlone(String sql) throws SQLException {
        Relations existing = Relations.read(connection);
        hold(existing);
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<@Nullable SQLException> run = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.execute(sql);
                    return null;
                } catch (SQLException e) {
                    return e;
                }
            });
            Map<Name, LockMode> locks = awaited(existing, run);
            try (Statement release = second.createStatement()) {
                release.execute("ROLLBACK");
            }
            SQLException failure = run.join();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return new Observation(locks, Map.of(), works(statement, sql, locks, existing, existing), failure, time);
        }
    }

    /** Keeps all tables from the weakest lock that is of interest. */
    private void hold(Relations existing) throws SQLException {
        try (Statement statement = second.createStatement()) {
            statement.execute("BEGIN");
            for (Name table : existing.lockable()) {
                statement.execute("LOCK TABLE " + table + " IN SHARE UPDATE EXCLUSIVE MODE");
            }
        }
    }

    private Map<Name, LockMode> awaited(Relations existing, CompletableFuture<?> run) throws SQLException {
        Map<Name, LockMode> locks = new HashMap<>();
        while (locks.isEmpty() && !run.isDone()) {
            locks = locks(second, existing);
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while a statement was watched", e);
            }
        }
        return locks;
    }

    /** The strongest lock that the first connection has, or waits for, on each relation. */
    private Map<Name, LockMode> locks(Connection observer, Relations existing) throws SQLException {
        Map<Name, LockMode> locks = new HashMap<>();
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relation, mode FROM pg_locks" + " WHERE locktype = 'relation' AND pid = " + process)) {
            while (rows.next()) {
                Name table = existing.name(rows.getLong(1));
                String mode = rows.getString(2).replaceAll("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
                LockMode lock = LockMode.valueOf(mode.toUpperCase(Locale.ROOT));
                if (table != null && lock.compareTo(LockMode.ROW_EXCLUSIVE) >= 0) {
                    locks.merge(table, lock, (a, b) -> a.compareTo(b) > 0 ? a : b);
                }
            }
        }
        return locks;
    }

    private Map<Name, Work> works(
            Statement statement, String sql, Map<Name, LockMode> locks, Relations existing, Relations before)
            throws SQLException {
        // It gives each table a new, empty file and builds the indexes of that.
        if (begins(sql, "TRUNCATE")) {
            return new HashMap<>();
        }
        ServerMessages messages = ServerMessages.of(statement, foreignKeys());
        Relations after = Relations.read(connection);
        Map<Name, Work> works = new HashMap<>();
        for (Long number : existing.numbers()) {
            Name table = existing.name(number);
            // The transaction may have given it another name since, and its own to a new table.
            Name now = before.name(number);
            if (table != null && now != null && locks.containsKey(table)) {
                Work work = before.hasNewFile(number, after) ? Work.REWRITE : messages.on(now);
                works.put(table, work);
            }
        }
        return works;
    }

    private static boolean begins(String sql, String words) {
        return sql.regionMatches(true, 0, words, 0, words.length());
    }

    /** What scans without a word of it: for a domain, and for the rows of a default partition. */
    private static boolean scansSilently(String sql) {
        boolean partition = sql.toUpperCase(Locale.ROOT).contains("PARTITION");
        return begins(sql, "ALTER DOMAIN")
                || (partition && (begins(sql, "CREATE TABLE") || begins(sql, "ALTER TABLE")));
    }

    /** How often the transaction has read each table as a whole. */
    private Map<Long, Long> scans() throws SQLException {
        Map<Long, Long> scans = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relid, seq_scan FROM pg_stat_xact_user_tables")) {
            while (rows.next()) {
                scans.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return scans;
    }

    private Map<String, String> foreignKeys() throws SQLException {
        Map<String, String> keys = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT k.conname, c.relname FROM pg_constraint k"
                        + " JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'f'")) {
            while (rows.next()) {
                keys.put(rows.getString(1), rows.getString(2));
            }
        }
        return keys;
    }
}
