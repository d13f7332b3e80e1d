package dev.sluice.operator.databasecluster;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person following the resource wants to be told once.
 *
 * @param warning whether it is bad news
 * @param reason in one word
 * @param message for a person
 * @param member which member it is about, null when it is about the cluster
 */
record Notice(
        boolean warning,
        String reason,
        String message,
        @Nullable String member) {

    Notice(boolean warning, String reason, String message) {
        this(warning, reason, message, null);
    }
}
