package dev.sluice.routing.cache.store;

import java.time.Duration;

/**
 * A question for an entry, and for the right to load it when it is missing or about to be.
 *
 * @param key the entry's key
 * @param dependencies what it is bound to; an entry that is bound to something else counts as missing
 * @param shape of the value, such as a fingerprint of its type; an entry of another shape counts as missing
 * @param token under which the right to load is given; unique
 * @param lease for how long it is given
 * @param earliness how eagerly an entry is renewed before its time: the right is given when no more than this many
 *     times the duration of its last load is left; 0 for never
 * @param glance whether to look first whether there is a fresh entry, which costs the store less than to give rights
 */
public record Lookup(
        String key,
        Dependencies dependencies,
        String shape,
        String token,
        Duration lease,
        double earliness,
        boolean glance) {

    /** The same question for the right to load, after a glance has found nothing. */
    public Lookup withoutGlance() {
        return new Lookup(key, dependencies, shape, token, lease, earliness, false);
    }
}
