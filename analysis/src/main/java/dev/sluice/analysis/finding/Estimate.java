package dev.sluice.analysis.finding;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long a statement works on a table of the live database, and what waits meanwhile. It begins when the statement has its
 * lock: until then it waits itself, and others wait behind it.
 *
 * @param rows of the table, about; where nothing has counted them, as many as fit into its few pages
 * @param bytes of the table with its indexes
 * @param from the shortest time that is likely
 * @param to the longest; load, slow storage or triggers can make it longer
 * @param work what is done, such as {@code rewrite}
 * @param lock the lock that is held meanwhile, such as {@code ACCESS EXCLUSIVE}
 * @param waiting who waits
 */
public record Estimate(
        long rows, long bytes, Duration from, Duration to, String work, String lock, List<Waiting> waiting) {

    /** Copies the list. */
    public Estimate {
        waiting = List.copyOf(waiting);
    }

    /** Who waits for a lock. */
    public enum Waiting {
        /** Plain queries. */
        READS("reads"),
        /** INSERT, UPDATE and DELETE. */
        WRITES("writes"),
        /** Those only that change the same rows. */
        WRITES_OF_SAME_ROWS("writes of the same rows"),
        /** Other changes of the table's schema. */
        SCHEMA_CHANGES("other schema changes"),
        /** Autovacuum of the table. */
        AUTOVACUUM("autovacuum");

        private final String text;

        Waiting(String text) {
            this.text = text;
        }

        /** The one with those words. */
        public static Optional<Waiting> of(String words) {
            return Arrays.stream(values()).filter(who -> who.text.equals(words)).findFirst();
        }

        /** In words. */
        public String text() {
            return text;
        }
    }
}
