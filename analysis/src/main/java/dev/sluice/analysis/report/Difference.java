package dev.sluice.analysis.report;

import java.util.Locale;

/**
 * Where the analysis and a server differ on a statement.
 *
 * @param kind what differs
 * @param about a table, or the id of a rule
 * @param foretold what the analysis says, as a part of a sentence; empty for nothing
 * @param done what the server does, as a part of a sentence
 */
public record Difference(Kind kind, String about, String foretold, String done) {

    /** What differs, from the worst to the least. */
    public enum Kind {
        /** The server goes through a table while others wait, and no rule tells of that. */
        UNTOLD_WORK,
        /** The server takes a lock for which writers wait, stronger than any that was foretold. */
        UNTOLD_LOCK,
        /** The statement fails, and no rule tells of that. */
        UNTOLD_FAILURE,
        /** A rule finds something that the server does not do. */
        REFUTED_FINDING,
        /** The server takes a weaker lock than was foretold, or none. */
        WEAKER_LOCK;

        /** Whether the analysis said less than there is, which is worse than too much. */
        public boolean isUntold() {
            return compareTo(UNTOLD_FAILURE) <= 0;
        }

        /** Its name in a report, such as {@code untold-lock}. */
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Both sides in a sentence. */
    String sentence() {
        return switch (kind) {
            case UNTOLD_WORK -> "No rule tells what it does to " + about + ": " + done + ".";
            case UNTOLD_FAILURE -> "No rule tells that it fails.";
            case REFUTED_FINDING -> about + " says \"" + foretold + "\", and the server " + done + ".";
            case UNTOLD_LOCK, WEAKER_LOCK ->
                "On " + about + " the rules expect " + foretold + ", and the server takes " + done + ".";
        };
    }
}
