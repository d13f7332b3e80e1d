package dev.sluice.routing.cache;

import dev.sluice.sql.fingerprint.Fingerprint;
import dev.sluice.sql.lexer.ParameterStyle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often a write has made everything in the cache old, which costs all hits, and tells the cause, once a minute
 * at most. Thread-safe.
 */
final class WholeInvalidations {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int LONGEST = 200;

    private final LongAdder count = new LongAdder();
    private final LongSupplier nanoTime;
    private final AtomicLong toldAt;

    /** @param nanoTime as {@link System#nanoTime()} */
    WholeInvalidations(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.toldAt = new AtomicLong(nanoTime.getAsLong() - QUIET_NANOS);
    }

    long count() {
        return count.sum();
    }

    /**
     * Counts one.
     *
     * @param cause why
     * @param statement because of which; empty when it is not known. Of its text no value is told
     * @return whether it has been told
     */
    boolean add(String cause, String statement) {
        count.increment();
        long now = nanoTime.getAsLong();
        long before = toldAt.get();
        if (now - before < QUIET_NANOS || !toldAt.compareAndSet(before, now)) {
            return false;
        }
        LOG.info(
                "Everything in the cache was made old, for the {}. time, because {}{}",
                count.sum(),
                cause,
                statement.isEmpty() ? "" : ": " + text(statement));
        return true;
    }

    /** A statement without its values, cut. */
    static String text(String statement) {
        String text = Fingerprint.of(statement, ParameterStyle.JDBC).text();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
