package dev.sluice.operator.fleet;

import dev.sluice.operator.access.AccessPlan;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.SecretReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cluster's Secrets, read when a connection is made. The members of one round share a reading, which is forgotten
 * right after; beyond that nothing is kept, so that a rotated password is used by the next connection. Thread-safe.
 */
final class AccessCache {

    private static final Duration SHARED_FOR = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Clock clock;
    private final SecretReader reader;
    private final String namespace;

    private AccessPlan plan;
    private @Nullable Future<AccessResult> reading;
    private Instant readAt = Instant.MIN;
    private AccessResult.@Nullable Denied denied;
    private boolean everGranted;

    AccessCache(Vertx vertx, Clock clock, SecretReader reader, String namespace, AccessPlan plan) {
        this.vertx = vertx;
        this.clock = clock;
        this.reader = reader;
        this.namespace = namespace;
        this.plan = plan;
    }

    /** Reads by this plan from now on; says whether it is another one than before. */
    synchronized boolean use(AccessPlan wanted) {
        if (wanted.equals(plan)) {
            return false;
        }
        plan = wanted;
        reading = null;
        denied = null;
        everGranted = false;
        return true;
    }

    synchronized Future<AccessResult> get() {
        Instant now = clock.instant();
        Future<AccessResult> shared = reading;
        if (shared != null && (!shared.isComplete() || now.isBefore(readAt.plus(SHARED_FOR)))) {
            return shared;
        }
        readAt = now;
        AccessPlan wanted = plan;
        Future<AccessResult> fresh = vertx.<AccessResult>executeBlocking(() -> reader.read(namespace, wanted), false)
                .onSuccess(result -> remember(wanted, result));
        reading = fresh;
        return fresh;
    }

    /** Reads again what has not been read for that long, so that a Secret that is gone is noticed. */
    synchronized void checkAfter(Duration age) {
        if (readAt.plus(age).isBefore(clock.instant())) {
            var unused = get();
        }
    }

    /**
     * Why the last reading gave no access; null when it did. An API server that cannot be asked says nothing new of Secrets
     * that have been read before.
     */
    synchronized AccessResult.@Nullable Denied denied() {
        return denied;
    }

    private synchronized void remember(AccessPlan wanted, AccessResult result) {
        if (!wanted.equals(plan)) {
            return;
        }
        AccessResult.Denied refusal = result instanceof AccessResult.Denied no ? no : null;
        boolean nothingNew = everGranted && refusal != null && refusal.reason() == AccessResult.Reason.SecretUnreadable;
        if (!nothingNew) {
            denied = refusal;
            everGranted = refusal == null || everGranted;
        }
        Future<AccessResult> held = reading;
        if (held != null && held.isComplete()) {
            vertx.setTimer(SHARED_FOR.toMillis(), id -> forget(held));
        }
    }

    private synchronized void forget(Future<AccessResult> held) {
        if (held.equals(reading)) {
            reading = null;
        }
    }
}
