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
            return switch (done.held()) {
                case NOTHING -> Finding.yes("Published", map + " holds the endpoints.");
                case MEMBERS ->
                    held(
                            state,
                            "No member answered a moment ago, and not all do again",
                            map + " holds of the state of " + spared(state));
                case ALL -> held(state, "The primary has not answered yet", map + " holds");
            };
        }
        if (publication instanceof Publication.Refused refused) {
            return Finding.no(refused.reason(), refused.message());
        }
        return Finding.unknown("Pending", ((Publication.Pending) publication).why());
    }

    private static Finding held(ClusterState state, String otherwise, String what) {
        return Finding.yes("Held", nothingNew(state, otherwise) + ", so what " + what + " stays.");
    }

    private static String nothingNew(ClusterState state, String otherwise) {
        if (state.plan().schedule().paused()) {
            return "spec.paused is true";
        }
        if (state.rounds() == 0) {
            return "No round of probes has ended yet";
        }
        return state.sight().isBlind() ? "No member answers now" : otherwise;
    }

    private static String spared(ClusterState state) {
        return state.members().stream()
                .filter(MemberState::isSpared)
                .map(member -> member.member().name())
                .collect(Collectors.joining(", "));
    }
}
