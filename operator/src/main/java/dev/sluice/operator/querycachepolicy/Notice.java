package dev.sluice.operator.querycachepolicy;

/**
 * Something that a person following the resource wants to be told once.
 *
 * @param warning whether it is bad news
 * @param reason in one word
 * @param message for a person
 */
record Notice(boolean warning, String reason, String message) {}
