package dev.sluice.routing.replication;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that asks a server for its {@link ServerFacts}, and the reading of its row. Every column is text,
 * so that any driver can bring the row. Works on PostgreSQL 12 and later, on a primary and on a standby, for any login;
 * nothing it calls changes or locks anything.
 *
 * <p>A server that refuses a function fails the whole statement. {@link #isRefusal} tells such an error from others;
 * then ask each capability alone by {@link #sql(Capability)} and leave out those that fail again.
 */
public final class ServerQuery {

    private static final Set<String> REFUSALS = Set.of("0A000", "42501", "42883", "42P01");

    private ServerQuery() {}

    /** Gives one column of a row as text. */
    @FunctionalInterface
    public interface Columns {
        /**
         * @param name the column's name
         * @return its text, null for SQL's NULL
         */
        @Nullable
        String text(String name);
    }

    /**
     * The statement, one row of text columns.
     *
     * @param refused what to leave out (it reads as NULL)
     */
    public static String sql(Set<Capability> refused) {
        return Arrays.stream(Capability.values())
                .map(c -> refused.contains(c)
                        ? "NULL AS " + c.column()
                        : "(" + c.expression() + ")::text AS " + c.column())
                .collect(Collectors.joining(
                        ", ",
                        "SELECT pg_is_in_recovery()::text AS in_recovery,"
                                + " (extract(epoch FROM clock_timestamp()) * 1000000)::bigint::text AS server_time,"
                                + " (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint::text"
                                + " AS started_at, ",
                        ""));
    }

    /** A statement that asks for one capability alone. */
    public static String sql(Capability capability) {
        return "SELECT (" + capability.expression() + ")::text";
    }

    /** Whether an error of this SQLSTATE says that a function is not to be had, rather than that the server is ill. */
    public static boolean isRefusal(@Nullable String sqlState) {
        return sqlState != null && REFUSALS.contains(sqlState);
    }

    /**
     * Reads the row of {@link #sql(Set)}.
     *
     * @param refused what was left out
     * @throws IllegalArgumentException if a column has not the form that PostgreSQL gives it
     */
    public static ServerFacts read(Columns row, Set<Capability> refused) {
        String serverTime = row.text("server_time");
        if (serverTime == null) {
            throw new IllegalArgumentException("column server_time is NULL, expected microseconds");
        }
        String startedAt = row.text("started_at");
        String receivers = text(row, Capability.RECEIVER);
        String timeline = text(row, Capability.TIMELINE);
        String position = text(row, Capability.POSITION);
        String received = text(row, Capability.RECEIVED);
        String commit = text(row, Capability.REPLAYED_COMMIT);
        return new ServerFacts(
                inRecovery(row.text("in_recovery")),
                text(row, Capability.SYSTEM_IDENTIFIER),
                timeline == null ? null : Integer.valueOf(timeline),
                position == null ? null : Lsn.parse(position),
                received == null ? null : Lsn.parse(received),
                instant(serverTime),
                startedAt == null ? null : instant(startedAt),
                commit == null ? null : instant(commit),
                receivers == null ? Receiver.UNKNOWN : receivers.equals("0") ? Receiver.ABSENT : Receiver.PRESENT,
                isTrue(text(row, Capability.REPLAY_PAUSED)),
                isTrue(text(row, Capability.SEES_STATISTICS)),
                refused);
    }

    private static @Nullable String text(Columns row, Capability capability) {
        return row.text(capability.column());
    }

    // Anything but a clear answer must not pass for a primary.
    private static boolean inRecovery(@Nullable String text) {
        if (isTrue(text)) {
            return true;
        }
        if ("false".equals(text) || "f".equals(text)) {
            return false;
        }
        throw new IllegalArgumentException("column in_recovery is \"" + text + "\", expected true or false");
    }

    private static boolean isTrue(@Nullable String text) {
        return text != null && (text.equals("true") || text.equals("t"));
    }

    private static Instant instant(String microseconds) {
        return Instant.EPOCH.plus(Long.parseLong(microseconds), ChronoUnit.MICROS);
    }
}
