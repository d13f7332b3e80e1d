package dev.sluice.routing.rotation;

import org.jspecify.annotations.Nullable;

/**
 * What a server must agree with to count as one of the cluster's.
 *
 * @param systemIdentifier of the database, null when nobody told it yet
 * @param timeline that the primary has reached, null when nobody told it yet
 */
public record Baseline(
        @Nullable String systemIdentifier, @Nullable Integer timeline) {

    /** Nothing is known. */
    public static final Baseline NONE = new Baseline(null, null);

    /** Whether a server of this identifier may be a copy of the same database; unknown ones may. */
    public boolean admits(@Nullable String other) {
        return systemIdentifier == null || other == null || systemIdentifier.equals(other);
    }
}
