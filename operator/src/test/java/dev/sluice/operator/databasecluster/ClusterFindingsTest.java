package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.operator.cluster.Story;
import dev.sluice.operator.condition.Finding;
import dev.sluice.operator.copies.Copies;
import dev.sluice.routing.topology.Fallback;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterFindingsTest {

    private static final String HEALTHY = "p=W1 r1=S1 r2=S1";
    private static final String DOWN = "p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=-";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=W1 r1=S1 r2=S1,                                    TRUE,    Reachable,       The primary is p.",
        "p=W1 r1=S1 r2=S1 | p=- r1=S1 r2=S1,                  TRUE,    Reachable,       The primary is p.",
        "p=W1 r1=S1 r2=S1 | p=- r1=W2 r2=S2,                  TRUE,    Reachable,       The primary is r1.",
        "p=W1 r1=S1 | p=- r1=S1 | p=- r1=S1 | p=- r1=S1,      FALSE,   Timeout,         The primary p is not"
                + " reachable: p did not answer.",
        "p=W1 r1=W1 r2=S1,                                    FALSE,   NoSinglePrimary, '(p, r1)'",
        "p=- r1=W1 r2=S1,                                     UNKNOWN, PrimarySilent,   r1 accepts writes,",
        "p=- r1=W1 r2=S1,                                     UNKNOWN, PrimarySilent,   failed 3 times in a row",
        "p=W3 r1=S3 | p=W2 r1=S2,                             FALSE,   StaleTimeline,   'p (timeline 2) accepts"
                + " writes, but on an older timeline than 3'",
        "p=W3 r1=S3 | p=W2 r1=S2,                             FALSE,   StaleTimeline,   sluice.dev/accept-timeline",
        "p=S1 r1=S1 r2=-,                                     FALSE,   AllInRecovery,   'p, r1. Promote one'",
        "p=- r1=S1 | p=- r1=S1 | p=- r1=S1,                   FALSE,   AllInRecovery,   'does not answer (p:"
                + " Unreachable (Timeout)): bring it back'",
        "p=W1 r1=S1 | p=W1x r1=S1x,                           FALSE,   ForeignSystem,   'p (timeline 1), r1 (timeline"
                + " 1)'",
        "p=W1 r1=S1 | p=W1x r1=S1x,                           FALSE,   ForeignSystem,   sluice.dev/accept-timeline",
        "p=! r1=- r2=!,                                       FALSE,   NoMemberAdmits,  'p: Unknown"
                + " (AuthenticationFailed), r1: Unknown (Timeout)'",
        "p=- r1=- r2=-,                                       FALSE,   NoMemberAnswers, 'p: Unknown (Timeout), r1:"
                + " Unknown (Timeout)'",
    })
    void primaryReachable(String rounds, ConditionStatus status, String reason, String message) {
        Finding finding = findings(story().rounds(rounds).state()).primaryReachable();
        assertFinding(finding, status, reason, message);
    }

    @Test
    void primaryReachableBeforeTheFirstRound() {
        assertFinding(
                findings(story().state()).primaryReachable(), ConditionStatus.UNKNOWN, "NotProbedYet", "first round");
    }

    @Test
    void primaryReachableWhenThePrimaryHasGotAnotherHost() {
        Story story =
                story().rounds(HEALTHY).renew(PlanBuilder.of("p", "r1", "r2").host("p", "new.example"));
        assertFinding(findings(story.state()).primaryReachable(), ConditionStatus.UNKNOWN, "NotProbedYet", "p: ");
        story.rounds("p=- r1=S1 r2=S1");
        assertFinding(findings(story.state()).primaryReachable(), ConditionStatus.UNKNOWN, "Timeout", "did not answer");
    }

    @Test
    void primaryReachableWhileItRecovers() {
        Story story =
                Story.of(PlanBuilder.of("p", "r1").thresholds(1, 3)).rounds("p=W1 r1=S1 | p=- r1=S1 | p=W1 r1=S1");
        assertFinding(findings(story.state()).primaryReachable(), ConditionStatus.FALSE, "Recovering", "1 of 3");
    }

    @ParameterizedTest
    @CsvSource({"p=- r1=- r2=-, NoMemberAnswers", "p=! r1=- r2=-, NoMemberAdmits"})
    void whatMembersWereSaysNothingWhileNoneAnswers(String blind, String reason) {
        Story story = story().rounds(HEALTHY)
                .rounds(blind)
                .renew(PlanBuilder.of("p", "r1", "r2").host("p", "new.example"));
        for (int round = 0; round < 4; round++) {
            story.rounds(blind);
            assertFinding(findings(story.state()).primaryReachable(), ConditionStatus.FALSE, reason, "r1: ");
            assertFinding(findings(story.state()).ready(), ConditionStatus.FALSE, reason, "r1: ");
            assertFinding(
                    findings(
                                    story.state(),
                                    new Publication.Done("db-endpoints", 7, Story.START, Publication.Hold.ALL, null))
                            .endpointsPublished(),
                    ConditionStatus.TRUE,
                    "Held",
                    "No member answers now, so what ConfigMap \"db-endpoints\" holds stays.");
        }
        story.rounds("p=- r1=S1 r2=- | p=- r1=S1 r2=- | p=- r1=S1 r2=-");
        assertFinding(
                findings(story.state()).primaryReachable(),
                ConditionStatus.FALSE,
                "AllInRecovery",
                "is in recovery (a standby): r1.");
    }

    @Test
    void afterNobodyAnsweredReplicasThatDoAreUsableThoughThePrimaryIsDead() {
        Story story = story().rounds(HEALTHY).rounds(DOWN).rounds("p=- r1=S1 r2=S1");
        assertFinding(findings(story.state()).replicasHealthy(), ConditionStatus.TRUE, "AllUsable", "");
        assertFinding(
                findings(
                                story.state(),
                                new Publication.Done("db-endpoints", 7, Story.START, Publication.Hold.MEMBERS, null))
                        .endpointsPublished(),
                ConditionStatus.TRUE,
                "Held",
                "of the state of p stays.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=W1 r1=S1 r2=S1,                           TRUE,  AllUsable,    Every replica is usable.",
        "p=W1 r1=S1b r2=S1,                          FALSE, SomeUnusable, 'r1: Lagging (LagTime).'",
        "p=W1 r1=S1b r2=S1 | p=W1 r1=S1b r2=W1,      FALSE, NoneUsable,   'r1: Lagging (LagTime), r2: WrongRole"
                + " (SecondPrimary).'",
        "p=W1 r1=S1d r2=S1x,                         FALSE, NoneUsable,   'r1: Lagging (ReceiverDown), r2: WrongRole"
                + " (ForeignSystem).'",
        "p=W1 r1=S1 r2=S1 | p=- r1=W2 r2=S2,         FALSE, SomeUnusable, 'p: Unknown (Timeout).'",
    })
    void replicasHealthy(String rounds, ConditionStatus status, String reason, String message) {
        assertFinding(findings(story().rounds(rounds).state()).replicasHealthy(), status, reason, message);
    }

    @Test
    void replicasHealthyBeforeTheFirstRoundAndWithoutReplicas() {
        assertFinding(findings(story().state()).replicasHealthy(), ConditionStatus.UNKNOWN, "NotProbedYet", "");
        Story alone = Story.of(PlanBuilder.of("p")).rounds("p=W1");
        assertFinding(findings(alone.state()).replicasHealthy(), ConditionStatus.TRUE, "NoReplicas", "");
    }

    @Test
    void drainedReplicasAreNotMissedHoweverTheyAre() {
        Story drained =
                Story.of(PlanBuilder.of("p", "r1", "r2").drain("r1", "r2")).rounds(HEALTHY);
        assertFinding(findings(drained.state()).replicasHealthy(), ConditionStatus.TRUE, "NoReplicas", "");
        drained.rounds("p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1 | p=W1 r1=- r2=S1");
        assertThat(drained.states()).isEqualTo("p=HEALTHY r1=UNREACHABLE r2=DRAINING");
        assertFinding(findings(drained.state()).replicasHealthy(), ConditionStatus.TRUE, "NoReplicas", "");
        Story one = Story.of(PlanBuilder.of("p", "r1", "r2").drain("r1")).rounds("p=W1 r1=S1 r2=S1b");
        assertFinding(
                findings(one.state()).replicasHealthy(), ConditionStatus.FALSE, "NoneUsable", "r2: Lagging (LagTime).");
    }

    @Test
    void replicasThatAServiceDoesNotGiveAreMissed() {
        Story lost = Story.of(PlanBuilder.of("p", "a").found(Rotation.IN, "a").fallback(Fallback.FAIL))
                .rounds("p=W1 a=S1");
        assertFinding(findings(lost.state()).replicasHealthy(), ConditionStatus.TRUE, "AllUsable", "");
        lost.renew(PlanBuilder.of("p").shortfall("NoEndpoints").fallback(Fallback.FAIL))
                .rounds("p=W1");
        assertFinding(findings(lost.state()).replicasHealthy(), ConditionStatus.FALSE, "NoneFound", "NoEndpoints");
        assertFinding(findings(lost.state()).ready(), ConditionStatus.FALSE, "NoReplicaUsable", "NoEndpoints");

        Story ending = Story.of(PlanBuilder.of("p", "a").found(Rotation.TERMINATING, "a"))
                .rounds("p=W1 a=S1");
        assertFinding(findings(ending.state()).replicasHealthy(), ConditionStatus.FALSE, "NoneFound", "about to end");

        Story listed = Story.of(PlanBuilder.of("p", "r1").shortfall("EndpointsForbidden"))
                .rounds("p=W1 r1=S1");
        assertFinding(
                findings(listed.state()).replicasHealthy(),
                ConditionStatus.UNKNOWN,
                "NotAllFound",
                "EndpointsForbidden");
        assertFinding(
                findings(listed.rounds("p=W1 r1=S1b").state()).replicasHealthy(),
                ConditionStatus.FALSE,
                "NoneUsable",
                "r1: Lagging");
    }

    @Test
    void endpointsPublished() {
        ClusterState state = story().rounds(HEALTHY).state();
        assertFinding(
                findings(state, Resources.PUBLISHED).endpointsPublished(),
                ConditionStatus.TRUE,
                "Published",
                "ConfigMap \"db-endpoints\"");
        assertFinding(
                findings(state, new Publication.Done("db-endpoints", 7, Story.START, Publication.Hold.ALL, null))
                        .endpointsPublished(),
                ConditionStatus.TRUE,
                "Held",
                "stays");
        Story regained = story().rounds(HEALTHY).rounds(DOWN).rounds("p=W1 r1=S1 r2=-");
        assertFinding(
                findings(
                                regained.state(),
                                new Publication.Done("db-endpoints", 7, Story.START, Publication.Hold.MEMBERS, null))
                        .endpointsPublished(),
                ConditionStatus.TRUE,
                "Held",
                "so what ConfigMap \"db-endpoints\" holds of the state of r2 stays");
        Story moved = story().rounds(HEALTHY)
                .renew(PlanBuilder.of("p", "r1", "r2").host("p", "new.example"))
                .rounds("p=- r1=S1 r2=S1");
        assertFinding(
                findings(
                                moved.state(),
                                new Publication.Done("db-endpoints", 7, Story.START, Publication.Hold.ALL, null))
                        .endpointsPublished(),
                ConditionStatus.TRUE,
                "Held",
                "The primary has not answered yet");
        assertFinding(
                findings(state, new Publication.Refused("x", "ConfigMapNotOwned", "not ours"))
                        .endpointsPublished(),
                ConditionStatus.FALSE,
                "ConfigMapNotOwned",
                "not ours");
        assertFinding(
                findings(state, new Publication.Pending("x", "nothing yet")).endpointsPublished(),
                ConditionStatus.UNKNOWN,
                "Pending",
                "nothing yet");
    }

    @Test
    void credentialsResolved() {
        assertFinding(findings(story().state()).credentialsResolved(), ConditionStatus.UNKNOWN, "NotProbedYet", "");
        assertFinding(
                findings(story().rounds(HEALTHY).state()).credentialsResolved(), ConditionStatus.TRUE, "Resolved", "");
        for (AccessResult.Reason reason : AccessResult.Reason.values()) {
            ClusterState denied = story().denied(reason, "Secret \"db-probe\"").state();
            assertFinding(
                    findings(denied).credentialsResolved(),
                    ConditionStatus.FALSE,
                    reason.name(),
                    "Secret \"db-probe\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=- r1=- r2=-,             UNKNOWN, NoMemberAnswers,  ''",
        "p=W1 r1=S1 r2=S1,          TRUE,    Granted,          ''",
        "p=W1n r1=S1n r2=S1n,       FALSE,   GrantMissing,     GRANT pg_monitor TO",
        "p=W1n r1=S1n r2=S1n,       FALSE,   GrantMissing,     'Secret \"db-probe\"'",
        "p=W1 r1=S1hn r2=S1n,       FALSE,   FunctionsRefused, POSITION",
        "p=W1n r1=S1n | p=W1 r1=S1, TRUE,    Granted,          ''",
        "p=W1n r1=S1n | p=W1 r1=-,  TRUE,    Granted,          ''",
        "p=W1n r1=S1n | p=- r1=-,   FALSE,   GrantMissing,     ''",
    })
    void privilegesSufficient(String rounds, ConditionStatus status, String reason, String message) {
        assertFinding(findings(story().rounds(rounds).state()).privilegesSufficient(), status, reason, message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=W1 r1=W2 r2=S2,                      'p, r1. Writes go to r1.'",
        "p=W1 r1=W1 r2=S1,                      'p, r1. None is used for writes.'",
        "p=W1 r1=S1 | p=W1 r1=W1 r2=W1x,        'p, r1. Writes go to p.'",
    })
    void splitBrain(String rounds, String message) {
        assertThat(findings(story().rounds(rounds).state()).splitBrain())
                .hasValueSatisfying(f -> assertFinding(f, ConditionStatus.TRUE, "SeveralPrimaries", message));
    }

    @Test
    void aCopyThatIsMissingHidesNothingGraver() {
        var copies = new Copies(
                List.of("shop"), List.of(new Copies.Failed("NamespaceNotAllowed", "Namespace shop is not allowed.")));
        var published = new Publication.Done("db-endpoints", 1, Instant.EPOCH, Publication.Hold.NOTHING, copies);

        assertFinding(
                new ClusterFindings(story().rounds(HEALTHY).state(), published).ready(),
                ConditionStatus.FALSE,
                "NamespaceNotAllowed",
                "shop");
        assertFinding(
                new ClusterFindings(story().rounds("p=W1 r1=W2 r2=S2").state(), published).ready(),
                ConditionStatus.FALSE,
                "SeveralPrimaries",
                "Stop the others at once");
        Story unreadable =
                Story.of(PlanBuilder.of("p", "r1").fallback(Fallback.FAIL)).rounds("p=W1 r1=S1b");
        assertFinding(
                new ClusterFindings(unreadable.state(), published).ready(),
                ConditionStatus.FALSE,
                "NoReplicaUsable",
                "reads fail");
    }

    @ParameterizedTest
    @CsvSource({"p=W1 r1=S1 r2=S1", "p=W1 r1=W1x", "p=W1 r1=W2 | p=S2 r1=W2", "p=W1 r1=S1 | p=- r1=W2"})
    void noSplitBrain(String rounds) {
        assertThat(findings(story().rounds(rounds).state()).splitBrain()).isEmpty();
    }

    @Test
    void probeBlindWhenServersSpeakButLetNobodyIn() {
        Optional<Finding> finding = findings(
                        story().rounds(HEALTHY + " | p=! r1=- r2=! | p=! r1=- r2=! | p=! r1=- r2=!")
                                .state())
                .probeBlind();
        assertFinding(
                finding.orElseThrow(), ConditionStatus.TRUE, "NoMemberAdmits", "p: Unreachable (AuthenticationFailed)");
    }

    @Test
    void whatIsHeldOfAMemberIsNoCauseWhileItFails() {
        Optional<Finding> finding =
                findings(story().rounds(HEALTHY + " | p=! r1=- r2=!").state()).probeBlind();
        assertFinding(
                finding.orElseThrow(),
                ConditionStatus.TRUE,
                "NoMemberAdmits",
                "p: no answer (AuthenticationFailed), r1: no answer (Timeout)");
    }

    @Test
    void podsThatNobodyHasHeardOfAreNotSaidToBeAboutToEnd() {
        Story story = Story.of(PlanBuilder.of("p", "a").found(Rotation.IN, "a")).rounds("p=W1 a=S1 | p=- a=-");
        story.renew(PlanBuilder.of("p", "b").found(Rotation.IN, "b")).rounds("p=- b=-");
        assertFinding(
                findings(story.state()).replicasHealthy(),
                ConditionStatus.FALSE,
                "NoneFound",
                "gives members that have not answered yet, so what they are is not known: b.");
    }

    @Test
    void aSpentOrderToAcceptATimelineIsSaid() {
        PlanBuilder ordered = PlanBuilder.of("p", "r1", "r2").accept(1);
        Story story = story().rounds("p=W3 r1=S3 r2=S3").renew(ordered).rounds("p=W1 r1=S1 r2=S1 | p=W2 r1=S2 r2=S2");
        assertFinding(
                findings(story.rounds("p=W1 r1=S1 r2=S1").state()).primaryReachable(),
                ConditionStatus.FALSE,
                "StaleTimeline",
                "The present order to accept timeline 1 has been carried out already");
    }

    @Test
    void probeBlind() {
        assertThat(findings(story().state()).probeBlind()).isEmpty();
        assertThat(findings(story().rounds("p=- r1=- r2=S1").state()).probeBlind())
                .isEmpty();
        assertThat(findings(story().rounds(HEALTHY).rounds(DOWN).state()).probeBlind())
                .hasValueSatisfying(f -> assertFinding(
                        f,
                        ConditionStatus.TRUE,
                        "NoMemberAnswers",
                        "p: Unreachable (Timeout), r1: Unreachable (Timeout)"));
        assertThat(findings(story().denied(AccessResult.Reason.SecretNotFound, "none")
                                .state())
                        .probeBlind())
                .as("without credentials nobody can answer")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=W1 r1=S1 r2=S1,                                TRUE,    Usable",
        "p=W1 r1=S1b r2=S1b,                              TRUE,    Usable",
        "p=W1 r1=W2 r2=S2,                                FALSE,   SeveralPrimaries",
        "p=S1 r1=S1 r2=S1,                                FALSE,   AllInRecovery",
        "p=- r1=W1 r2=S1,                                 UNKNOWN, PrimarySilent",
        "p=W1 r1=S1 | p=- r1=S1 | p=- r1=S1 | p=- r1=S1,  FALSE,   Timeout",
    })
    void ready(String rounds, ConditionStatus status, String reason) {
        assertFinding(findings(story().rounds(rounds).state()).ready(), status, reason, "");
    }

    @Test
    void readyNeedsEndpointsAndCredentials() {
        ClusterState healthy = story().rounds(HEALTHY).state();
        assertFinding(
                findings(healthy, new Publication.Refused("x", "ConfigMapForbidden", "no"))
                        .ready(),
                ConditionStatus.FALSE,
                "ConfigMapForbidden",
                "no");
        assertFinding(
                findings(healthy, new Publication.Pending("x", "why")).ready(),
                ConditionStatus.UNKNOWN,
                "Pending",
                "why");
        assertFinding(
                findings(story().denied(AccessResult.Reason.SecretKeyMissing, "key")
                                .state())
                        .ready(),
                ConditionStatus.FALSE,
                "SecretKeyMissing",
                "key");
        assertFinding(findings(story().state()).ready(), ConditionStatus.UNKNOWN, "NotProbedYet", "");
    }

    @Test
    void readyIsUnknownWhilePaused() {
        Story story =
                story().rounds(HEALTHY).renew(PlanBuilder.of("p", "r1", "r2").paused());
        assertFinding(findings(story.state()).ready(), ConditionStatus.UNKNOWN, "Paused", "spec.paused");
    }

    @Test
    void readyAsksForAReplicaOnlyWhereReadsFailWithoutOne() {
        Story story =
                Story.of(PlanBuilder.of("p", "r1").fallback(Fallback.FAIL)).rounds("p=W1 r1=S1b");
        assertFinding(
                findings(story.state()).ready(), ConditionStatus.FALSE, "NoReplicaUsable", "r1: Lagging (LagTime).");
        story.rounds("p=W1 r1=S1");
        assertFinding(findings(story.state()).ready(), ConditionStatus.TRUE, "Usable", "");
    }

    /** A message that changes is a write: nothing that moves from round to round may be in one. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "p=W1 r1=S1b r2=S1c",
                "p=W1 r1=S1d r2=S1h",
                "p=W1n r1=W1n r2=S1x",
                "p=W1 r1=W2 r2=-",
                "p=W1 r1=S1 r2=- | p=W1 r1=S1b r2=- | p=- r1=- r2=-"
            })
    void messagesCarryNoFiguresThatMove(String rounds) {
        ClusterFindings f = findings(story().rounds(rounds).state());
        assertThat(Stream.of(
                                Stream.of(
                                        f.ready(), f.primaryReachable(), f.replicasHealthy(), f.privilegesSufficient()),
                                f.splitBrain().stream(),
                                f.probeBlind().stream())
                        .flatMap(each -> each))
                .extracting(Finding::message)
                .allSatisfy(message -> assertThat(message).doesNotContainPattern("[0-9]{3}|[0-9] ?(s|ms|bytes)\\b"));
    }

    private static Story story() {
        return Story.of(PlanBuilder.of("p", "r1", "r2"));
    }

    private static ClusterFindings findings(ClusterState state) {
        return findings(state, Resources.PUBLISHED);
    }

    private static ClusterFindings findings(ClusterState state, Publication publication) {
        return new ClusterFindings(state, publication);
    }

    private static void assertFinding(Finding finding, ConditionStatus status, String reason, String message) {
        assertThat(finding.status()).as("%s", finding).isEqualTo(status);
        assertThat(finding.reason()).isEqualTo(reason);
        assertThat(finding.message()).contains(message);
        assertThat(finding.reason()).matches("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?");
    }
}
