package dev.sluice.cli.verify;

import java.time.Duration;
import java.util.List;

/**
 * How long things may take on the server.
 *
 * @param statement the longest that a statement may run
 * @param lock the longest that it may wait for one lock
 */
record Bounds(Duration statement, Duration lock) {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** From that version on a server looks whether its client is still there, while a statement runs. */
    private static final int LOOKS_FOR_ITS_CLIENT = 14;

    /** For the client, which ends what has switched the server's own limit off. */
    Duration client() {
        return statement.plus(GRACE);
    }

    Duration connect() {
        return CONNECT;
    }

    /** Longer than the client waits. */
    Duration silence() {
        return client().plus(GRACE).plus(CONNECT);
    }

    /** What a session is told at its begin. */
    List<String> settings(int major) {
        String timeouts = "SET statement_timeout = '" + statement.toMillis() + "ms'; SET lock_timeout = '"
                + lock.toMillis() + "ms'";
        return major < LOOKS_FOR_ITS_CLIENT
                ? List.of(timeouts)
                : List.of(timeouts, "SET client_connection_check_interval = '2s'");
    }
}
