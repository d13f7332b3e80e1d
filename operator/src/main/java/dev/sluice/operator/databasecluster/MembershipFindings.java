package dev.sluice.operator.databasecluster;

import dev.sluice.operator.cluster.Alias;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.Found;
import dev.sluice.operator.condition.Finding;
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
        if (found.shortfall() != null) {
            return Optional.of(
                    Finding.no(found.shortfall().reason(), found.shortfall().message()));
        }
        String count = found.endpoints() == 1 ? "one endpoint" : found.endpoints() + " endpoints";
        String aliases =
                state.aliases().stream().map(MembershipFindings::sentence).collect(Collectors.joining());
        return Optional.of(Finding.yes("Found", "Service \"" + found.service() + "\" has " + count + "." + aliases));
    }

    private static String sentence(Alias alias) {
        return " " + alias.member().member().name() + " is the server that counts as " + alias.countedAs() + ".";
    }
}
