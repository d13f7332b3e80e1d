package dev.sluice.operator.cluster;

import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.ServerFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is held true of one member.
 *
 * @param member which one
 * @param reachability whether it answers
 * @param verdict whether it is used, and why not
 * @param standing what it was within the cluster when it answered last, null before
 * @param facts its last answer, null before the first one
 * @param lag its lag in the last round, null for a member that is no replica or did not answer
 * @param latency of its last answer, null before the first one
 * @param answeredAt when it answered last, null before the first one
 * @param changedAt when the verdict's state changed last
 */
public record MemberState(
        Member member,
        Reachability reachability,
        Verdict verdict,
        @Nullable Standing standing,
        @Nullable ServerFacts facts,
        @Nullable Lag lag,
        @Nullable Duration latency,
        @Nullable Instant answeredAt,
        Instant changedAt) {

    /** Of a member that has not been asked yet. */
    public static MemberState unprobed(Member member, Instant now) {
        return new MemberState(member, Reachability.UNKNOWN, Verdict.NOT_PROBED, null, null, null, null, null, now);
    }

    /** The same state under a spec that names the member anew, with other weights or limits perhaps. */
    MemberState of(Member renewed) {
        return new MemberState(renewed, reachability, verdict, standing, facts, lag, latency, answeredAt, changedAt);
    }

    /** Whether it answered in the last round. */
    public boolean answering() {
        return reachability.successes() > 0;
    }
}
