package dev.sluice.operator.databasecluster;

import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.operator.condition.Finding;
import dev.sluice.routing.replication.ServerFacts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the condition about the rights of the probe's user says. Pure. */
final class PrivilegeFindings {

    private PrivilegeFindings() {}

    static Finding privilegesSufficient(ClusterState state) {
        boolean someAnswer = state.members().stream().anyMatch(MemberState::answering);
        List<ServerFacts> answers = state.members().stream()
                .filter(m -> m.answering() || !someAnswer)
                .map(MemberState::facts)
                .filter(Objects::nonNull)
                .toList();
        if (answers.isEmpty()) {
            return Finding.unknown("NoMemberAnswers", "No member has answered yet.");
        }
        var refused = answers.stream().flatMap(f -> f.refused().stream()).collect(Collectors.toSet());
        if (!refused.isEmpty()) {
            return Finding.no(
                    "FunctionsRefused",
                    "A server refuses what tells "
                            + refused.stream().map(Enum::name).sorted().collect(Collectors.joining(", "))
                            + ". Grant EXECUTE on the functions concerned, or accept that the lag is not known there.");
        }
        boolean all = answers.stream().allMatch(ServerFacts::seesStatistics);
        return all
                ? Finding.yes("Granted", "The probe's user sees the replication statistics.")
                : Finding.no(
                        "GrantMissing",
                        "The probe's user sees no replication statistics, so a replica that has lost its primary may be"
                                + " noticed late. On the primary: GRANT pg_monitor TO the user that Secret \""
                                + state.plan().access().user().secret() + "\" names.");
    }
}
