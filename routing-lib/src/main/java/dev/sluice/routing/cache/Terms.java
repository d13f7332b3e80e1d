package dev.sluice.routing.cache;

import dev.sluice.routing.cache.decision.Lifetime;
import dev.sluice.routing.cache.store.Dependencies;
import java.time.Duration;

/**
 * How one value is cached, with nothing left open.
 *
 * @param rule under which it is counted; empty for none
 * @param dependencies what it is bound to
 * @param shape of the value and of what it is bound to
 * @param lifetime how long it lives, before jitter
 * @param negativeTtl how long it is remembered that there is none; zero for not
 * @param jitterPercent by how much the TTL is made shorter at most
 */
record Terms(
        String rule,
        Dependencies dependencies,
        String shape,
        Lifetime lifetime,
        Duration negativeTtl,
        int jitterPercent) {}
