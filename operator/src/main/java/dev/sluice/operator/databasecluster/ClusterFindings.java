package dev.sluice.operator.databasecluster;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.operator.cluster.Sight;
import dev.sluice.operator.condition.Finding;
import dev.sluice.operator.copies.Copies;
import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Fallback;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each condition says of a cluster. Messages carry no figures that move from round to round: a message that
 * changes is a write. Pure.
 */
final class ClusterFindings {

    private static final Finding NOT_PROBED =
            Finding.unknown("NotProbedYet", "The first round of probes has not ended yet.");

    private static final String NOBODY_ANSWERS = "NoMemberAnswers";
    private static final String NOBODY_ADMITS = "NoMemberAdmits";

    private static final List<Standing> ACCEPT_WRITES =
            List.of(Standing.PRIMARY, Standing.SECOND_PRIMARY, Standing.STALE_PRIMARY);

    private final ClusterState state;
    private final Publication publication;

    ClusterFindings(ClusterState state, Publication publication) {
        this.state = state;
        this.publication = publication;
    }

    Finding ready() {
        if (state.plan().schedule().paused()) {
            return Finding.unknown("Paused", "spec.paused is true: nothing is probed, and what was published stays.");
        }
        // The gravest first: a copy that one namespace misses must not hide that writes are being lost.
        return Stream.of(
                        Optional.of(credentialsResolved()),
                        Optional.of(primaryReachable()),
                        splitBrain().map(found -> Finding.no(found.reason(), found.message())),
                        Optional.of(endpointsPublished()),
                        nothingToRead(),
                        copiesPublished())
                .flatMap(Optional::stream)
                .filter(needed -> needed.status() != ConditionStatus.TRUE)
                .findFirst()
                .orElseGet(() -> Finding.yes("Usable", "The primary is reachable and the endpoints are published."));
    }

    private Optional<Finding> nothingToRead() {
        boolean nothing = StatusRenderer.usable(state.replicas()).isEmpty();
        return nothing && state.plan().fallback() == Fallback.FAIL
                ? Optional.of(Finding.no(
                        "NoReplicaUsable",
                        "No replica is usable, and spec.routing.whenNoReplica is Fail, so reads fail. "
                                + replicasHealthy().message()))
                : Optional.empty();
    }

    Finding primaryReachable() {
        Optional<MemberState> primary = state.primary();
        if (primary.isPresent()) {
            MemberState member = primary.get();
            String name = member.member().name();
            return switch (member.verdict().state()) {
                case HEALTHY -> Finding.yes("Reachable", "The primary is " + name + ".");
                case UNKNOWN -> Finding.unknown(member.verdict().reason().name(), name + ": " + message(member));
                default ->
                    Finding.no(
                            member.verdict().reason().name(),
                            "The primary " + name + " is not reachable: " + message(member));
            };
        }
        return state.rounds() == 0 ? NOT_PROBED : noPrimary();
    }

    private Finding noPrimary() {
        // What members were when they answered last says nothing of what they are while none does.
        if (state.sight().isBlind()) {
            return Finding.no(state.sight() == Sight.REFUSED ? NOBODY_ADMITS : NOBODY_ANSWERS, causes(m -> true));
        }
        long writers = members(Standing.SECOND_PRIMARY).count();
        if (writers > 1) {
            return Finding.no(
                    "NoSinglePrimary",
                    "Several members accept writes on the same timeline ("
                            + names(m -> m.standing() == Standing.SECOND_PRIMARY)
                            + "), so none is used for writes. Stop all but the right one.");
        }
        if (writers == 1) {
            return Finding.unknown(
                    "PrimarySilent",
                    names(m -> m.standing() == Standing.SECOND_PRIMARY)
                            + " accepts writes, but another member that may be the primary is silent. It is used for"
                            + " writes when that one has failed "
                            + state.plan().thresholds().failure() + " times in a row.");
        }
        boolean onlyStandbys = members(Standing.STALE_PRIMARY).findAny().isEmpty()
                && members(Standing.FOREIGN).findAny().isEmpty();
        if (state.awaitsPrimary() && onlyStandbys) {
            MemberState listed = state.members().get(0);
            return Finding.unknown(
                    listed.verdict().reason().name(), listed.member().name() + ": " + message(listed));
        }
        if (members(Standing.STALE_PRIMARY).count() > 0) {
            return Finding.no(
                    "StaleTimeline",
                    timelines(Standing.STALE_PRIMARY)
                            + " accepts writes, but on an older timeline than "
                            + state.leadership().timeline()
                            + ", which has been published. If the database was restored on purpose, set the annotation"
                            + " sluice.dev/accept-timeline to its timeline." + spentOrder());
        }
        // A standby of the old database must not be promoted because the new one is not accepted yet.
        boolean foreignWriter = members(Standing.FOREIGN).anyMatch(ClusterFindings::acceptsWrites);
        boolean onlyForeign = members(Standing.REPLICA).findAny().isEmpty()
                && members(Standing.FOREIGN).findAny().isPresent();
        if (foreignWriter || onlyForeign) {
            return Finding.no(
                    "ForeignSystem",
                    timelines(Standing.FOREIGN)
                            + " is no copy of the database that has been published (system identifier "
                            + state.leadership().systemIdentifier()
                            + "). Correct host and port; if the database was replaced on purpose, set the annotation"
                            + " sluice.dev/accept-timeline to its timeline." + spentOrder());
        }
        return Finding.no(
                "AllInRecovery",
                "Every member that answers is in recovery (a standby): " + names(MemberState::answering) + "."
                        + promoteOrFind());
    }

    // A primary that only the operator can't reach goes on to accept writes, and must not get a rival.
    private String promoteOrFind() {
        Predicate<MemberState> silent = m -> m.verdict().state() == EndpointState.UNREACHABLE;
        return state.members().stream().noneMatch(silent)
                ? " Promote one, or list the primary in the spec."
                : " The primary may be one that does not answer ("
                        + causes(silent).replaceAll("\\.$", "")
                        + "): bring it back, or list the primary in the spec. Promote one only if the primary is gone.";
    }

    private static boolean acceptsWrites(MemberState member) {
        return member.facts() != null && !member.facts().inRecovery();
    }

    private String spentOrder() {
        String unreadable = state.plan().unreadableOrder();
        if (unreadable != null) {
            return " Now it has the value \"" + unreadable + "\", which is no timeline: write the number alone.";
        }
        Integer accepted = state.leadership().acceptedTimeline();
        return accepted == null
                ? ""
                : " The present order to accept timeline " + accepted
                        + " has been carried out already; to give it again, remove the annotation first.";
    }

    Finding replicasHealthy() {
        List<MemberState> counted = state.wantedReplicas();
        if (state.rounds() == 0) {
            return NOT_PROBED;
        }
        if (counted.isEmpty()) {
            return state.wantedReplicaCount() == 0
                    ? Finding.yes("NoReplicas", "No replica is wanted in rotation.")
                    : Finding.no("NoneFound", MembershipFindings.noneToServe(state));
        }
        long usable = StatusRenderer.usable(counted).size();
        if (usable < counted.size()) {
            return Finding.no(
                    usable == 0 ? "NoneUsable" : "SomeUnusable",
                    causes(m -> counted.contains(m) && m.verdict().state() != EndpointState.HEALTHY));
        }
        return MembershipFindings.shortfall(state)
                .map(missing -> Finding.unknown(
                        "NotAllFound", "Every replica that is known is usable, but others may be missing. " + missing))
                .orElseGet(() -> Finding.yes("AllUsable", "Every replica is usable."));
    }

    Finding endpointsPublished() {
        return PublicationFindings.endpointsPublished(state, publication);
    }

    Optional<Finding> copiesPublished() {
        return publication instanceof Publication.Done done
                ? Optional.ofNullable(done.copies()).map(Copies::finding)
                : Optional.empty();
    }

    Finding credentialsResolved() {
        if (state.denied() != null) {
            return Finding.no(state.denied().reason().name(), state.denied().message());
        }
        return state.rounds() == 0
                ? NOT_PROBED
                : Finding.yes("Resolved", "The Secrets that the spec names hold what it takes to sign in.");
    }

    Finding privilegesSufficient() {
        return PrivilegeFindings.privilegesSufficient(state);
    }

    Optional<Finding> splitBrain() {
        if (!state.splitBrain()) {
            return Optional.empty();
        }
        String writers = names(m -> m.answering() && ACCEPT_WRITES.contains(m.standing()));
        String who = state.leadership().primary() == null
                ? "None is used for writes."
                : "Writes go to " + state.leadership().primary() + ".";
        return Optional.of(Finding.yes(
                "SeveralPrimaries",
                "These members accept writes at once: " + writers + ". " + who
                        + " Stop the others at once: what is written there is lost."));
    }

    Optional<Finding> probeBlind() {
        if (state.denied() != null || state.rounds() == 0 || !state.sight().isBlind()) {
            return Optional.empty();
        }
        return Optional.of(
                state.sight() == Sight.REFUSED
                        ? Finding.yes(
                                NOBODY_ADMITS,
                                "Servers speak to the operator, but none lets it in, so it cannot judge them. What was"
                                        + " published stays. " + causes(m -> true))
                        : Finding.yes(
                                NOBODY_ANSWERS,
                                "No member answers the operator, which may itself be cut off. What was published stays;"
                                        + " applications go on with what they can reach. " + causes(m -> true)));
    }

    private Stream<MemberState> members(Standing standing) {
        return state.members().stream().filter(m -> m.standing() == standing);
    }

    private String timelines(Standing standing) {
        return members(standing)
                .map(m -> m.member().name()
                        + (m.facts() == null || m.facts().timeline() == null
                                ? ""
                                : " (timeline " + m.facts().timeline() + ")"))
                .collect(Collectors.joining(", "));
    }

    private String names(Predicate<MemberState> which) {
        return state.members().stream()
                .filter(which)
                .map(m -> m.member().name())
                .collect(Collectors.joining(", "));
    }

    private String causes(Predicate<MemberState> which) {
        return state.members().stream()
                        .filter(which)
                        .map(m -> m.member().name() + ": " + cause(m))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    // What is held true of a member that has just failed for the first time is no cause.
    private static String cause(MemberState member) {
        Failure failure = member.seen().failure();
        return failure == null || member.verdict().reason() == failure.reason()
                ? member.verdict().state().label() + " (" + member.verdict().reason() + ")"
                : "no answer (" + failure.reason() + ")";
    }

    private static String message(MemberState member) {
        return member.verdict().message();
    }
}
