package dev.sluice.routing.topology;

import org.jspecify.annotations.Nullable;

/**
 * The lag at the moment of publication, for people; nothing is decided by it, because nobody knows how old it is.
 *
 * @param seconds upper bound in seconds, null when unknown
 * @param bytes log that is not yet replayed, null when unknown
 */
public record PublishedLag(
        @Nullable Double seconds, @Nullable Long bytes) {}
