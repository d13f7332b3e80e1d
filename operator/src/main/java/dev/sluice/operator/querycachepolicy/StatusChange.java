package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a status says something new. Conditions, orders and publication always do. Figures do when they have moved by a
 * tenth, or when they have moved at all and those that were written are five minutes old. So a quiet cache writes nothing,
 * and a busy one no more than a few times. Pure.
 */
final class StatusChange {

    private static final double MUCH = 0.1;
    private static final Duration OLD = Duration.ofMinutes(5);

    /** However much they move, figures alone are not written more often. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private StatusChange() {}

    /** Whether {@code now} is worth a write over {@code written}. */
    static boolean isWorthWriting(@Nullable QueryCachePolicyStatus written, QueryCachePolicyStatus now) {
        if (written == null) {
            return true;
        }
        boolean news = !Objects.equals(written.observedGeneration(), now.observedGeneration())
                || !written.conditions().equals(now.conditions())
                || !written.invalidations().equals(now.invalidations())
                || !Objects.equals(written.publication(), now.publication())
                || !Objects.equals(written.warmed(), now.warmed())
                || (written.observedAt() == null) != (now.observedAt() == null);
        return news || figuresMoved(written, now);
    }

    private static boolean figuresMoved(QueryCachePolicyStatus written, QueryCachePolicyStatus now) {
        Instant then = written.observedAt();
        Instant read = now.observedAt();
        if (then == null || read == null || read.isBefore(then.plus(YOUNG))) {
            return false;
        }
        boolean moved = !Objects.equals(written.hits(), now.hits())
                || !Objects.equals(written.misses(), now.misses())
                || !Objects.equals(written.hitRate(), now.hitRate())
                || !Objects.equals(written.keysText(), now.keysText())
                || !Objects.equals(written.memory(), now.memory())
                || !written.warming().equals(now.warming());
        boolean much = muchMoved(written.hits(), now.hits())
                || muchMoved(written.misses(), now.misses())
                || muchMoved(written.keys(), now.keys())
                || muchMoved(written.memoryBytes(), now.memoryBytes());
        return much || (moved && !read.isBefore(then.plus(OLD)));
    }

    private static boolean muchMoved(@Nullable Long written, @Nullable Long now) {
        if (written == null || now == null) {
            return !Objects.equals(written, now);
        }
        return Math.abs(now - written) > Math.max(1, written) * MUCH;
    }
}
