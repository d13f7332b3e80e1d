package dev.sluice.operator.cluster;

import dev.sluice.operator.probe.Observation;
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
 * @param verdict whether it can be used, and why not
 * @param routed what applications are told of that
 * @param standing what it was within the cluster when it answered last, null before; null also once another member has
 *     taken its place as the primary while it was silent
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
        Routed routed,
        @Nullable Standing standing,
        @Nullable ServerFacts facts,
        @Nullable Lag lag,
        @Nullable Duration latency,
        @Nullable Instant answeredAt,
        Instant changedAt) {

    /** Of a member that has not been asked yet. */
    public static MemberState unprobed(Member member, Instant now) {
        return new MemberState(
                member, Reachability.UNKNOWN, Verdict.NOT_PROBED, Routed.UNPROBED, null, null, null, null, null, now);
    }

    /** The same state under a spec that names the member anew, with other weights or limits perhaps. */
    MemberState of(Member renewed) {
        return new MemberState(
                renewed, reachability, verdict, routed, standing, facts, lag, latency, answeredAt, changedAt);
    }

    /** The same member after no answer. */
    MemberState silent(Reachability next, @Nullable Standing held) {
        return new MemberState(member, next, verdict, routed, held, facts, null, latency, answeredAt, changedAt);
    }

    /** The same member after an answer. */
    MemberState answered(Reachability next, Standing now, Observation.Answered answer, @Nullable Lag measured) {
        return new MemberState(
                member, next, verdict, routed, now, answer.facts(), measured, answer.latency(), answer.at(), changedAt);
    }

    /** The same member as another name of a server that is judged under the first one. */
    MemberState asAlias(Reachability next, Observation seen) {
        Observation.Answered answer = seen instanceof Observation.Answered answered ? answered : null;
        return new MemberState(
                member,
                next,
                Verdict.NOT_PROBED,
                Routed.UNPROBED,
                null,
                answer == null ? facts : answer.facts(),
                null,
                answer == null ? latency : answer.latency(),
                answer == null ? answeredAt : answer.at(),
                changedAt);
    }

    /** The same state with other verdicts. */
    MemberState judged(Verdict next, Routed told, Instant now) {
        Instant since = next.state() == verdict.state() ? changedAt : now;
        return new MemberState(member, reachability, next, told, standing, facts, lag, latency, answeredAt, since);
    }

    /** Whether applications are told what was held true of it before nobody answered. */
    public boolean isSpared() {
        return routed.verdict().state() != verdict.state();
    }

    /** Whether it answered in the last round. */
    public boolean answering() {
        return reachability.successes() > 0;
    }
}
