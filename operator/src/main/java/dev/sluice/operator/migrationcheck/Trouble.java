package dev.sluice.operator.migrationcheck;

/**
 * What is in the way of a report.
 *
 * @param reason one word in camel case
 * @param message for a person: what it is and what to do
 */
record Trouble(String reason, String message) {}
