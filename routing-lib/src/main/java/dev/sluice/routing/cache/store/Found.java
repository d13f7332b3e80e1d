package dev.sluice.routing.cache.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Lookup}.
 *
 * @param age what may be done with the value
 * @param value as it was stored; null when there is none that any invalidation has left
 * @param leased whether the asker may load now, and nobody else
 * @param heldFor how long the right to load is still held by another one; zero when it is not
 * @param failed whether the last load failed a moment ago
 * @param stamp the versions that a value loaded from now on is bound to
 * @param freshFor how long a fresh value stays so
 * @param quietFor how long until who asks as eagerly as this one did renews a fresh value ({@link Lookup#earliness}); as long as
 *     it is fresh, when somebody renews it already
 * @param lastsFor how long the value may be given out when it can't be loaded, counted from the answer
 */
public record Found(
        Age age,
        @Nullable Content value,
        boolean leased,
        Duration heldFor,
        boolean failed,
        String stamp,
        Duration freshFor,
        Duration quietFor,
        Duration lastsFor) {

    /** No value, and no right to load one. */
    public static final Found NOTHING =
            new Found(Age.MISSING, null, false, Duration.ZERO, false, "", Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Whether it is all that its reader wants: fresh, and not to be renewed yet. */
    public boolean suffices() {
        return age == Age.FRESH && !leased && heldFor.isZero();
    }

    /** How old a value is. */
    public enum Age {
        /** Within its TTL. */
        FRESH,
        /** Beyond it, but may be given out while it is renewed. */
        STALE,
        /** May be given out only if it cannot be loaded. */
        LAST_RESORT,
        /** There is none. */
        MISSING
    }
}
