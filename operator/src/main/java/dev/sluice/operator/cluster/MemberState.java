package dev.sluice.operator.cluster;

import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.ServerFacts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is held true of one member. Of a member that answers, {@code held} and {@code seen} are the same; a round in which
 * nobody answers is held against none, but seen.
 *
 * @param member which one
 * @param held by the rounds in which it or another one answered
 * @param seen by all rounds
 * @param routed what applications are told: what is held, under the spec of now
 * @param verdict whether it can be used as far as is seen, and why not, under the spec of now
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
        Judgement held,
        Judgement seen,
        Verdict routed,
        Verdict verdict,
        @Nullable Standing standing,
        @Nullable ServerFacts facts,
        @Nullable Lag lag,
        @Nullable Duration latency,
        @Nullable Instant answeredAt,
        Instant changedAt) {

    /** Of a member that has not been asked yet. */
    public static MemberState unprobed(Member member, Instant now) {
        return resumed(member, Judgement.NONE, Judgement.NONE, null, Verdict.NOT_PROBED, now);
    }

    /**
     * Of a member that an operator before has asked.
     *
     * @param verdict that one's
     * @param since when its state had changed last
     */
    public static MemberState resumed(
            Member member,
            Judgement held,
            Judgement seen,
            @Nullable Standing standing,
            Verdict verdict,
            Instant since) {
        return new MemberState(member, held, seen, verdict, verdict, standing, null, null, null, null, since);
    }

    /** The same state under a spec that names the member anew, with other weights or limits perhaps. */
    MemberState of(Member renewed) {
        return new MemberState(
                renewed, held, seen, routed, verdict, standing, facts, lag, latency, answeredAt, changedAt);
    }

    /** The same member, which was the primary and is not any more: what was held true of it was so of a primary. */
    MemberState displaced() {
        var none = new Judgement(held.reachability(), Verdict.NOT_PROBED);
        return new MemberState(member, none, seen, routed, verdict, null, facts, lag, latency, answeredAt, changedAt);
    }

    /** The same member after no answer. */
    MemberState silent(Judgement nowHeld, Judgement nowSeen) {
        return new MemberState(
                member, nowHeld, nowSeen, routed, verdict, standing, facts, null, latency, answeredAt, changedAt);
    }

    /** The same member after an answer. */
    MemberState answered(Judgement now, @Nullable Standing place, Observation.Answered answer, @Nullable Lag measured) {
        return new MemberState(
                member,
                now,
                now,
                routed,
                verdict,
                place,
                answer.facts(),
                measured,
                answer.latency(),
                answer.at(),
                changedAt);
    }

    /** The same member as another name of a server that is judged under the first one. */
    MemberState asAlias(Reachability next, Observation observation) {
        var none = new Judgement(next, Verdict.NOT_PROBED);
        return observation instanceof Observation.Answered answer
                ? answered(none, null, answer, null)
                : displaced().silent(none, none);
    }

    /**
     * The same member with what is told of it. That the spec or its Service leaves it out holds at once and for as long,
     * whatever is held true of it meanwhile.
     *
     * @param leads whether it is held to be the primary, which nothing leaves out
     */
    public MemberState told(boolean leads, Instant now) {
        Reason why = leads ? null : member.rotation().reason();
        Verdict nowRouted = why == null ? held.verdict() : held.verdict().leftOut(why);
        Verdict next = why == null ? seen.verdict() : seen.verdict().leftOut(why);
        Instant since = next.state() == verdict.state() ? changedAt : now;
        return new MemberState(member, held, seen, nowRouted, next, standing, facts, lag, latency, answeredAt, since);
    }

    /** Whether it answers, as far as is seen. */
    public Reachability reachability() {
        return seen.reachability();
    }

    /** Whether applications are told what was held true of it before nobody answered. */
    public boolean isSpared() {
        return routed.state() != verdict.state();
    }

    /** Whether nothing has been held true of it yet. */
    boolean isUnheard() {
        return held.verdict().equals(Verdict.NOT_PROBED);
    }

    /** Whether it answered in the last round. */
    public boolean answering() {
        return reachability().successes() > 0;
    }
}
