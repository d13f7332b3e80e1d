package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.operator.cluster.Story;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {

    private static final PlanBuilder PLAN = PlanBuilder.of("p", "r1", "r2");

    private final Story story = Story.of(PLAN);
    private @Nullable DatabaseClusterStatus before;
    private @Nullable ClusterPlan planBefore;

    /** What is told after the last of the rounds, each status being written after its round. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "p=W1 r1=S1 r2=S1,                                              Ready",
        "p=W1 r1=S1 r2=S1 | p=W1 r1=S1 r2=S1,                           ''",
        "p=W1 r1=S1 r2=S1 | p=W1 r1=- r2=S1,                            ''",
        "p=W1 r1=S1 r2=S1 | p=W1 r1=S1b r2=S1,                          !MemberLagging",
        "p=W1 r1=S1 r2=S1 | p=W1 r1=S1b r2=S1 | p=W1 r1=S1b r2=S1,      ''",
        "p=W1 r1=S1b r2=S1 | p=W1 r1=S1 r2=S1,                          MemberHealthy",
        "p=W1 r1=S1 r2=S1 | p=W1 r1=S1x r2=S1,                          !MemberWrongRole",
        "p=W1 r1=S1 r2=S1 | p=- r1=W2 r2=S2,                            PrimaryChanged !MemberUnknown",
        "p=W1 r1=S1 r2=S1 | p=W1 r1=W2 r2=S2,                           PrimaryChanged !MemberWrongRole"
                + " !SeveralPrimaries !SplitBrain",
        "p=W1 r1=S1 r2=S1 | p=W1 r1=W2 r2=S2 | p=S2 r1=W2 r2=S2,        MemberHealthy Ready SplitBrainOver",
        "p=W1 r1=S1 r2=S1 | p=- r1=- r2=-,                              !ProbeBlind",
        "p=W1 r1=S1 r2=S1 | p=- r1=- r2=- | p=- r1=S1 r2=S1,            ProbeBlindOver",
        "p=W1n r1=S1n r2=S1n,                                           Ready !GrantMissing",
        "p=W1n r1=S1n r2=S1n | p=W1n r1=S1n r2=S1n,                     ''",
        "p=W1n r1=S1n r2=S1n | p=W1 r1=S1 r2=S1,                        PrivilegesSufficient",
        "p=W1 r1=S1 r2=S1 | p=S1 r1=S1 r2=S1,                           !MemberUnknown !AllInRecovery",
        "p=W1 r1=S1 r2=S1 | p=S1 r1=S1 r2=S1 | p=S2 r1=W2 r2=S2,        PrimaryChanged MemberHealthy Ready",
        "p=W1 r1=S1 r2=S1 | p=S1 r1=S1 r2=S1 | p=W1 r1=S1 r2=S1,        MemberHealthy Ready",
    })
    void eachTransitionIsToldOnce(String rounds, String told) {
        List<Notice> notices = List.of();
        for (String round : rounds.split("\\|", -1)) {
            notices = after(round);
        }
        assertThat(reasons(notices)).isEqualTo(told);
    }

    @Test
    void aMemberThatGoesDownIsToldWhenItsFailureIsConfirmed() {
        after("p=W1 r1=S1 r2=S1");
        assertThat(after("p=W1 r1=- r2=S1")).isEmpty();
        assertThat(after("p=W1 r1=- r2=S1")).isEmpty();
        List<Notice> down = after("p=W1 r1=- r2=S1");
        assertThat(down).singleElement().satisfies(notice -> {
            assertThat(notice.reason()).isEqualTo("MemberUnreachable");
            assertThat(notice.message()).isEqualTo("r1 is Unreachable (Timeout): r1 did not answer.");
            assertThat(notice.member()).isEqualTo("r1");
        });
        assertThat(after("p=W1 r1=- r2=S1")).isEmpty();
        assertThat(reasons(after("p=W1 r1=S1 r2=S1"))).isEqualTo("MemberHealthy");
    }

    @Test
    void podsThatComeAndGoAreToldWithAllNames() {
        Story pods = Story.of(PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b"));
        DatabaseClusterStatus unasked = Resources.status(pods.state(), null);
        pods.rounds("p=W1i a=W1i b=S1");
        DatabaseClusterStatus first = Resources.status(pods.state(), unasked);
        assertThat(Notices.between(unasked, null, first, pods.state().plan()))
                .extracting(Notice::reason)
                .doesNotContain("MembersChanged");
        pods.renew(PlanBuilder.of("p", "a", "c").found(Rotation.IN, "a", "c"));
        DatabaseClusterStatus second = Resources.status(pods.state(), first);
        assertThat(Notices.between(first, null, second, pods.state().plan()))
                .containsExactly(new Notice(false, "MembersChanged", "The members are now p, c."));
    }

    @Test
    void aPodThatIsNotReadyIsBadNewsAndOneThatEndsIsNot() {
        after("p=W1 r1=S1 r2=S1");
        story.renew(
                PlanBuilder.of("p", "r1", "r2").found(Rotation.NOT_READY, "r1").found(Rotation.TERMINATING, "r2"));
        assertThat(reasons(now())).startsWith("!MemberDraining MemberDraining");
    }

    @Test
    void aChangeOfThePrimarySaysFromWhomToWhom() {
        after("p=W1 r1=S1 r2=S1");
        assertThat(after("p=- r1=W2 r2=S2").get(0).message())
                .isEqualTo("r1 is the primary now, on timeline 2; it was p.");
    }

    @Test
    void aSwitchoverWithARoundWithoutAPrimaryIsAChangeToo() {
        after("p=W1 r1=S1 r2=S1");
        after("p=S1 r1=S1 r2=S1");
        assertThat(after("p=S2 r1=W2 r2=S2").get(0).message())
                .isEqualTo("r1 is the primary now, on timeline 2; there was none.");
    }

    @Test
    void missingCredentialsAreToldAndThatTheyAreThereAgain() {
        after("p=W1 r1=S1 r2=S1");
        story.denied(AccessResult.Reason.SecretNotFound, "Secret \"db-probe\" does not exist.");
        List<Notice> denied = now();
        assertThat(denied).anySatisfy(notice -> {
            assertThat(notice.reason()).isEqualTo("SecretNotFound");
            assertThat(notice.warning()).isTrue();
            assertThat(notice.message()).contains("CredentialsResolved is False", "Secret \"db-probe\"");
        });
        assertThat(reasons(after("p=W1 r1=S1 r2=S1"))).contains("Ready").contains("CredentialsResolved");
    }

    @Test
    void aNewHostOfAMemberIsNoBadNews() {
        after("p=W1 r1=S1 r2=S1");
        story.renew(PlanBuilder.of("p", "r1", "r2").generation(2).host("r1", "elsewhere.example"));
        assertThat(now()).isEmpty();
        assertThat(after("p=W1 r1=S1 r2=S1")).isEmpty();
    }

    @Test
    void drainingIsNoBadNews() {
        after("p=W1 r1=S1 r2=S1");
        story.renew(PlanBuilder.of("p", "r1", "r2").drain("r1"));
        assertThat(reasons(now())).isEqualTo("MemberDraining");
    }

    @ParameterizedTest(name = "{0} ms")
    @CsvSource({
        "5000, false, ''",
        "10000, false, ''",
        "10500, true, spec.lag.maxTime is 10500ms",
        "11000, true, spec.lag.maxTime is 11s",
        "3600000, true, spec.lag.maxTime is 3600s",
    })
    void aLagLimitOverTenSecondsIsRisky(long millis, boolean risky, String message) {
        PlanBuilder plan = PlanBuilder.of("p", "r1").limits(Duration.ofMillis(millis), null);
        List<Notice> notices = notices(plan, null);
        assertThat(notices.stream().anyMatch(n -> n.reason().equals("RiskyLagLimit")))
                .isEqualTo(risky);
        assertThat(notices.get(0).message()).contains(message);
    }

    @Test
    void aRiskyLimitOfAMemberIsNamedAndToldOncePerGeneration() {
        PlanBuilder plan = PlanBuilder.of("p", "r1").ownMaxLag("r1", Duration.ofMinutes(1));
        List<Notice> first = notices(plan, null);
        assertThat(first.get(0).warning()).isTrue();
        assertThat(first.get(0).message()).contains("maxLag of r1 is 60s", "data that old");
        DatabaseClusterStatus seen =
                Resources.status(Story.of(plan).rounds("p=W1 r1=S1").state(), null);
        assertThat(notices(plan, seen)).isEmpty();
        assertThat(reasons(notices(plan.generation(2), seen))).isEqualTo("!RiskyLagLimit");
    }

    @Test
    void aRiskyLimitIsToldAgainOnlyWhenItIsAnotherOne() {
        after("p=W1 r1=S1 r2=S1");
        story.renew(PlanBuilder.of("p", "r1", "r2").generation(2).limits(Duration.ofSeconds(11), null));
        assertThat(reasons(now())).isEqualTo("!RiskyLagLimit");
        story.renew(PlanBuilder.of("p", "r1", "r2").generation(3).limits(Duration.ofSeconds(11), null));
        assertThat(now()).isEmpty();
        story.renew(PlanBuilder.of("p", "r1", "r2").generation(4).limits(Duration.ofSeconds(12), null));
        assertThat(reasons(now())).isEqualTo("!RiskyLagLimit");
    }

    @Test
    void anotherNameForThePrimaryIsNoChangeOfThePrimary() {
        after("p=W1 r1=S1 r2=S1");
        story.renew(PlanBuilder.of("renamed", "r1", "r2").generation(2).host("renamed", "p.example"));
        assertThat(now()).isEmpty();
    }

    private static List<Notice> notices(PlanBuilder plan, @Nullable DatabaseClusterStatus before) {
        Story story = Story.of(plan).rounds("p=W1 r1=S1");
        return Notices.between(before, null, Resources.status(story.state(), before), plan.build());
    }

    private List<Notice> after(String round) {
        story.rounds(round);
        return now();
    }

    private List<Notice> now() {
        DatabaseClusterStatus now = Resources.status(story.state(), before);
        List<Notice> notices =
                Notices.between(before, planBefore, now, story.state().plan());
        before = now;
        planBefore = story.state().plan();
        return notices;
    }

    private static String reasons(List<Notice> notices) {
        return notices.stream().map(n -> (n.warning() ? "!" : "") + n.reason()).collect(Collectors.joining(" "));
    }
}
