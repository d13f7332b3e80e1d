package dev.sluice.operator.databasecluster;

import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.operator.condition.Finding;
import java.util.stream.Collectors;

/** What there is to say of the ConfigMap with the endpoints. Pure. */
final class PublicationFindings {

    private PublicationFindings() {}

    static Finding endpointsPublished(ClusterState state, Publication publication) {
        if (publication instanceof Publication.Done done) {
            String map = "ConfigMap \"" + done.configMap() + "\"";
            return done.held()
                    ? Finding.yes("Held", nothingNew(state) + ", so what " + map + " holds " + ofWhom(state) + "stays.")
                    : Finding.yes("Published", map + " holds the endpoints.");
        }
        if (publication instanceof Publication.Refused refused) {
            return Finding.no(refused.reason(), refused.message());
        }
        return Finding.unknown("Pending", ((Publication.Pending) publication).why());
    }

    private static String nothingNew(ClusterState state) {
        if (state.plan().schedule().paused()) {
            return "spec.paused is true";
        }
        if (state.rounds() == 0) {
            return "No round of probes has ended yet";
        }
        if (state.sight().isBlind()) {
            return "No member answers now";
        }
        return state.sparesMembers()
                ? "No member answered a moment ago, and not all do again"
                : "The primary has not answered yet";
    }

    // All else of them is as the spec says now.
    private static String ofWhom(ClusterState state) {
        if (state.plan().schedule().paused() || !state.sparesMembers()) {
            return "";
        }
        return state.members().stream()
                .filter(MemberState::isSpared)
                .map(member -> member.member().name())
                .collect(Collectors.joining(", ", "of the state of ", " "));
    }
}
