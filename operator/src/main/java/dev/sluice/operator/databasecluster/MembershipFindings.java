package dev.sluice.operator.databasecluster;

import dev.sluice.operator.cluster.Alias;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.Found;
import dev.sluice.operator.condition.Finding;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the condition about members that are pods says. Pure. */
final class MembershipFindings {

    private MembershipFindings() {}

    static Optional<Finding> replicasFound(ClusterState state) {
        Found found = state.plan().found();
        if (found == null) {
            return Optional.empty();
        }
        if (state.plan().schedule().paused()) {
            return Optional.of(Finding.unknown(
                    "Paused",
                    "spec.paused is true: the endpoints of Service \"" + found.service()
                            + "\" are not followed, and the members that were known stay."));
        }
        if (found.shortfall() != null) {
            return Optional.of(
                    Finding.no(found.shortfall().reason(), found.shortfall().message()));
        }
        String count = found.endpoints() == 1 ? "one endpoint" : found.endpoints() + " endpoints";
        String aliases =
                state.aliases().stream().map(MembershipFindings::sentence).collect(Collectors.joining());
        return Optional.of(Finding.yes("Found", "Service \"" + found.service() + "\" has " + count + "." + aliases));
    }

    /** What is wrong with what the Service gives, for a person. */
    static Optional<String> shortfall(ClusterState state) {
        return Optional.ofNullable(state.plan().found()).map(Found::shortfall).map(Found.Shortfall::message);
    }

    /** Why there is no replica that should serve reads, of a cluster whose replicas a Service gives. */
    static String noneToServe(ClusterState state) {
        Found found = Objects.requireNonNull(state.plan().found());
        String strangers = state.aliases().stream()
                .filter(alias -> alias.countedAs() == null)
                .map(alias -> alias.member().member().name())
                .collect(Collectors.joining(", "));
        return shortfall(state)
                .orElseGet(() -> "Service \"" + found.service() + "\" "
                        + (strangers.isEmpty()
                                ? "gives no replica that stays: what it gives is the primary, or about to end."
                                : "gives members that have not answered yet, so what they are is not known: "
                                        + strangers + "."));
    }

    private static String sentence(Alias alias) {
        return alias.countedAs() == null
                ? ""
                : " " + alias.member().member().name() + " is the server that counts as " + alias.countedAs() + ".";
    }
}
