package dev.sluice.operator.migrationcheck;

/**
 * What is in the way of a report.
 *
 * @param reason one word in camel case
 * @param message for a person: what it is and what to do
 */
record Trouble(String reason, String message) {

    /** The same with what is known nevertheless; empty for nothing. */
    Trouble with(String summary) {
        return summary.isEmpty()
                ? this
                : new Trouble(reason, message + " The analysis itself has ended with: " + summary);
    }
}
