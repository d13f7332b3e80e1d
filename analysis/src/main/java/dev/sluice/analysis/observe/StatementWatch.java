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

    /** It is in a transaction, or ends one inside. */
    private static final Set<String> WANTS_NO_TRANSACTION = Set.of("25001", "2D000");

    private static final String SAVEPOINT = "sluice_watched";
    private static final long POLL_MILLIS = 5;

    private final Connection connection;
    private final Connection second;
    private final TableLocks locks;
    private @Nullable Relations atBegin;
    private Relations atFile;
    private Relations named;

    /**
     * Watches the first connection.
     *
     * @param second to the same database; it locks all tables for the moment in which another session can see what a
     *     statement outside of a transaction waits for
     */
    public StatementWatch(Connection connection, Connection second) throws SQLException {
        this.connection = connection;
        this.second = second;
        this.locks = TableLocks.of(connection);
        this.atFile = Relations.read(connection);
        this.named = atFile;
    }

    /** Takes the tables and materialized views that are there now for those that were there before the statements that follow. */
    public void beginFile() throws SQLException {
        atFile = Relations.read(connection);
        named = atFile;
    }

    /** Those that were there when the file began, as they were called when the last statement began. */
    public Set<Name> old() {
        return named.names(atFile);
    }

    /** Begins a transaction. */
    public void begin() throws SQLException {
        begin("BEGIN");
    }

    /** Begins a transaction with a command of its own, such as one that names an isolation level. */
    public void begin(String command) throws SQLException {
        Relations existing = Relations.read(connection);
        execute(command);
        atBegin = existing;
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

    /** Ends the transaction with a command of its own; without one the server only warns. */
    public void end(String command) throws SQLException {
        atBegin = null;
        execute(command);
    }

    /** Ends the transaction with a command that begins the next one. */
    public void chain(String command) throws SQLException {
        boolean open = isOpen();
        end(command);
        atBegin = open ? Relations.read(connection) : null;
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
        return run(sql, statement -> statement.execute(sql));
    }

    /**
     * The same with what sends it. It is sent once more where the server wants no transaction around it.
     *
     * @throws SQLException if the connection is lost, or a look at the server fails
     */
    public Observation run(String sql, Execution execution) throws SQLException {
        if (isOpen()) {
            return runInside(sql, execution);
        }
        if (begins(sql, "LOCK") || begins(sql, "DECLARE")) {
            // In a transaction, they would not fail.
            return runAlone(sql, execution);
        }
        begin();
        Observation observation = runInside(sql, execution);
        SQLException failure = observation.failure();
        if (failure != null) {
            rollback();
            return WANTS_NO_TRANSACTION.contains(String.valueOf(failure.getSQLState()))
                    ? runAlone(sql, execution)
                    : observation;
        }
        try {
            commit();
            return observation;
        } catch (SQLException e) {
            // What is checked at the end of a transaction only.
            return observation.failing(e);
        }
    }

    private Observation runInside(String sql, Execution execution) throws SQLException {
        Relations before = Relations.read(connection);
        // What was there before the transaction, as it is called now.
        Relations existing = atBegin == null ? before : atBegin.calledAsIn(before);
        named = existing;
        Map<Long, Long> scans = SilentScans.read(connection);
        Map<Name, LockMode> held = locks.read(connection, existing);
        execute("SAVEPOINT " + SAVEPOINT);
        // A script may have made the server silent.
        execute("SET LOCAL client_min_messages = debug1");
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            SQLException failure = run(statement, execution);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (failure != null) {
                if (connection.isClosed()) {
                    throw failure;
                }
                execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            }
            Map<Name, LockMode> taken = locks.read(connection, existing);
            Set<Long> scanned = SilentScans.since(scans, connection);
            Map<Name, Work> works = works(statement, sql, taken, existing, before, scanned);
            if (failure == null && SilentScans.isOne(sql)) {
                for (Long number : scanned) {
                    Name table = existing.name(number);
                    if (table != null) {
                        works.merge(table, Work.SCAN, (a, b) -> a.compareTo(b) > 0 ? a : b);
                    }
                }
            }
            execute("RELEASE SAVEPOINT " + SAVEPOINT);
            return new Observation(
                    taken, held, before.parents(existing), works, locks.onViews(second), failure, time, false);
        }
    }

    private Observation runAlone(String sql, Execution execution) throws SQLException {
        Relations existing = Relations.read(connection);
        named = existing;
        execute("SET client_min_messages = debug1");
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<@Nullable SQLException> run;
            Map<Name, LockMode> taken;
            long start;
            try {
                hold();
                start = System.nanoTime();
                run = CompletableFuture.supplyAsync(() -> run(statement, execution));
                taken = awaited(existing, run);
            } finally {
                release();
            }
            SQLException failure = run.join();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (failure != null && connection.isClosed()) {
                throw failure;
            }
            Map<Name, Work> works = works(statement, sql, taken, existing, existing, null);
            return new Observation(taken, Map.of(), existing.parents(existing), works, Set.of(), failure, time, true);
        }
    }

    private static @Nullable SQLException run(Statement statement, Execution execution) {
        try {
            execution.run(statement);
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    /** Keeps all tables from the weakest lock that is of interest. */
    private void hold() throws SQLException {
        try (Statement statement = second.createStatement()) {
            statement.execute("BEGIN");
            for (Name table : Relations.read(second).lockable()) {
                statement.execute("LOCK TABLE " + table + " IN SHARE UPDATE EXCLUSIVE MODE");
            }
        }
    }

    private void release() throws SQLException {
        try (Statement statement = second.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }

    private Map<Name, LockMode> awaited(Relations existing, CompletableFuture<?> run) throws SQLException {
        Map<Name, LockMode> taken = new HashMap<>();
        while (taken.isEmpty() && !run.isDone()) {
            taken = locks.read(second, existing);
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while a statement was watched", e);
            }
        }
        return taken;
    }

    /**
     * What it did.
     *
     * @param scanned what it has read as a whole; null where nobody knows
     */
    private Map<Name, Work> works(
            Statement statement,
            String sql,
            Map<Name, LockMode> taken,
            Relations existing,
            Relations before,
            @Nullable Set<Long> scanned)
            throws SQLException {
        // It gives each table a new, empty file and builds the indexes of that.
        if (begins(sql, "TRUNCATE")) {
            return new HashMap<>();
        }
        ServerMessages messages = ServerMessages.of(statement, foreignKeys());
        Relations after = Relations.read(connection);
        // A message names a table without its schema. Keys that are validated by an index read none as a whole.
        Set<String> several = scanned == null ? Set.of() : Relations.namesOfSeveral(connection, scanned);
        Map<Name, Work> works = new HashMap<>();
        for (Long number : existing.numbers()) {
            Name table = existing.name(number);
            if (table != null && before.name(number) != null && taken.containsKey(table)) {
                boolean meant = scanned == null || !several.contains(table.name()) || scanned.contains(number);
                Work told = meant ? messages.on(table) : Work.NONE;
                works.put(table, before.hasNewFile(number, after) ? Work.REWRITE : told);
            }
        }
        return works;
    }

    static boolean begins(String sql, String words) {
        return sql.regionMatches(true, 0, words, 0, words.length());
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
