package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.Member;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a status says something new. States, reasons and roles always do. A number does when it crosses its limit or
 * has moved by half of it since it was written, so that a quiet fleet writes nothing. Pure.
 */
final class StatusChange {

    /** What counts as a limit in bytes where the spec sets none: one segment of PostgreSQL's log. */
    private static final long SEGMENT_BYTES = 16L * 1024 * 1024;

    private final ClusterPlan plan;

    private StatusChange(ClusterPlan plan) {
        this.plan = plan;
    }

    /** Whether {@code now} is worth a write over {@code written}. */
    static boolean isWorthWriting(
            @Nullable DatabaseClusterStatus written, DatabaseClusterStatus now, ClusterPlan plan) {
        return written == null || new StatusChange(plan).differs(written, now);
    }

    private boolean differs(DatabaseClusterStatus a, DatabaseClusterStatus b) {
        return !Objects.equals(a.observedGeneration(), b.observedGeneration())
                || !Objects.equals(a.primary(), b.primary())
                || !Objects.equals(a.timeline(), b.timeline())
                || !Objects.equals(a.systemIdentifier(), b.systemIdentifier())
                || !Objects.equals(a.acceptedTimeline(), b.acceptedTimeline())
                || !Objects.equals(a.replicas(), b.replicas())
                || !Objects.equals(a.endpoints(), b.endpoints())
                || !a.conditions().equals(b.conditions())
                || membersDiffer(a, b)
                || "unknown".equals(a.maxLag()) != "unknown".equals(b.maxLag());
    }

    private boolean membersDiffer(DatabaseClusterStatus a, DatabaseClusterStatus b) {
        if (a.members().size() != b.members().size()) {
            return true;
        }
        return b.members().stream().anyMatch(now -> {
            Optional<MemberStatus> written = a.member(now.name());
            return written.isEmpty() || memberDiffers(written.get(), now);
        });
    }

    private boolean memberDiffers(MemberStatus a, MemberStatus b) {
        return !Objects.equals(a.host(), b.host())
                || !Objects.equals(a.port(), b.port())
                || a.role() != b.role()
                || a.state() != b.state()
                || !Objects.equals(a.reason(), b.reason())
                || !Objects.equals(a.lastTransitionTime(), b.lastTransitionTime())
                || causeDiffers(a, b)
                || failures(a) != failures(b)
                || numbersDiffer(a, b);
    }

    // What Lagging says has figures that move from round to round.
    private static boolean causeDiffers(MemberStatus a, MemberStatus b) {
        return b.state() != MemberState.LAGGING && !Objects.equals(a.message(), b.message());
    }

    private boolean numbersDiffer(MemberStatus a, MemberStatus b) {
        Optional<Member> member =
                plan.members().stream().filter(m -> m.name().equals(b.name())).findFirst();
        double seconds = member.map(Member::limits).orElse(plan.limits()).time().toMillis() / 1000.0;
        Long bytes = plan.limits().bytes();
        return moved(a.lagSeconds(), b.lagSeconds(), seconds)
                || moved(a.lagBytes(), b.lagBytes(), bytes == null ? SEGMENT_BYTES : bytes)
                || moved(
                        a.latencyMillis(),
                        b.latencyMillis(),
                        plan.schedule().timeout().toMillis());
    }

    // Beyond the threshold one more failure is no news.
    private int failures(MemberStatus status) {
        int failures = status.consecutiveFailures() == null ? 0 : status.consecutiveFailures();
        return Math.min(failures, plan.thresholds().failure());
    }

    private static boolean moved(@Nullable Number written, @Nullable Number now, Number limit) {
        if (written == null || now == null) {
            return written != now;
        }
        double most = limit.doubleValue();
        boolean crossed = written.doubleValue() > most != now.doubleValue() > most;
        return crossed || Math.abs(written.doubleValue() - now.doubleValue()) >= most / 2;
    }
}
